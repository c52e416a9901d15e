/** The packaged extension, installed into a VS Code: the last thing tested before a release. */
import { existsSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { bundledPackages } from './notices.mjs';
import { root } from './paths.mjs';
import { report } from './suites.mjs';
import { launch } from './vscode.mjs';
import { makePackage } from './vsix.mjs';
import { notification, openView, quickInput, runCommand } from './workbench.mjs';
import { listZip, readZip } from './zip.mjs';

const sizeLimit = 1_500_000;

/** Bundle and the licences in it, media, the programs that renew, the language PEM, the pages of the rules, README, CHANGELOG, LICENSE, manifest and its texts; and the two files that make a zip a .vsix. */
const allowed = [
	/^extension\/dist\/.+\.(js|css)$/,
	/^extension\/dist\/THIRD-PARTY-NOTICES\.txt$/,
	/^extension\/media\/.+\.(svg|png|css|md)$/,
	/^extension\/media\/renewal\/(renew|webhook)\.mjs$/,
	/^extension\/media\/pem\/(language-configuration|pem\.tmLanguage)\.json$/,
	/^extension\/docs\/rules\/[A-Za-z0-9]+\.md$/,
	/^extension\/(readme|changelog)\.md$/i,
	/^extension\/license(\.txt)?$/i,
	/^extension\/package(\.nls)?\.json$/,
	/^(extension\.vsixmanifest|\[Content_Types\]\.xml)$/,
];
const required = [
	'extension/dist/extension.js',
	'extension/dist/THIRD-PARTY-NOTICES.txt',
	'extension/docs/rules/expired.md',
	'extension/media/icon.png',
	'extension/media/pem/language-configuration.json',
	'extension/media/pem/pem.tmLanguage.json',
	'extension/media/renewal/renew.mjs',
	'extension/media/renewal/webhook.mjs',
	'extension/package.json',
	'extension/package.nls.json',
	'extension/readme.md',
];

/** @returns {Promise<number>} The exit code. */
export async function testPackage() {
	process.stdout.write('\n=== packaged extension\n');
	const counts = { passed: 0, failed: 0 };
	const check = async (/** @type {string} */ title, /** @type {() => Promise<void>} */ body) => {
		try {
			await body();
			counts.passed += 1;
			process.stdout.write(`  ✔ ${title}\n`);
		} catch (error) {
			counts.failed += 1;
			process.stdout.write(`  ✘ ${title}\n    ${messageOf(error)}\n`);
		}
	};
	let vsix = '';
	await check('is made by vsce', async () => {
		vsix = await makePackage();
	});
	if (vsix !== '') {
		await check('holds what it needs and nothing else', () => checkContent(vsix));
		await check('names every package whose code it contains', () => checkNotices(vsix));
		await check('has a README that points at nothing outside of it', () => checkReadme(vsix));
		await check('is smaller than 1.5 MB', () => checkSize(vsix));
		await smokeTest(vsix, check);
	}
	return report('packaged', [['packaged extension', counts]]);
}

/** @param {unknown} error */
function messageOf(error) {
	return stripVTControlCharacters(error instanceof Error ? error.message : String(error)).trim();
}

/** @param {string} vsix */
async function checkContent(vsix) {
	const names = await listZip(vsix);
	const surplus = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
	const missing = required.filter((name) => !names.includes(name));
	if (surplus.length > 0) throw new Error(`not expected: ${surplus.join(', ')}`);
	if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
}

/** @param {string} vsix */
async function checkNotices(vsix) {
	const text = await readZip(vsix, 'extension/dist/THIRD-PARTY-NOTICES.txt');
	const metafile = JSON.parse(await readFile(join(root, 'out/metafile.json'), 'utf8'));
	const names = bundledPackages([metafile]).map((folder) =>
		folder.replace(/^.*node_modules\//, ''),
	);
	const missing = names.filter((name) => !text.includes(`\n${name} `));
	if (names.length === 0 || missing.length > 0) {
		throw new Error(`of ${names.length} packages not named: ${missing.join(', ')}`);
	}
}

/** @param {string} vsix */
async function checkReadme(vsix) {
	const readme = await readZip(vsix, 'extension/readme.md');
	const dead = /!\[|<(picture|img|source)\b|\]\((?!https?:|#)/i.exec(readme);
	if (dead) throw new Error(`README has ${readme.slice(dead.index, dead.index + 80)}`);
}

/** @param {string} vsix */
async function checkSize(vsix) {
	const { size } = statSync(vsix);
	process.stdout.write(`    ${size} bytes\n`);
	if (size >= sizeLimit) throw new Error(`${size} bytes, allowed are ${sizeLimit}`);
}

/**
 * @param {string} vsix
 * @param {(title: string, body: () => Promise<void>) => Promise<void>} check
 */
async function smokeTest(vsix, check) {
	const folder = await mkdtemp(join(tmpdir(), 'pki-workbench-smoke-'));
	const workspace = join(folder, 'workspace');
	await mkdir(workspace);
	/** @type {import('./vscode.mjs').Launched | undefined} */
	let vscode;
	try {
		await check('installs into VS Code', async () => {
			vscode = await launch({ workspace, extension: { vsix } });
		});
		const page = vscode?.page;
		if (!page) return;
		await check('opens its view', async () => {
			const view = await openView(page);
			await view.getByText('Local CA').first().waitFor({ timeout: 30_000 });
		});
		await check('issues a test certificate from the palette', () => issue(page, workspace));
	} finally {
		await vscode?.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} workspace
 */
async function issue(page, workspace) {
	await runCommand(page, 'PKI: Issue Test Certificate');
	await quickInput(page).getByText('Customize').first().waitFor();
	await quickInput(page).waitFor();
	await page.keyboard.press('Enter');
	await notification(page, /localhost/).waitFor({ timeout: 30_000 });
	for (const name of ['localhost.crt', 'localhost.key', 'localhost.fullchain.crt', 'ca.crt']) {
		const file = join(workspace, 'certs', name);
		if (!existsSync(file)) throw new Error(`certs/${name} was not written`);
	}
	const mode = statSync(join(workspace, 'certs/localhost.key')).mode & 0o777;
	if (process.platform !== 'win32' && mode !== 0o600) {
		throw new Error(`the key's mode is ${mode.toString(8)}, not 600`);
	}
}
