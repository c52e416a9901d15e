/** Servers, each started with what its target writes: a client with a certificate of the CA is let in, others are not. */
import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/environment.mjs';
import { cacheFolder, projectNode } from '../../../scripts/lib/paths.mjs';
import type { Program } from '../../../scripts/lib/programs.mjs';
import type { TargetId } from '../../../src/core/snippets/registry.js';
import { openLab, type Lab } from '../../unit/core/snippets/lab.js';
import { caddyVariant } from './caddy.js';
import { nginxArguments } from './nginx.js';
import {
	ask,
	generate,
	passphrase,
	program,
	run,
	start,
	withHostileNames,
	withPrograms,
	type Running,
	type Wish,
} from './workbench.js';

interface Server {
	readonly needs: readonly Program[];
	readonly variant?: string;
	readonly start: (text: string, port: number, lab: Lab) => Promise<Running>;
	/** Whether the program takes the file; without starting it. */
	readonly check?: (
		text: string,
		lab: Lab,
	) => Promise<{ readonly code: number; readonly output: string }>;
	/** Reads an encrypted key without asking at a terminal. */
	readonly passphrase?: boolean;
	/** Says so in HTTP, after the handshake. */
	readonly refusal?: RegExp;
}

async function go(text: string, port: number, lab: Lab): Promise<Running> {
	const env = { GOCACHE: join(cacheFolder, 'go-build'), GOTOOLCHAIN: 'local', GOFLAGS: '' };
	const folder = join(lab.folder, 'go');
	await mkdir(folder, { recursive: true });
	await lab.file('go/main.go', text);
	const built = await run(program('go'), ['build', '-o', 'server', 'main.go'], {
		cwd: folder,
		env,
	});
	assert.equal(built.code, 0, built.output);
	return start(join(folder, 'server'), [], port);
}

function caddy(variant: string): Server {
	const environment = (lab: Lab) => ({
		env: { XDG_DATA_HOME: lab.folder, XDG_CONFIG_HOME: lab.folder },
	});
	const options = '{\n\tadmin off\n\tauto_https disable_redirects\n}\n';
	return {
		needs: ['caddy'],
		variant,
		start: async (text, port, lab) => {
			const file = await lab.file('Caddyfile', options + text);
			const args = ['run', '--adapter', 'caddyfile', '--config', file];
			return start(program('caddy'), args, port, environment(lab));
		},
	};
}

function node(): Server {
	return {
		needs: [],
		passphrase: true,
		start: async (text, port, lab) =>
			start(projectNode, [await lab.file('server.mjs', text)], port),
	};
}

const servers: Partial<Record<TargetId, Server>> = {
	'node-https': node(),
	'node-tls': node(),
	go: { needs: ['go'], start: go },
	nginx: {
		needs: ['nginx'],
		start: async (text, port, lab) =>
			start(program('nginx'), await nginxArguments(lab, text), port),
		check: async (text, lab) => run(program('nginx'), ['-t', ...(await nginxArguments(lab, text))]),
		passphrase: true,
		refusal: /400 (?:Bad Request|No required SSL|The SSL certificate)/,
	},
	haproxy: {
		needs: ['haproxy'],
		start: async (text, port, lab) =>
			start(program('haproxy'), ['-f', await lab.file('haproxy.cfg', text)], port),
		check: async (text, lab) =>
			run(program('haproxy'), ['-c', '-f', await lab.file('haproxy.cfg', text)]),
	},
	caddy: caddy(caddyVariant()),
};

describe('Servers, as the targets write them', function () {
	this.timeout(300_000);
	let lab: Lab;
	before(async () => {
		lab = await openLab();
		await mkdir(join(lab.folder, 'nginx'));
		await chmod(lab.folder, 0o755);
	});
	after(() => lab.close());

	for (const [id, server] of Object.entries(servers) as [TargetId, Server][]) {
		const wish = (port: number): Wish => ({
			target: id,
			side: 'server',
			variant: server.variant,
			url: `https://localhost:${port}`,
		});

		const refuses = async (port: number, who: Lab['client'] | undefined) => {
			const answer = await ask(lab, port, who).catch((error: unknown) => error);
			if (typeof answer === 'string') assert.match(answer, server.refusal ?? /^$/);
			else assert.ok(answer instanceof Error);
		};

		withPrograms(server.needs, id, () => {
			it('lets in a client of the CA, and nobody else', async () => {
				const port = await freePort();
				const running = await server.start(await generate(lab, wish(port)), port, lab);
				try {
					assert.match(await ask(lab, port, lab.client), /hello.*agent/);
					await refuses(port, undefined);
					await refuses(port, lab.stranger);
				} finally {
					await running.stop();
				}
			});

			if (server.passphrase) {
				it('opens its encrypted key with the passphrase of the variable, or of the file', async () => {
					const port = await freePort();
					const text = await generate(lab, { ...wish(port), encrypted: true });
					await lab.file('server.key.pass', `${passphrase}\n`);
					const running = await server.start(text, port, lab);
					try {
						assert.match(await ask(lab, port, lab.client), /hello.*agent/);
					} finally {
						await running.stop();
					}
				});
			}

			it('reads files whose names need escapes', async () => {
				await withHostileNames(server.check ? 6 : 1, async (name) => {
					const port = await freePort();
					const text = await generate(lab, { ...wish(port), name });
					if (server.check) {
						const { code, output } = await server.check(text, lab);
						assert.equal(code, 0, `${name}: ${output}`);
						return;
					}
					const running = await server.start(text, port, lab);
					await running.stop();
				});
			});
		});
	}
});
