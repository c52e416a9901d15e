/** Clients of HTTPS, each run as its target writes it, against a server that demands a client certificate. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../../scripts/lib/paths.mjs';
import { providePythonClients } from '../../../scripts/lib/peerPackages.mjs';
import type { Program } from '../../../scripts/lib/programs.mjs';
import { findTarget, unsupportedBy, type TargetId } from '../../../src/core/snippets/registry.js';
import { openLab, type Lab } from '../../unit/core/snippets/lab.js';
import {
	ask,
	generate,
	program,
	run,
	withHostileNames,
	withPrograms,
	type Outcome,
} from './workbench.js';

interface Client {
	readonly needs: readonly Program[];
	readonly run: (text: string, lab: Lab) => Promise<Outcome>;
	/** Takes a name other than the URL's. */
	readonly serverName?: boolean;
	/** How many names of files are tried; starting some programs takes long. */
	readonly names: number;
}

async function shell(text: string, lab: Lab): Promise<Outcome> {
	return run(program('bash'), [await lab.file('client.sh', `set -eo pipefail\n${text}`)]);
}

async function python(text: string, lab: Lab): Promise<Outcome> {
	const { python: command, path } = await providePythonClients();
	const script = await lab.file('client.py', text);
	return run(command, [script], { env: { PYTHONPATH: path, VAULT_TOKEN: '' } });
}

async function goProgram(text: string, lab: Lab): Promise<Outcome> {
	const env = { GOCACHE: join(cacheFolder, 'go-build'), GOTOOLCHAIN: 'local', GOFLAGS: '' };
	// One folder a program: `go run` takes a path that its own rules allow.
	const folder = join(lab.folder, 'go');
	await mkdir(folder, { recursive: true });
	await lab.file('go/main.go', text);
	return run(program('go'), ['run', 'main.go'], { cwd: folder, env });
}

async function java(text: string, lab: Lab): Promise<Outcome> {
	return run(program('java'), [await lab.file('Client.java', text)]);
}

/** The text names a program of the user's; a small one that only asks takes its place. */
async function javaWithStores(text: string, lab: Lab): Promise<Outcome> {
	const source = await lab.file(
		'Ask.java',
		`import java.net.URI; import java.net.http.*;
public class Ask { public static void main(String[] a) throws Exception {
  var request = HttpRequest.newBuilder(URI.create("${lab.url}")).build();
  System.out.println(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
} }`,
	);
	const script = text.replace('-jar app.jar', `'${source.replaceAll("'", `'\\''`)}'`);
	return run(
		program('bash'),
		[await lab.file('java.sh', `set -e\nrm -f "$STORES"/*.p12\n${script}`)],
		{ env: { STORES: lab.folder } },
	);
}

const pythonClient = { needs: ['python3'], run: python, names: 3 } as const;

const clients: Partial<Record<TargetId, Client>> = {
	curl: { needs: ['bash', 'curl'], run: shell, serverName: true, names: 4 },
	'openssl-s-client': { needs: ['bash', 'openssl'], run: shell, serverName: true, names: 4 },
	go: { needs: ['go'], run: goProgram, serverName: true, names: 1 },
	'java-pem': { needs: ['java', 'javac'], run: java, names: 1 },
	'java-pkcs12': { needs: ['java', 'javac', 'keytool', 'openssl'], run: javaWithStores, names: 1 },
	'python-ssl': { ...pythonClient, serverName: true },
	'python-requests': pythonClient,
	'python-httpx': { ...pythonClient, serverName: true },
	'python-hvac': pythonClient,
	'python-urllib3': { ...pythonClient, serverName: true },
	'python-aiohttp': { ...pythonClient, serverName: true },
};

const seen = /CN=agent/;

describe('Clients of HTTPS, as the targets write them', function () {
	this.timeout(300_000);
	let lab: Lab;
	before(async () => {
		lab = await openLab();
	});
	after(() => lab.close());

	it('meet a server that refuses who has no certificate', async () => {
		const port = Number(new URL(lab.url).port);
		assert.match(await ask(lab, port, lab.client), seen);
		await assert.rejects(ask(lab, port, undefined));
	});

	for (const [id, client] of Object.entries(clients) as [TargetId, Client][]) {
		withPrograms(client.needs, id, () => {
			// The other texts want TLS 1.2 at least.
			it('is let in, by TLS 1.3', async () => {
				const text = await generate(lab, { target: id, minVersion: 'TLSv1.3' });
				const { code, output } = await client.run(text, lab);
				assert.match(output, seen);
				assert.equal(code, 0, output);
			});

			it('is refused with a certificate of another CA', async () => {
				const text = await generate(lab, { target: id, who: lab.stranger });
				const { code, output } = await client.run(text, lab);
				assert.doesNotMatch(output, seen);
				assert.notEqual(code, 0, output);
			});

			it('reads files whose names need escapes', async () => {
				await withHostileNames(client.names, async (name) => {
					const { output } = await client.run(await generate(lab, { target: id, name }), lab);
					assert.match(output, seen, name);
				});
			});

			const target = findTarget(id);
			if (target && !unsupportedBy(target, 'client').includes('passphrase')) {
				it('opens an encrypted key with the passphrase of the variable', async () => {
					const text = await generate(lab, { target: id, encrypted: true });
					const { code, output } = await client.run(text, lab);
					assert.match(output, seen);
					assert.equal(code, 0, output);
				});
			}

			if (!client.serverName) return;
			it('asks for the name given, and verifies it', async () => {
				const url = lab.url.replace('localhost', '127.0.0.1');
				const good = await generate(lab, { target: id, url, serverName: 'vault.lab.test' });
				assert.match((await client.run(good, lab)).output, seen);
				const bad = await generate(lab, { target: id, url, serverName: 'other.test' });
				const { code, output } = await client.run(bad, lab);
				assert.doesNotMatch(output, seen);
				assert.notEqual(code, 0, output);
			});
		});
	}

	for (const id of ['go', 'java-pem'] as const) {
		const { needs = [], run: runClient } = clients[id] ?? {};
		withPrograms(needs, `${id} with PEM in the text`, () => {
			it('is let in', async () => {
				const text = await generate(lab, { target: id, inline: true });
				assert.match(text, /PRIVATE KEY/);
				assert.match((await runClient?.(text, lab))?.output ?? '', seen);
			});
		});
	}
});
