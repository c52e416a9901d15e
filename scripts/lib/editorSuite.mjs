/** The editor tests: Mocha inside the extension host of a real VS Code. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCounts } from './mochaSuite.mjs';
import { root } from './paths.mjs';
import { launch } from './vscode.mjs';

const patience = 25 * 60_000;

/** What the server and the window say about themselves, which is no test's output. */
const noise =
	/^\[\d\d:\d\d:\d\d\]|^(Server bound|Extension host agent|Web UI|File not found|Creating a socket|Resolv(ed|ing) connection)|open-vsx\.org|reconnection-grace-time|Service Worker|vsda|^\s+at |AccountPolicyGate|AgentHost/;

/**
 * @param {import('./suites.mjs').Write} write
 * @param {import('./codeServer.mjs').Release} version
 * @param {'test' | 'short.test' | 'restricted'} [kind] Which files, by the end of their names; `restricted` runs in a
 *   folder that is not trusted.
 * @returns {Promise<import('./suites.mjs').Counts>}
 */
export async function editorSuite(write, version, kind = 'test') {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-editor-'));
	const results = join(folder, 'results.json');
	const workspace = join(folder, 'workspace');
	await mkdir(workspace);
	const { ensureBao, startDevServer } = await import('./openbao.mjs');
	const bao = await startDevServer({ bao: await ensureBao() });
	try {
		const code = await runInside({
			workspace,
			version,
			workspaceTrust: kind === 'restricted',
			extension: { dev: root },
			tests: join(root, 'out/test/editor/index.cjs'),
			env: {
				PKI_TEST_RESULTS: results,
				PKI_TEST_ENDING: `.${kind}.js`,
				PKI_TEST_VAULT_ADDR: bao.address,
				PKI_TEST_VAULT_TOKEN: bao.rootToken,
			},
			onLine: (line) => {
				if (!noise.test(line)) write(`${line}\n`);
			},
		});
		return await readCounts(results, code);
	} finally {
		await bao.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * @param {import('./vscode.mjs').LaunchOptions} options
 * @returns {Promise<number>} The exit code.
 */
async function runInside(options) {
	const vscode = await launch(options);
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(() => reject(new Error('The editor tests did not end in time.')), patience);
	});
	try {
		return await Promise.race([vscode.exit, /** @type {Promise<never>} */ (late)]);
	} finally {
		clearTimeout(timer);
		await vscode.close();
	}
}
