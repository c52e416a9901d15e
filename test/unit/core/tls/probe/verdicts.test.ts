/** What a probe says of a server is what a bare `tls.connect` says of it, for random pairs of servers and clients. */
import assert from 'node:assert/strict';
import { connect, type ConnectionOptions, type SecureVersion } from 'node:tls';
import { Listening } from '../../../../support/listening.js';
import { probeServer, silentTls } from '../../../../support/probing.js';
import { randomly } from '../../../../support/random.js';
import {
	type LeafWishes,
	makeCa,
	makeSelfSigned,
	type Pair,
	type TestCa,
} from '../../../../support/tlsCertificates.js';

const dayMs = 86_400_000;
const seed = 20_261_126;
const rounds = 40;

describe('the verdict of a probe', () => {
	let listening: Listening;
	let cas: readonly [TestCa, TestCa];
	before(async () => (cas = [await makeCa('First CA'), await makeCa('Second CA')]));
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	it('is that of a bare handshake', async () => {
		const random = randomly(seed);
		const seen = new Set<string>();
		for (let round = 0; round < rounds; round++) {
			const pair = await randomPair();
			const [maxVersion, ca, serverName] = [
				random.one<SecureVersion>(['TLSv1.2', 'TLSv1.3', 'TLSv1.1']),
				random.one([[cas[0].certificate], [cas[1].certificate], cas.map((one) => one.certificate)]),
				random.one(['localhost', 'a.test', '127.0.0.1']),
			];
			const client = random.chance(0.3) ? await clientPair() : undefined;
			const server = silentTls({
				...{ cert: pair.certificate, key: pair.key, maxVersion, minVersion: 'TLSv1' },
				...{ ciphers: 'DEFAULT@SECLEVEL=0', requestCert: random.chance(0.5) },
				...{ rejectUnauthorized: random.chance(0.5), ca: [cas[0].certificate] },
			});
			const isAddress = serverName === '127.0.0.1';
			const report = await probeServer(listening, server, {
				...{ ca, serverName: isAddress ? undefined : serverName, patienceMs: 20 },
				...client,
			});
			const expected = await bareVerdict({
				...{ host: '127.0.0.1', port: report.port, ca },
				...{ cert: client?.certificate, key: client?.key },
				...(!isAddress && { servername: serverName }),
			});
			const { ok, failure } = report.verdict;
			assert.equal(ok ? 'ok' : failure?.code, expected, `round ${round} of seed ${seed}`);
			seen.add(expected);
		}
		// The seed leads to many kinds of verdicts; few of them would show nothing.
		assert.ok(seen.size >= 6, [...seen].join());

		async function randomPair(): Promise<Pair> {
			const wishes: LeafWishes = {
				name: 'server',
				usage: random.chance(0.8) ? 'server' : 'client',
				dns: random.some(['localhost', 'a.test', '*.test'], 2),
				ip: random.chance(0.5) ? ['127.0.0.1'] : [],
				notBefore: new Date(Date.now() + random.one([-2, -2, -2, 1]) * dayMs),
				notAfter: new Date(Date.now() + random.one([2, 2, 2, -1]) * dayMs),
			};
			if (random.chance(0.2)) return makeSelfSigned(wishes);
			const issuer = random.one(cas);
			const leaf = await issuer.issue(wishes);
			const above = random.chance(0.3) ? issuer.certificate : '';
			return { ...leaf, certificate: leaf.certificate + above };
		}

		async function clientPair(): Promise<Pair> {
			return random.one(cas).issue({ name: 'client', usage: 'client' });
		}
	});
});

/** `ok`, else the code of the error. */
function bareVerdict(options: ConnectionOptions): Promise<string> {
	return new Promise((resolve) => {
		const socket = connect({ ...options, rejectUnauthorized: true }, () => {
			resolve('ok');
			socket.destroy();
		});
		socket.on('error', (error: NodeJS.ErrnoException) => {
			resolve(error.code ?? error.message);
			socket.destroy();
		});
	});
}
