/** The programs that the matrix asks, each told apart by its TLS library. */
import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ensureBao } from '../../scripts/lib/openbao.mjs';
import { root as projectRoot } from '../../scripts/lib/paths.mjs';
import { provideBun, provideNode } from '../../scripts/lib/runtimes.mjs';
import type { Outcome, Program } from '../../src/core/tls/clientBehavior.js';

export interface Result {
	readonly outcome: Outcome;
	readonly code?: string;
}

/** As `scripts/matrix/client.mjs` takes it. */
export interface ClientScene {
	readonly id: string;
	readonly port: number;
	readonly servername?: string;
	readonly cert?: string;
	readonly key?: string;
	readonly ca?: string;
	readonly crl?: string;
	readonly passphrase?: string;
}

/** Pinned as the other programs are, so that the table says of which one it speaks. */
const baoVersion = '2.7.2';

/** Executables; the Node that we run under is the project's own, 24. */
export async function providePrograms() {
	return {
		node20: await provideNode(20),
		node22: await provideNode(22),
		node24: process.execPath,
		bun: await provideBun(),
		go: await ensureBao(baoVersion),
	} as const;
}

/** One process for all scenes, and another one behind each scene that ends it. */
export async function askRuntime(
	runtime: string,
	manifest: string,
	scenes: readonly ClientScene[],
): Promise<ReadonlyMap<string, Result>> {
	const results = new Map<string, Result>();
	for (let first = 0; first < scenes.length;) {
		first = await askFrom(runtime, manifest, first, results);
		const crashed = scenes[first];
		if (crashed === undefined) break;
		results.set(crashed.id, { outcome: 'crashes' });
		first += 1;
	}
	return results;
}

/** Answers the index of the scene that ended the process; the number of scenes where none did. */
async function askFrom(
	runtime: string,
	manifest: string,
	first: number,
	results: Map<string, Result>,
): Promise<number> {
	const script = join(projectRoot, 'scripts/matrix/client.mjs');
	const child = spawn(runtime, [script, manifest, String(first)], {
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const before = results.size;
	for await (const line of createInterface(child.stdout)) {
		const [, json] = /^\d+ (.+)$/.exec(line) ?? [];
		if (json === undefined) continue;
		const { id, ...result } = JSON.parse(json) as Result & { id: string };
		results.set(id, result);
	}
	return first + results.size - before;
}

const execute = promisify(execFile);

/** The command line of OpenBao, which is a client written in Go. It takes no passphrase and no CRL. */
export async function askGo(bao: string, scene: ClientScene): Promise<Result> {
	const { port, servername, cert, key, ca } = scene;
	const options = [
		`-address=https://127.0.0.1:${port}`,
		...(servername === undefined ? [] : [`-tls-server-name=${servername}`]),
		...(cert === undefined ? [] : [`-client-cert=${cert}`]),
		...(key === undefined ? [] : [`-client-key=${key}`]),
		...(ca === undefined ? [] : [`-ca-cert=${ca}`]),
	];
	const env = { ...process.env, BAO_MAX_RETRIES: '0', VAULT_MAX_RETRIES: '0' };
	const output = await execute(bao, ['status', ...options], { env }).then(
		({ stdout }) => stdout,
		(error: unknown) => (error as { stderr: string }).stderr,
	);
	if (output.includes('sent=')) {
		const isSent = cert === undefined || output.includes('sent=yes');
		return { outcome: isSent ? 'connects' : 'notSent' };
	}
	if (/remote error|EOF|connection reset|broken pipe/.test(output)) return { outcome: 'refused' };
	if (output.includes(`Get "https:`)) return { outcome: 'refuses' };
	return { outcome: 'cannotLoad' };
}

/** What each program says of itself, with the TLS library where it names one. */
export async function versionsOf(
	names: readonly Program[],
): Promise<Readonly<Record<string, string>>> {
	const executables = await providePrograms();
	const versions = await Promise.all(
		names.map(async (name) => [name, await versionOf(name, executables[name])] as const),
	);
	return Object.fromEntries(versions);
}

async function versionOf(name: Program, executable: string): Promise<string> {
	const { stdout } =
		name === 'go'
			? await execute(executable, ['version'])
			: await execute(executable, ['-p', 'JSON.stringify(process.versions)']);
	if (name === 'go') return stdout.trim().replace(/ \(.*/, '');
	const { bun, node, openssl, boringssl } = JSON.parse(stdout) as Record<string, string>;
	return name === 'bun'
		? `Bun ${bun ?? ''} (BoringSSL ${boringssl ?? ''})`
		: `Node.js ${node ?? ''} (OpenSSL ${openssl ?? ''})`;
}
