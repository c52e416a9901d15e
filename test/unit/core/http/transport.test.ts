import * as assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backend } from '../../../../src/core/backends/contract/backend.js';
import { TlsFiles } from '../../../../src/core/tls/tlsFiles.js';
import { Transport } from '../../../../src/core/http/transport.js';
import { PkiError } from '../../../../src/core/common/errors.js';
import { connectTo } from '../../../support/openbao.js';
import { rejectsWith } from '../../../support/rejections.js';

const secret = 'hvs.planted-4711-secret';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('core/backends/vault/transport', () => {
	const servers: Server[] = [];
	const clients: Backend[] = [];

	afterEach(() => {
		clients.splice(0).forEach((client) => client.dispose());
		servers.splice(0).forEach((server) => {
			server.closeAllConnections();
			server.close();
		});
	});

	/** A real HTTP server that answers as told; what stands before a Vault may do anything. */
	async function serve(answer: Answer): Promise<string> {
		const server = createServer(answer);
		servers.push(server);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async function connect(address: string, fields: Record<string, string> = {}): Promise<Backend> {
		const client = await connectTo(address, secret, { fields });
		clients.push(client);
		return client;
	}

	function json(response: ServerResponse, status: number, body: unknown): void {
		response.writeHead(status, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify(body));
	}

	it('follows no redirect and carries the token nowhere', async () => {
		const seen: (string | undefined)[] = [];
		const other = await serve((request, response) => {
			seen.push(request.url);
			json(response, 200, {});
		});
		const standby = await serve((request, response) => {
			response.writeHead(307, { Location: `${other}${request.url ?? ''}` }).end();
		});
		const error = await rejectsWith((await connect(standby)).listMounts({}), 'standby');
		assert.equal(error.args.origin, other);
		for (const status of [301, 302, 303, 307, 308]) {
			const elsewhere = await serve((_, response) => {
				response.writeHead(status, { Location: `${other}/login` }).end();
			});
			const client = await connect(elsewhere);
			const refused = await rejectsWith(client.listMounts({}), 'unexpected', 'redirect');
			assert.equal(refused.args.origin, other);
		}
		assert.deepEqual(seen, []);
	});

	it('sends the token and the namespace with every call but the one for health', async () => {
		const seen: [string | undefined, unknown, unknown][] = [];
		const address = await serve(({ url, headers }, response) => {
			seen.push([url, headers['x-vault-token'], headers['x-vault-namespace']]);
			json(response, 200, { initialized: true, sealed: false, standby: false, data: {} });
		});
		await (await connect(address, { namespace: 'team/a/' })).status();
		assert.deepEqual(seen, [
			['/v1/sys/health', undefined, undefined],
			['/v1/auth/token/lookup-self', secret, 'team/a'],
		]);
	});

	it('lets nothing of the environment in', async () => {
		const planted = {
			VAULT_TOKEN: 'from-environment',
			VAULT_NAMESPACE: 'from-environment',
			VAULT_PREFIX: '/from-environment',
			VAULT_ADDR: 'http://127.0.0.1:9',
		};
		const before = { ...process.env };
		Object.assign(process.env, planted);
		try {
			const seen: string[] = [];
			const address = await serve((request, response) => {
				seen.push(request.url ?? '', ...request.rawHeaders);
				json(response, 403, { errors: ['permission denied'] });
			});
			const client = await connectTo(address, undefined);
			clients.push(client);
			await rejectsWith(client.listMounts({}), 'unauthorized', 'noToken');
			assert.ok(seen.length > 0);
			assert.ok(!seen.join(' ').includes('from-environment'), seen.join(' '));
			assert.ok(!seen.some((name) => /^x-vault-(token|namespace)$/i.test(name)));
		} finally {
			for (const name of Object.keys(planted)) {
				if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
				else process.env[name] = before[name];
			}
		}
	});

	it('stops reading an answer that is too large, announced or not', async () => {
		const address = await serve((_, response) => {
			response.write('x'.repeat(5000));
			response.end('x'.repeat(5000));
		});
		const none = () => assert.fail('Nothing is named.');
		const secrets = { get: none, set: none, delete: none };
		const tls = new TlsFiles({}, { readFile: none, listFiles: none, secrets });
		const transport = new Transport(new URL(address), { tls, limit: 8000 });
		const { signal } = new AbortController();
		const request = { method: 'GET', url: new URL(`${address}/v1/x`), headers: {}, signal };
		const error = await rejectsWith(transport.send(request), 'tooLarge');
		assert.equal(error.args.limitBytes, 8000);
		const other = { ...request, url: new URL('http://127.0.0.1:9/v1/x') };
		await rejectsWith(transport.send(other), 'unexpected', 'otherOrigin');
		transport.dispose();
	});

	it('stops at once when cancelled, before and while waiting and reading', async () => {
		const address = await serve((_, response) => {
			response.write('{"data":');
		});
		const client = await connect(address);
		const early = AbortSignal.abort();
		await rejectsWith(client.listMounts({}, { signal: early }), 'cancelled');
		const controller = new AbortController();
		const started = performance.now();
		setTimeout(() => controller.abort(), 50);
		await rejectsWith(client.listMounts({}, { signal: controller.signal }), 'cancelled');
		assert.ok(performance.now() - started < 1000);
	});

	it('keeps the deadline of the whole call', async () => {
		const address = await serve((request, response) => {
			// Each answer alone is quick enough.
			setTimeout(() => json(response, 403, { errors: ['permission denied'] }), 80);
			request.resume();
		});
		const client = await connect(address);
		const started = performance.now();
		await rejectsWith(client.listMounts({}, { timeoutMs: 120 }), 'timeout');
		assert.ok(performance.now() - started < 1000);
	});

	for (const refusal of ['405 Method Not Allowed', '400 Bad Request', '501 Not Implemented']) {
		it(`lists by GET where a proxy refuses LIST with ${refusal}, and remembers it`, async () => {
			const seen: string[] = [];
			const address = await serve(({ method = '', url = '' }, response) => {
				if (!url.startsWith('/v1/sys/')) seen.push(`${method} ${url}`);
				json(response, 200, { data: { keys: ['web'] } });
			});
			// Node's own server does not know the method, so it is such a proxy.
			servers[0]?.on('clientError', (_, socket) => {
				seen.push('refused');
				socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
			});
			const client = await connect(address);
			assert.deepEqual((await client.listRoles('pki', {})).items, [{ role: 'web' }]);
			await client.listRoles('pki', { limit: 7 });
			assert.deepEqual(seen, [
				'refused',
				'GET /v1/pki/roles?limit=200&list=true',
				'GET /v1/pki/roles?limit=7&list=true',
			]);
		});
	}

	it('repeats a read on a socket that the server had closed, but no write', async () => {
		let count = 0;
		const address = await serve((request, response) => {
			count++;
			// The second request on the socket finds it closed without an answer.
			if (count === 2) request.socket.destroy();
			else json(response, 200, { data: { allow_any_name: true } });
		});
		const client = await connect(address);
		await client.readRole('pki', 'web');
		await sleep(10);
		assert.equal((await client.readRole('pki', 'web')).role, 'web');
		assert.equal(count, 3);
		await sleep(10);
		count = 1;
		const write = client.administration?.setDefaultIssuer?.({ mount: 'pki', issuer: 'x' });
		await rejectsWith(write ?? Promise.resolve(), 'unreachable', 'closed');
		assert.equal(count, 2);
	});

	it('knows an answer that is not Vault’s', async () => {
		const cases: [number, string, string, string][] = [
			[200, '<html>Welcome</html>', 'unexpected', 'notVault'],
			[404, 'Not Found', 'unexpected', 'notVault'],
			[404, '{"errors":["no such thing"]}', 'unexpected', 'notVault'],
			[200, '[]', 'unexpected', 'notVault'],
			[200, '{"hello":1}', 'unexpected', 'notVault'],
			[502, 'Bad Gateway', 'unreachable', 'gateway'],
		];
		for (const [status, text, code, reason] of cases) {
			const address = await serve((_, response) => {
				response.writeHead(status).end(text);
			});
			const error = await rejectsWith((await connect(address)).status(), code as 'unexpected');
			assert.equal(error.reason, reason, text);
			if (reason === 'notVault') assert.ok(String(error.args.origin).startsWith(address), text);
		}
	});

	it('puts the token into no error and no log line', async () => {
		const lines: string[] = [];
		const keep = (line: string) => lines.push(line);
		const log = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
		const answers: Answer[] = [
			(request, response) => {
				// A server or proxy that repeats what it got.
				json(response, 400, { errors: [`bad token ${String(request.headers['x-vault-token'])}`] });
			},
			(_, response) => json(response, 403, { errors: ['permission denied'] }),
			(_, response) => response.writeHead(500).end(secret),
			(request) => request.socket.destroy(),
			(request, response) => {
				response.writeHead(302, { Location: `/login?token=${secret}` }).end();
				request.resume();
			},
		];
		for (const answer of answers) {
			const client = await connectTo(await serve(answer), secret, { log });
			clients.push(client);
			const error: unknown = await client.listMounts({}).catch((reason: unknown) => reason);
			assert.ok(error instanceof PkiError);
			assert.ok(!everything(error).includes(secret), everything(error));
		}
		const torn = await connectTo('http://127.0.0.1:9', `${secret}\u0000x`, { log });
		clients.push(torn);
		const error = await rejectsWith(torn.listMounts({}), 'unauthorized', 'badToken');
		assert.ok(!everything(error).includes(secret));
		assert.ok(lines.length > 0);
		assert.ok(!lines.join('\n').includes(secret));
	});
});

/** All that could be printed of an error, with its causes. */
function everything(error: unknown): string {
	if (!(error instanceof Error)) return error === undefined ? '' : JSON.stringify(error);
	const own = Object.getOwnPropertyNames(error)
		.filter((name) => name !== 'cause')
		.map((name) => JSON.stringify(Reflect.get(error, name)));
	return [String(error), ...own, everything(error.cause)].join('\n');
}
