import * as assert from 'node:assert/strict';
import { createServer, request, type Server } from 'node:http';
import { findIssuer, type KnownPlace } from '../../../src/core/backends/issuing/findIssuer.js';
import { asRecord } from '../../../src/core/http/json.js';
import { chainItemOf } from '../../../src/core/x509/chain.js';
import { connectTo, setUpCa, startTestServer, type TestServer } from '../../support/openbao.js';
import { rejectsWith } from '../../support/rejections.js';

/** In front of the server, as a gateway is: it refuses some paths, which the server's own policies cannot. */
class Gateway {
	refused: readonly string[] = [];
	readonly #server: Server;

	constructor(private readonly target: string) {
		this.#server = createServer((incoming, answer) => {
			const { method, url = '', headers } = incoming;
			if (this.refused.includes(url.split('?')[0] ?? '')) {
				answer.writeHead(403).end('{"errors":["permission denied"]}');
				return;
			}
			const onward = request(new URL(url, this.target), { method, headers }, (reply) => {
				answer.writeHead(reply.statusCode ?? 502, reply.headers);
				reply.pipe(answer);
			});
			incoming.pipe(onward);
		});
	}

	async listen(): Promise<string> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		const address = this.#server.address();
		assert.ok(typeof address === 'object' && address);
		return `http://127.0.0.1:${address.port}`;
	}

	close(): void {
		this.#server.close();
	}
}

describe('Vault: the issuer of a certificate', function () {
	this.timeout(30_000);
	let server: TestServer;
	let gateway: Gateway;
	let address: string;

	before(async () => {
		server = await startTestServer();
		gateway = new Gateway(server.address);
		address = await gateway.listen();
		await setUpCa(server, 'aside');
		await setUpCa(server);
	});
	after(async () => {
		gateway.close();
		await server.stop();
	});

	async function issuedBy(mount: string) {
		const wish = { common_name: 'a.api.test' };
		const { data } = await server.api('POST', `${mount}/issue/web`, wish);
		const { certificate, issuing_ca } = asRecord(data);
		const [child, issuer] = [certificate, issuing_ca].map((pem) => chainItemOf(String(pem)));
		assert.ok(child && issuer);
		return { child, issuer: Buffer.from(issuer.der) };
	}

	async function found(mount: string, refused: readonly string[], known: readonly KnownPlace[]) {
		const { child, issuer } = await issuedBy(mount);
		gateway.refused = refused.map((path) => `/v1/${path}`);
		const client = await connectTo(address, server.rootToken);
		try {
			const der = await findIssuer(client, child, known, {});
			if (der) assert.deepEqual(Buffer.from(der), issuer);
			return der !== undefined;
		} finally {
			client.dispose();
		}
	}

	const noMounts = ['sys/mounts', 'sys/internal/ui/mounts'];

	it('is found in whichever mount it is, by the key and not by the name', async () => {
		assert.equal(await found('pki', [], []), true);
		assert.equal(await found('aside', [], []), true);
	});

	it('is found in a mount that is known where none may be listed', async () => {
		await rejectsWith(found('pki', noMounts, []), 'forbidden');
		assert.equal(await found('pki', noMounts, [{ mount: 'gone' }, { mount: 'pki' }]), true);
		await rejectsWith(found('pki', noMounts, [{ mount: 'aside' }]), 'forbidden');
	});

	it('is found behind a list that is refused, and by its path in that mount', async () => {
		assert.equal(await found('pki', ['aside/issuers'], []), true);
		const refused = [...noMounts, 'pki/issuers', 'aside/issuers'];
		const known = [{ mount: 'aside', authority: 'test-root' }, { mount: 'pki' }];
		assert.equal(await found('aside', refused, known), true);
		assert.equal(await found('pki', refused, known), true);
		await rejectsWith(found('pki', refused, known.slice(0, 1)), 'forbidden');
	});
});
