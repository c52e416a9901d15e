/** RFC 6066, 3: the name in the hello has no dot at its end, whoever sends it; the certificate is for the same name. */
import * as assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { findHandshakeFacts } from '../../../../src/core/tls/handshake.js';
import { connectTls } from '../../../../src/core/tls/peer.js';
import { Listening } from '../../../support/listening.js';
import { probeServer, silentTls } from '../../../support/probing.js';
import { makeCa, type Pair, type TestCa } from '../../../support/tlsCertificates.js';

const written = 'dotted.test.';
const sent = 'dotted.test';
const signal = new AbortController().signal;

describe('a server name with a dot at its end', () => {
	let ca: TestCa;
	let pair: Pair;
	let listening: Listening;
	let names: string[];

	before(async () => {
		ca = await makeCa('Dotted CA');
		pair = await ca.issue({ name: 'server', usage: 'server', dns: [sent] });
	});
	beforeEach(() => {
		listening = new Listening();
		names = [];
	});
	afterEach(() => listening.close());

	/** Notes the names that clients send. */
	function server() {
		const context = createSecureContext({ cert: pair.certificate, key: pair.key });
		return silentTls({
			SNICallback: (name, done) => {
				names.push(name);
				done(null, context);
			},
		});
	}

	it('is sent without it by a probe', async () => {
		const report = await probeServer(listening, server(), {
			...{ serverName: written, ca: [ca.certificate] },
		});
		assert.deepEqual(report.verdict, { ok: true });
		assert.equal(report.serverName, sent);
		assert.ok(names.length > 1);
		assert.deepEqual([...new Set(names)], [sent]);
	});

	it('is sent without it by connections, and by the look at why they failed', async () => {
		const port = await listening.listen(server());
		const socket = connectTls({
			...{ host: '127.0.0.1', port, servername: written, ca: ca.certificate },
		});
		listening.follow(socket);
		await once(socket, 'secureConnect');
		const open = async () => {
			const raw = connectSocket({ host: '127.0.0.1', port });
			listening.follow(raw);
			await once(raw, 'connect');
			return raw;
		};
		const tls = { connection: {}, serverName: written, hasClientCertificate: false };
		const way = { host: '127.0.0.1', port };
		const facts = await findHandshakeFacts(open, {
			...{ tls: { ...tls, caFileDamaged: false }, way, signal },
		});
		assert.equal(facts?.answered, true);
		assert.deepEqual([...new Set(names)], [sent]);
	});
});
