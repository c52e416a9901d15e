/** Handshakes by hand: an error in a terminal, a preflight, what runs, and a language model that wants to connect. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { FrameLocator, Page } from 'playwright-core';
import { hoverOverLink, runInTerminal } from '../../scripts/lib/terminal.mjs';
import {
	contextMenu,
	openFile,
	openView,
	rowAction,
	runCommand,
	treeRow,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { makePki } from '../matrix/scene.js';
import { Listening } from '../support/listening.js';
import { silentTls } from '../support/probing.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const pki = makePki();
const alert = 'alert certificate required';

/** An extension that calls the tool as a language model does, and says what it heard. */
const model = {
	'package.json': JSON.stringify({
		...{ publisher: 'pki-workbench', name: 'model-in-test', version: '1.0.0' },
		...{ engines: { vscode: '^1.100.0' }, main: './main.js' },
		contributes: { commands: [{ command: 'model.probe', title: 'Ask as Model' }] },
	}),
	'main.js': `const vscode = require('vscode');
exports.activate = () => vscode.commands.registerCommand('model.probe', async () => {
	const host = await vscode.window.showInputBox({ prompt: 'Host for the model' });
	const input = { host, serverName: 'localhost' };
	const heard = await vscode.lm.invokeTool('pki_probe', { input }).then(
		({ content }) => 'The model heard: ' + content[0].value,
		(error) => 'The model was refused: ' + error.message,
	);
	vscode.window.showInformationMessage(heard);
});
`,
};

describe('handshakes by hand', function () {
	this.timeout(120_000);
	const listening = new Listening();
	let testWindow: TestWindow;
	let page: Page;
	let report: FrameLocator;
	let modelFolder = '';

	before(async () => {
		modelFolder = await mkdtemp(join(tmpdir(), 'pki-workbench-model-'));
		await writeAll(modelFolder, model);
		testWindow = await openTestWindow('handshakes', {
			...{ prepare, others: [modelFolder] },
			size: { width: 1280, height: 900 },
		});
		({ page } = testWindow.hand);
		report = webview(page);
	});
	pictureFailures(() => testWindow);
	afterEach(async () => {
		await runCommand(page, 'View: Close All Editors');
		await runCommand(page, 'Notifications: Clear All Notifications');
	});
	after(async () => {
		await listening.close();
		await testWindow.close();
		await rm(modelFolder, { recursive: true });
	});

	it('an error in the terminal is a link, and a click explains it', async () => {
		const line = await runInTerminal(page, 'cat client.log', alert);
		await hoverOverLink(page, line, alert, 'Explain this TLS error');
		await page.keyboard.down('ControlOrMeta');
		await page.mouse.down();
		await page.mouse.up();
		await page.keyboard.up('ControlOrMeta');
		await report.locator('h1', { hasText: 'Client certificate required' }).waitFor();
		await report.locator('.steps li').first().waitFor();
		await report.getByRole('button', { name: 'Preflight mTLS…' }).waitFor();
		assert.match((await report.locator('pre').textContent()) ?? '', /^curl: \(56\)/);
		await runCommand(page, 'View: Hide Panel');
	});

	it('a preflight asks for what is missing, and its table says what does not work', async () => {
		const { hand } = testWindow;
		await openFile(page, 'client.crt');
		await runCommand(page, 'PKI: Preflight mTLS…');
		await hand.sees('Certificate of the client');
		await hand.choose('agent');
		await hand.sees('CA that both ends trust');
		await hand.choose('ca.crt');
		await hand.answer(/Certificate of the server/, join(testWindow.workspace, 'server.crt'));
		await hand.answer(/by which clients reach the server/, 'other.test');
		const table = report.locator('table').first();
		const row = (name: string) => table.locator('tr', { hasText: name });
		await row('Client accepts the server').getByText('No: ').first().waitFor();
		await row('Server accepts the client').getByText('Yes').first().waitFor();
		await report.locator('.explained').getByRole('button', { name: 'Change Server Name…' }).click();
		await hand.answer(/by which clients reach the server/, 'localhost');
		await report.locator('strong', { hasText: 'These files work together' }).waitFor();
		assert.equal(await row('Client accepts the server').getByText('Yes').count(), 3);
		assert.equal(await report.locator('.explained').count(), 0);
	});

	it('an echo server and a watch run in the view, tell of each client, and end there', async () => {
		const { hand } = testWindow;
		await openView(page);
		await openFile(page, 'server.crt');
		await runCommand(page, 'PKI: Start mTLS Echo Server…');
		await hand.choose('server');
		await hand.choose('Require one from ca.crt');
		await hand.choose('This computer only');
		const echo = portIn(await hand.told(/echo server is running/));
		await runCommand(page, 'PKI: Watch Handshakes…');
		await hand.choose('Pass-through port');
		await hand.answer(/host:port/, `localhost:${String(echo)}`);
		await hand.choose('No key log');
		const watched = portIn(await hand.told(/Watching handshakes/));
		await hand.closeNotifications();
		await knock(watched, { cert: pki.client.pem + pki.issuing.pem, key: pki.client.keyPem });
		await knock(watched, {});
		const complete = treeRow(page, 'Handshake complete');
		await complete.waitFor();
		await treeRow(page, 'Server refused: handshake_failure (40)').waitFor();
		// The echo server's own rows.
		await treeRow(page, 'agent').waitFor();
		await treeRow(page, 'Client certificate required').waitFor();
		await complete.click();
		await report.locator('h1', { hasText: '#1' }).waitFor();
		const watch = treeRow(page, `127.0.0.1:${String(watched)}`);
		await rowAction(page, watch, 'Stop');
		await watch.waitFor({ state: 'detached' });
		const server = treeRow(page, `127.0.0.1:${String(echo)}`);
		await contextMenu(page, server, 'Stop Echo Server');
		await server.waitFor({ state: 'detached' });
		await page.locator('.pane-header[aria-label^="Running"]').waitFor({ state: 'hidden' });
		await assert.rejects(knock(watched, {}));
	});

	it('a language model connects only where the dialog is answered so', async () => {
		const { hand } = testWindow;
		const connections: unknown[] = [];
		const { pem, keyPem } = pki.server;
		const server = silentTls({ cert: pem + pki.issuing.pem, key: keyPem });
		server.on('connection', (socket) => connections.push(socket));
		const place = `127.0.0.1:${String(await listening.listen(server))}`;
		const ask = async () => {
			await runCommand(page, 'Ask as Model');
			await hand.answer('Host for the model', place);
		};
		await ask();
		const asked = await hand.decide('Do Not Connect');
		assert.ok(asked.includes(`Test the TLS connection to ${place}?`), asked);
		assert.match(asked, /A language model asks for it/);
		await hand.told(/The model was refused/);
		assert.deepEqual(connections, []);
		await hand.closeNotifications();
		await ask();
		await hand.decide('Connect');
		assert.match(await hand.told(/The model heard/), /verdict: .*certificate/);
		assert.ok(connections.length > 0);
	});
});

async function prepare(folder: string): Promise<void> {
	await writeAll(folder, {
		'client.crt': pki.client.pem + pki.issuing.pem,
		'client.key': pki.client.keyPem,
		'server.crt': pki.server.pem + pki.issuing.pem,
		'server.key': pki.server.keyPem,
		'ca.crt': pki.root.pem,
		'client.log': `curl: (56) OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 ${alert}, errno 0\n`,
	});
}

async function writeAll(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
	await mkdir(folder, { recursive: true });
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

function portIn(words: string): number {
	return Number(/:(\d+)/.exec(words)?.[1]);
}

/** A client, by TLS 1.2, where the handshake itself says whether it is accepted; rejects where nobody listens. */
function knock(
	port: number,
	own: { readonly cert?: string; readonly key?: string },
): Promise<void> {
	return new Promise((resolve, reject) => {
		const target = { host: '127.0.0.1', port, servername: 'localhost', ca: pki.root.pem };
		const socket = connect({ ...target, ...own, maxVersion: 'TLSv1.2' }, () => socket.end());
		socket.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'ECONNREFUSED') reject(error);
		});
		socket.on('close', () => {
			resolve();
		});
		socket.resume();
	});
}
