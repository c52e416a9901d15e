/**
 * The sweep: tokens and private keys are planted by using the extension as people do, right and wrong; afterwards none
 * of them is in a file that VS Code wrote, in its storage, in its log, or in a page that it showed.
 */
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { leakInto, shownEverywhere, storedInBrowser } from '../../scripts/lib/windowContents.mjs';
import {
	collapse,
	contextMenu,
	expand,
	openView,
	runCommand,
	rowAction,
	treeRow,
	webview,
} from '../../scripts/lib/workbench.mjs';
import type { Hand } from '../support/hand.js';
import { setUpCa, startTestServer, type TestServer } from '../support/openbao.js';
import { findIn, needleOf, type Planted, sweepFolder } from '../support/secretSearch.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const tokens = {
	environment: 'planted-in-the-environment-4711',
	saved: 'planted-in-a-saved-connection-0815',
	refused: 'planted-and-refused-by-the-server-42',
};

describe('secrets', function () {
	this.timeout(180_000);
	let workspace = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;
	/** The file with the keys of the Local CA, below the folder of VS Code's data. */
	let caKeys = '';
	/** Filled as keys are made. */
	const planted: Planted[] = Object.entries(tokens).map(([name, value]) => needleOf(name, value));
	/** Everything that was on screen, webviews and their scripts included. */
	const shown: string[] = [];

	before(async () => {
		bao = await startTestServer();
		await prepare(bao);
		testWindow = await openTestWindow('secrets', {
			env: { VAULT_ADDR: bao.address, VAULT_TOKEN: tokens.environment },
		});
		({ workspace, vscode, hand } = testWindow);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		await bao.stop();
	});

	const row = (label: string) => treeRow(vscode.page, label);
	/** The row of the connection that the environment describes: its host. */
	const described = () => new URL(bao.address).host;
	const look = async () => shown.push(...(await shownEverywhere(vscode.page)));

	async function plantKey(file: string): Promise<void> {
		const key = await readFile(join(workspace, 'certs', file), 'utf8');
		assert.match(key, /^-----BEGIN PRIVATE KEY-----/);
		planted.push(needleOf(file, key));
	}

	/** The password that was made opens the file; it is shown once, and copied where that is chosen. */
	async function plantPassword(file: string, button = 'Cancel'): Promise<void> {
		const said = await hand.decide(button);
		const [, password] = /: (\S{24})It is not stored/.exec(said) ?? [];
		assert.ok(said.includes(`Password of ${file}: `));
		assert.ok(password, 'the question has no password');
		const pfx = await readFile(join(workspace, 'certs', file));
		assert.ok(createSecureContext({ pfx, passphrase: password }));
		planted.push(needleOf(file, password));
		await hand.dialog.waitFor({ state: 'detached' });
		if (button === 'Copy Password') assert.equal(await hand.clipboard(), password);
	}

	async function saved(name: string): Promise<void> {
		await hand.told(/is issued/);
		await plantKey(name);
		await look();
		await hand.closeNotifications();
	}

	/** Every key of a Local CA that keeps them in a file: the one place where they may be. */
	async function plantCaKeys(): Promise<void> {
		const names = await readdir(vscode.folder, { recursive: true });
		caKeys = names.find((name) => name.endsWith('localCa/keys.json')) ?? '';
		const file: unknown = JSON.parse(await readFile(join(vscode.folder, caKeys), 'utf8'));
		assert.ok(typeof file === 'object' && file !== null);
		const keys = Object.entries(file).map(([name, key]) => needleOf(name, String(key)));
		assert.deepEqual(keys.map(({ name }) => name).sort(), ['issuingKey', 'rootKey']);
		planted.push(...keys);
	}

	it('are planted by a CA of one’s own, and by a test certificate with its details', async () => {
		await runCommand(vscode.page, 'Developer: Set Log Level');
		await hand.choose('Trace');
		await hand.command('New Local CA…');
		await hand.choose('Create a new root');
		await hand.decide('New CA, Key in a File');
		await treeRow(vscode.page, 'Certificates').waitFor();
		await plantCaKeys();
		await hand.command('Issue Test Certificate');
		await hand.choose('Customize');
		await hand.answer(/hosts, IP addresses, URIs/);
		await hand.choose('Server and client authentication');
		await hand.answer(/how many days/);
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.choose('Yes, with a generated password');
		await plantPassword('localhost.p12', 'Copy Password');
		await saved('localhost.key');
		await expand(vscode.page, 'Local CA', 'Certificates');
		await row('localhost').click();
		await webview(vscode.page).locator('h1', { hasText: 'localhost' }).waitFor();
		await look();
		await copyClientConfig();
	});

	it('are planted by a connection of the environment: issuing and revoking', async () => {
		await collapse(vscode.page, 'Local CA');
		await expand(vscode.page, described(), 'pki', 'Roles');
		await contextMenu(vscode.page, row('web'), 'Issue Certificate');
		await hand.answer(/Allowed:/, 'from-environment.api.test');
		await hand.answer(/More names/);
		await hand.answer(/at most/);
		await hand.answer(/save the files/);
		await hand.choose('More options…');
		await hand.choose('Yes, with a generated password');
		await hand.choose('Issue');
		await plantPassword('from-environment.api.test.p12');
		await saved('from-environment.api.test.key');
		await expand(vscode.page, 'Certificates');
		await row('from-environment').click();
		await contextMenu(vscode.page, row('from-environment'), 'Revoke');
		await look();
		await hand.decide('Revoke');
		await row('from-environment')
			.getByText(/revoked/)
			.waitFor();
	});

	it('are planted by a connection that is added: refused first, then saved', async () => {
		await addConnection(tokens.refused);
		await hand.dialog.waitFor();
		await look();
		await hand.decide('Edit');
		await hand.sees('Token (optional)');
		await look();
		await hand.input.fill(tokens.saved);
		await hand.enter();
		await hand.choose('Connect');
		await expand(vscode.page, 'Planted', 'pki');
		await look();
	});

	it('are planted by a server that fails: what a refusal says', async () => {
		await bao.api('POST', 'auth/token/revoke', { token: tokens.saved });
		await rowAction(vscode.page, row('Planted'), 'Refresh');
		await row('Sign In Again').waitFor();
		await look();
		await hand.command('Show Log');
		const line = vscode.page.locator('.part.panel .view-line', {
			hasText: /\[(trace|debug|error)\]/,
		});
		await line.first().waitFor();
		await look();
	});

	it('are planted by a server that is sealed, then gone', async () => {
		await bao.api('PUT', 'sys/seal');
		await refreshed(described(), /sealed/i);
		await bao.stop();
		await refreshed(described(), /refused to connect/);
	});

	it('are in no file but the CA’s own, no log, no storage and no page', async () => {
		// A log that is not there, or a search that reads nothing, would find nothing either.
		const { found, files } = await sweepFolder(vscode.folder, planted);
		const logs = files.filter((file) => file.endsWith('PKI Workbench.log'));
		assert.equal(logs.length, 1, files.join('\n'));
		const log = await readFile(join(vscode.folder, logs[0] ?? ''), 'utf8');
		assert.match(log, /\[trace\]|\[debug\]/);
		assert.ok(planted.length >= 9);
		assert.deepEqual(found, [`${caKeys}: rootKey`, `${caKeys}: issuingKey`]);
		const stored = await storedInBrowser(vscode.page);
		assert.ok(
			stored.some((record) => record.includes('pki-workbench')),
			'the state is not here',
		);
		assert.deepEqual(findIn(stored.join('\n'), planted), []);
		assert.deepEqual(findIn(vscode.lines.join('\n'), planted), []);
		assert.ok(shown.some((html) => html.includes('from-environment.api.test')));
		assert.deepEqual(findIn(shown.join('\n'), planted), []);
		for (const content of [log, ...stored, ...shown]) {
			assert.doesNotMatch(content, /BEGIN (EC |RSA |ENCRYPTED )?PRIVATE KEY/);
		}
	});

	it('would be found: a planted one in a file, and one on a page', async () => {
		await writeFile(join(vscode.folder, 'data/leak.json'), JSON.stringify([tokens.saved]));
		const { found } = await sweepFolder(vscode.folder, planted);
		assert.ok(found.includes('data/leak.json: saved'));
		assert.equal(found.length, 3);
		await leakInto(vscode.page, tokens.saved);
		assert.deepEqual(findIn((await shownEverywhere(vscode.page)).join(), planted), ['saved']);
		assert.deepEqual(findIn((await storedInBrowser(vscode.page)).join(), planted), ['saved']);
	});

	async function copyClientConfig(): Promise<void> {
		await hand.command('Copy Client Config…');
		await hand.find('Which program is it for?', 'OpenClaw agent profile');
		await hand.choose('localhost');
		await hand.answer('Address of the server');
		await hand.choose('Files');
		await hand.choose('Inline PEM, private key by path');
		await hand.choose('Copy');
		await hand.told(/Client configuration copied/);
		await look();
	}

	/** Asks the server again, and waits for what the tree says about it. */
	async function refreshed(connection: string, words: RegExp): Promise<void> {
		await rowAction(vscode.page, row(connection), 'Refresh');
		await vscode.page
			.locator('.part.sidebar .monaco-list-row', { hasText: words })
			.first()
			.waitFor();
		await look();
	}

	async function addConnection(token: string): Promise<void> {
		await hand.command('Add Connection…');
		await hand.choose('HashiCorp Vault');
		await hand.answer('Address', bao.address);
		await hand.answer('Name for this connection', 'Planted');
		await hand.answer('Namespace (optional)');
		await hand.answer('Token (optional)', token);
		await hand.choose('Connect');
	}
});

async function prepare(server: TestServer): Promise<void> {
	await setUpCa(server);
	const rights = '["create", "read", "update", "delete", "list", "sudo"]';
	const policy = `path "*" { capabilities = ${rights} }`;
	await server.api('POST', 'sys/policies/acl/all', { policy });
	for (const id of [tokens.environment, tokens.saved]) {
		await server.api('POST', 'auth/token/create', { id, policies: ['all'] });
	}
}
