/** Redis, NATS, Kafka and gRPC: servers and clients that speak something else than HTTP. */
import assert from 'node:assert/strict';
import { chmod, symlink } from 'node:fs/promises';
import { createSecureServer } from 'node:http2';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { freePort } from '../../../scripts/lib/environment.mjs';
import { projectNode } from '../../../scripts/lib/paths.mjs';
import { provideNodeClients } from '../../../scripts/lib/peerPackages.mjs';
import { Listening } from '../../support/listening.js';
import { openLab, type Issued, type Lab } from '../../unit/core/snippets/lab.js';
import { ask, generate, program, run, start, withHostileNames, withPrograms } from './workbench.js';

let lab: Lab;

async function openWithNodeClients(): Promise<void> {
	lab = await openLab();
	await symlink(await provideNodeClients(), join(lab.folder, 'node_modules'), 'junction');
}

async function node(text: string, name: string) {
	return run(projectNode, [await lab.file(name, text)]);
}

withPrograms(['redis-server', 'redis-cli', 'bash'], 'redis', () => {
	before(async () => {
		lab = await openLab();
	});
	after(() => lab.close());

	const serve = async (port: number, name?: string) => {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'redis', side: 'server', url, name });
		const file = await lab.file('redis.conf', `${text}save ""\n`);
		return start(program('redis-server'), [file], port, { cwd: lab.folder });
	};

	const ping = async (port: number, wish: { who?: Issued; name?: string }) => {
		const text = await generate(lab, {
			target: 'redis',
			url: `https://localhost:${port}`,
			...wish,
		});
		return run(program('bash'), [await lab.file('redis.sh', text)]);
	};

	it('lets in a client of the CA, and nobody else', async () => {
		const port = await freePort();
		const server = await serve(port);
		try {
			assert.match((await ping(port, {})).output, /PONG/);
			assert.doesNotMatch((await ping(port, { who: lab.stranger })).output, /PONG/);
			await assert.rejects(ask(lab, port, undefined));
		} finally {
			await server.stop();
		}
	});

	it('reads files whose names need escapes, on both sides', async () => {
		await withHostileNames(4, async (name) => {
			const port = await freePort();
			const server = await serve(port, `server ${name}`);
			try {
				assert.match((await ping(port, { name })).output, /PONG/, name);
			} finally {
				await server.stop();
			}
		});
	});
});

withPrograms(['nats-server'], 'nats-server and node-nats', () => {
	before(openWithNodeClients);
	after(() => lab.close());

	const serve = async (port: number, name?: string) => {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'nats-server', url, name });
		return start(program('nats-server'), ['-c', await lab.file('nats.conf', text)], port);
	};

	it('lets in a client of the CA, and nobody else', async () => {
		const port = await freePort();
		const server = await serve(port);
		const wish = { target: 'node-nats', url: `https://localhost:${port}` } as const;
		try {
			for (const variant of ['esm', 'cjs']) {
				const text = await generate(lab, { ...wish, variant, name: "it's ${x} ü" });
				const { code, output } = await node(text, `nats.${variant === 'cjs' ? 'cjs' : 'mjs'}`);
				assert.match(output, /connected to/);
				assert.equal(code, 0, output);
			}
			const inline = await node(await generate(lab, { ...wish, inline: true }), 'inline.mjs');
			assert.match(inline.output, /connected to/);
			const stranger = await node(await generate(lab, { ...wish, who: lab.stranger }), 'other.mjs');
			assert.doesNotMatch(stranger.output, /connected to/);
			assert.notEqual(stranger.code, 0);
		} finally {
			await server.stop();
		}
	});

	it('reads files whose names need escapes', async () => {
		await withHostileNames(3, async (name) => {
			const port = await freePort();
			const server = await serve(port, name);
			await server.stop();
		});
	});
});

withPrograms(['kcat'], 'kafka-librdkafka', () => {
	const listening = new Listening();
	let port: number;
	let seen: string[];
	before(async () => {
		lab = await openLab();
		const options = {
			...{ cert: lab.server.pem + lab.issuing.pem, key: lab.server.keyPem, ca: lab.root.pem },
			requestCert: true,
			rejectUnauthorized: true,
		};
		// A broker's handshake is all that the configuration is about.
		const broker = createServer(options, (socket: TLSSocket) => {
			seen.push(String(socket.getPeerCertificate().subject.CN));
			socket.on('error', () => socket.destroy());
			socket.once('data', () => socket.destroy());
		});
		port = await listening.listen(broker);
	});
	after(async () => {
		await listening.close();
		await lab.close();
	});

	const list = async (wish: { who?: Issued; name?: string }) => {
		seen = [];
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'kafka-librdkafka', url, ...wish });
		const file = await lab.file('client.properties', text);
		return run(program('kcat'), ['-F', file, '-L', '-m', '1']);
	};

	it('gets through the handshake with a certificate of the CA', async () => {
		await list({});
		assert.ok(seen.includes('agent'));
		await list({ who: lab.stranger });
		assert.deepEqual(seen, []);
	});

	it('reads files whose names need escapes', async () => {
		await withHostileNames(2, async (name) => {
			const { output } = await list({ name });
			assert.ok(seen.includes('agent'), `${name}: ${output}`);
		});
	});
});

withPrograms([], 'node-grpc', () => {
	const listening = new Listening();
	let port: number;
	before(async () => {
		await openWithNodeClients();
		const server = createSecureServer({
			...{ cert: lab.server.pem + lab.issuing.pem, key: lab.server.keyPem, ca: lab.root.pem },
			requestCert: true,
			rejectUnauthorized: true,
		});
		port = await listening.listen(server);
	});
	after(async () => {
		await listening.close();
		await lab.close();
	});

	const call = async (wish: {
		encrypted?: boolean;
		who?: Issued;
		url?: string;
		serverName?: string;
		variant?: string;
		inline?: boolean;
	}) => {
		const url = `https://localhost:${port}`;
		const text = await generate(lab, { target: 'node-grpc', url, ...wish });
		return node(text, `grpc.${wish.variant === 'cjs' ? 'cjs' : 'mjs'}`);
	};

	it('is ready with a certificate of the CA, and not with another', async () => {
		for (const wish of [{}, { variant: 'cjs' }, { inline: true }, { encrypted: true }]) {
			const { code, output } = await call(wish);
			assert.match(output, /ready/);
			assert.equal(code, 0, output);
		}
		const stranger = await call({ who: lab.stranger });
		assert.doesNotMatch(stranger.output, /^ready/m);
		assert.notEqual(stranger.code, 0);
	});

	it('asks for the name given, and verifies it', async () => {
		const url = `https://127.0.0.1:${port}`;
		assert.match((await call({ url, serverName: 'vault.lab.test' })).output, /^ready/m);
		assert.doesNotMatch((await call({ url, serverName: 'other.test' })).output, /^ready/m);
	});
});

withPrograms(['bash', 'kubectl'], 'kubectl-secret', () => {
	before(async () => {
		lab = await openLab();
	});
	after(() => lab.close());

	it('makes a Secret of files whose names need escapes', async () => {
		await withHostileNames(3, async (name) => {
			const text = await generate(lab, { target: 'kubectl-secret', name });
			const script = text.replace(' | kubectl apply -f -', '');
			assert.notEqual(script, text);
			const { code, output } = await run(program('bash'), [await lab.file('kubectl.sh', script)]);
			assert.equal(code, 0, `${name}: ${output}`);
			assert.match(output, /type: kubernetes\.io\/tls/);
			const encoded = Buffer.from(lab.client.pem + lab.issuing.pem).toString('base64');
			assert.ok(output.includes(`tls.crt: ${encoded}`));
		});
	});
});

withPrograms(['bash'], 'node-extra-ca-certs', () => {
	before(async () => {
		lab = await openLab();
	});
	after(() => lab.close());

	it('makes Node trust the CA of a file whose name needs escapes', async () => {
		await chmod(lab.folder, 0o755);
		const text = await generate(lab, { target: 'node-extra-ca-certs', name: "it's $HOME ü" });
		const own = JSON.stringify({ cert: lab.client.pem + lab.issuing.pem, key: lab.client.keyPem });
		const url = JSON.stringify(lab.url);
		const ask = await lab.file(
			'ask.cjs',
			`require('node:https').get(${url}, ${own}, (answer) => answer.pipe(process.stdout));`,
		);
		const script = (setting: string) => `${setting}\nexec "$NODE" "$ASK"\n`;
		const env = { NODE: projectNode, ASK: ask };
		const trusting = await run(program('bash'), [await lab.file('a.sh', script(text))], { env });
		assert.match(trusting.output, /CN=agent/);
		const plain = await run(program('bash'), [await lab.file('b.sh', script(''))], { env });
		assert.match(plain.output, /UNABLE_TO_|SELF_SIGNED|self-signed/);
	});
});
