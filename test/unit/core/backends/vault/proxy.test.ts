/** Real proxies on loopback, and a real TLS server behind them. */
import * as assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { inspect } from 'node:util';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import { type ProxySettings, toProxy } from '../../../../../src/core/http/proxy.js';
import { Listening } from '../../../../support/listening.js';
import { connectTo } from '../../../../support/openbao.js';
import { startProxy, startSocks } from '../../../../support/proxies.js';
import { rejectsWith } from '../../../../support/rejections.js';
import {
	makeCa,
	makeSelfSigned,
	type Pair,
	type TestCa,
} from '../../../../support/tlsCertificates.js';

const token = 'hvs.planted-4711-secret';

describe('core/backends/vault: through a proxy', () => {
	let ca: TestCa;
	let leaf: Pair;
	let server: Pair;
	let listening: Listening;
	const clients: Backend[] = [];

	before(async () => {
		ca = await makeCa('Behind The Proxy');
		leaf = await ca.issue({ name: 'vault', usage: 'server', ip: ['127.0.0.1'] });
		server = await makeSelfSigned({ name: 'proxy', usage: 'server', ip: ['127.0.0.1'] });
	});
	beforeEach(() => (listening = new Listening()));
	afterEach(async () => {
		clients.splice(0).forEach((client) => client.dispose());
		await listening.close();
	});

	const answer: RequestListener = ({ headers }, response) => {
		const isKnown = headers['x-vault-token'] === token;
		response.writeHead(isKnown ? 200 : 403, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(isKnown ? { data: { allow_any_name: true } } : { errors: [] }));
	};

	async function secureServer(): Promise<string> {
		const secure = createSecureServer({ cert: leaf.certificate, key: leaf.key }, answer);
		return `https://127.0.0.1:${await listening.listen(secure)}`;
	}

	async function plainServer(): Promise<string> {
		return `http://127.0.0.1:${await listening.listen(createServer(answer))}`;
	}

	/** Through what the settings name at that moment, with the test's CA among those of the system. */
	async function connect(address: string, settings: () => ProxySettings, trusted = true) {
		const client = await connectTo(address, token, {
			network: {
				proxyFor: () => {
					const { proxy = '' } = settings();
					const server = proxy === '' ? undefined : toProxy(proxy, 'http.proxy', settings());
					return Promise.resolve(server);
				},
				systemCertificates: () => Promise.resolve(trusted ? [ca.certificate] : []),
			},
		});
		clients.push(client);
		return client;
	}

	const readRole = async (client: Backend) => (await client.readRole('pki', 'web')).role;

	it('opens one tunnel for many requests, and shows the proxy nothing of them', async () => {
		const proxy = await startProxy(listening);
		const address = await secureServer();
		const client = await connect(address, () => ({ proxy: proxy.address }));
		assert.equal(await readRole(client), 'web');
		assert.equal(await readRole(client), 'web');
		assert.deepEqual(proxy.asked, [`CONNECT ${new URL(address).host}`]);
		assert.ok(proxy.seen().length > 500, 'TLS went through it');
		assert.doesNotMatch(proxy.seen(), /planted|x-vault/i);
	});

	it('of the connection’s own goes before that of the editor, its password staying a secret', async () => {
		const proxy = await startProxy(listening, { credentials: 'me:pw' });
		const secrets: Record<string, string> = {
			token,
			proxy: proxy.address.replace('//', '//me:pw@'),
		};
		const client = await connectTo(await plainServer(), token, {
			fields: { proxyVariable: 'VAULT_PROXY_ADDR' },
			secret: (name) => Promise.resolve(secrets[name]),
			network: { proxyFor: () => assert.fail('The editor was asked.') },
		});
		clients.push(client);
		assert.equal(await readRole(client), 'web');
		assert.equal(proxy.asked.length, 1);
		secrets.proxy = proxy.address.replace('//', '//me:secret-47@');
		const error = await rejectsWith(readRole(client), 'unreachable', 'proxyAuthentication');
		assert.equal(error.args.source, 'VAULT_PROXY_ADDR');
		assert.doesNotMatch(inspect(error, { depth: 9 }), /secret-47/);
	});

	it('has at most 16 tunnels at a time', async () => {
		const proxy = await startProxy(listening);
		const client = await connect(await secureServer(), () => ({ proxy: proxy.address }));
		await Promise.all(Array.from({ length: 60 }, () => readRole(client)));
		assert.ok(proxy.asked.length <= 16, `${proxy.asked.length}`);
	});

	it('names the certificate of a server behind it that is not trusted', async () => {
		const proxy = await startProxy(listening);
		const settings = { proxy: proxy.address, strictSsl: false };
		const client = await connect(await secureServer(), () => settings, false);
		const error = await rejectsWith(readRole(client), 'untrusted', 'unknownIssuer');
		assert.equal(error.args.issuer, 'CN=Behind The Proxy');
		assert.equal(error.args.host, '127.0.0.1');
	});

	it('hands plain HTTP over as a whole', async () => {
		const proxy = await startProxy(listening, { credentials: 'me:pw' });
		const address = await plainServer();
		const named = proxy.address.replace('//', '//me:pw@');
		assert.equal(await readRole(await connect(address, () => ({ proxy: named }))), 'web');
		assert.deepEqual(proxy.asked, [`GET ${address}/v1/pki/roles/web`]);
		const client = await connect(address, () => ({ proxy: proxy.address }));
		await rejectsWith(readRole(client), 'unreachable', 'proxyAuthentication');
	});

	it('goes through a SOCKS proxy', async () => {
		for (const address of [await secureServer(), await plainServer()]) {
			const proxy = await startSocks(listening, 'me:pw');
			const named = proxy.address.replace('//', '//me:pw@');
			assert.equal(await readRole(await connect(address, () => ({ proxy: named }))), 'web');
			assert.deepEqual(proxy.asked, [`CONNECT ${new URL(address).host}`]);
			const wrong = proxy.address.replace('//', '//me:secret-4712@');
			const client = await connect(address, () => ({ proxy: wrong }));
			const error = await rejectsWith(readRole(client), 'unreachable', 'proxyAuthentication');
			assert.doesNotMatch(inspect(error, { depth: 9 }), /secret-4712/);
		}
	});

	it('checks the certificate of a proxy that speaks TLS, unless told not to', async () => {
		const proxy = await startProxy(listening, { tls: server });
		for (const address of [await secureServer(), await plainServer()]) {
			const strict = await connect(address, () => ({ proxy: proxy.address }));
			const error = await rejectsWith(readRole(strict), 'unreachable', 'proxyCertificate');
			assert.equal(error.args.proxy, proxy.address);
			const lax = await connect(address, () => ({ proxy: proxy.address, strictSsl: false }));
			assert.equal(await readRole(lax), 'web');
		}
	});

	it('takes a changed setting with the next request', async () => {
		const [one, other] = [await startProxy(listening), await startProxy(listening)];
		let proxy = '';
		const client = await connect(await secureServer(), () => ({ proxy }));
		for (const address of ['', one.address, other.address, '']) {
			proxy = address;
			assert.equal(await readRole(client), 'web');
		}
		assert.deepEqual([one.asked.length, other.asked.length], [1, 1]);
	});

	it('sends the authorization of the settings, which goes before the address’s', async () => {
		const proxy = await startProxy(listening, { credentials: 'me:right' });
		const authorization = `Basic ${Buffer.from('me:right').toString('base64')}`;
		const named = proxy.address.replace('//', '//me:wrong@');
		for (const address of [await secureServer(), await plainServer()]) {
			const client = await connect(address, () => ({ proxy: named, authorization }));
			assert.equal(await readRole(client), 'web');
		}
	});

	for (const [title, status, reason] of [
		['asks for a sign-in', 407, 'proxyAuthentication'],
		['forbids it', 403, 'proxyRefused'],
		['does not reach the server', 502, 'proxyWithoutServer'],
	] as const) {
		it(`names a proxy that ${title}, and never its password`, async () => {
			const proxy = await startProxy(listening, { status });
			const named = proxy.address.replace('//', '//me:secret-4712@');
			const client = await connect(await secureServer(), () => ({ proxy: named }));
			const error = await rejectsWith(readRole(client), 'unreachable', reason);
			assert.equal(error.args.proxy, proxy.address);
			assert.equal(error.args.source, 'http.proxy');
			assert.doesNotMatch(inspect(error, { depth: 9 }), /secret-4712|c2VjcmV0/);
		});
	}

	it('names a proxy where nothing listens', async () => {
		for (const scheme of ['http', 'https', 'socks5']) {
			for (const address of [await secureServer(), await plainServer()]) {
				const client = await connect(address, () => ({ proxy: `${scheme}://127.0.0.1:9` }));
				const error = await rejectsWith(readRole(client), 'unreachable', 'proxyUnreachable');
				assert.equal(error.args.proxy, `${scheme}://127.0.0.1:9`);
				assert.match(String(error.args.detail), /ECONNREFUSED/);
			}
		}
	});
});
