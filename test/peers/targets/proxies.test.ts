/** Proxies, each with what its target writes for the way to a server that demands a client certificate. */
import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../../scripts/lib/environment.mjs';
import type { Program } from '../../../scripts/lib/programs.mjs';
import type { TargetId } from '../../../src/core/snippets/registry.js';
import { openLab, type Issued, type Lab } from '../../unit/core/snippets/lab.js';
import { caddyVariant } from './caddy.js';
import { nginxArguments } from './nginx.js';
import { generate, program, start, withPrograms, type Running } from './workbench.js';

type Start = (text: string, port: number, lab: Lab) => Promise<Running>;

interface Proxy {
	readonly needs: readonly Program[];
	readonly variant?: string;
	readonly start: Start;
}

const proxies: Partial<Record<TargetId, Proxy>> = {
	nginx: {
		needs: ['nginx'],
		start: async (text, port, lab) =>
			start(program('nginx'), await nginxArguments(lab, text), port),
	},
	haproxy: {
		needs: ['haproxy'],
		start: async (text, port, lab) =>
			start(program('haproxy'), ['-f', await lab.file('haproxy.cfg', text)], port),
	},
	caddy: {
		needs: ['caddy'],
		variant: caddyVariant(),
		start: async (text, port, lab) => {
			const file = await lab.file('Caddyfile', `{\n\tadmin off\n}\n${text}`);
			const env = { XDG_DATA_HOME: lab.folder, XDG_CONFIG_HOME: lab.folder };
			const args = ['run', '--adapter', 'caddyfile', '--config', file];
			return start(program('caddy'), args, port, { env });
		},
	},
};

describe('Proxies before a server, as the targets write them', function () {
	this.timeout(300_000);
	let lab: Lab;
	before(async () => {
		lab = await openLab();
		await mkdir(join(lab.folder, 'nginx'));
		await chmod(lab.folder, 0o755);
	});
	after(() => lab.close());

	/** What a client of the proxy gets to see of the server. */
	async function through(
		id: TargetId,
		{ variant, start: startProxy }: Proxy,
		wish: {
			readonly who?: Issued;
			readonly url?: string;
			readonly serverName?: string;
			readonly name?: string;
		},
	): Promise<string> {
		const port = await freePort();
		const text = await generate(lab, { target: id, side: 'client', variant, ...wish });
		assert.ok(text.includes('127.0.0.1:8080'));
		const running = await startProxy(
			text.replace('127.0.0.1:8080', `127.0.0.1:${port}`),
			port,
			lab,
		);
		try {
			return await body(port);
		} finally {
			await running.stop();
		}
	}

	for (const [id, proxy] of Object.entries(proxies) as [TargetId, Proxy][]) {
		withPrograms(proxy.needs, `${id} before a server`, () => {
			it('is let in, with files whose names need escapes', async () => {
				assert.match(await through(id, proxy, { name: "an 'agent' #1 ü" }), /CN=agent/);
			});

			it('is refused with a certificate of another CA', async () => {
				assert.doesNotMatch(await through(id, proxy, { who: lab.stranger }), /CN=agent/);
			});

			it('asks for the name given, and verifies it', async () => {
				const url = lab.url.replace('localhost', '127.0.0.1');
				const good = await through(id, proxy, { url, serverName: 'vault.lab.test' });
				assert.match(good, /vault\.lab\.test/);
				const bad = await through(id, proxy, { url, serverName: 'other.test' });
				assert.doesNotMatch(bad, /CN=agent/);
			});
		});
	}
});

function body(port: number): Promise<string> {
	return new Promise((resolve, reject) => {
		get({ host: '127.0.0.1', port, agent: false }, (response) => {
			let text = '';
			response.setEncoding('utf8').on('data', (part: string) => (text += part));
			response.on('end', () => resolve(text));
		}).once('error', reject);
	});
}
