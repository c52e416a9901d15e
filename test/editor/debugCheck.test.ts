/** What is said of the certificates of a debug configuration, by real sessions of VS Code's Node.js debugger. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { faultsOf } from '../../src/debugging/faults.js';
import { noticeOf } from '../../src/debugging/notice.js';
import { findOnRequest } from '../../src/problems/findOnRequest.js';
import { ReportStore } from '../../src/problems/store.js';
import type { FindingsPort } from '../../src/services/ports/findings.js';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { type StandIn, standInServices } from '../support/standInContext.js';

const ca = makeRoot('CA');
const web = makeCertificate({ name: 'web.test', issuer: ca, dns: ['web.test'], to: 300 });
const other = makeCertificate({ name: 'other.test', issuer: ca, dns: ['other.test'], to: 300 });
const old = makeCertificate({ name: 'old.test', issuer: ca, from: -40, to: -3 });
const soon = makeCertificate({ name: 'soon.test', issuer: ca, from: -300, to: 5 });

describe('the faults of a debug configuration', () => {
	let folder: WorkspaceFolder;
	let parts: StandIn;
	let findings: FindingsPort;
	before(() => {
		parts = standInServices();
		const { services } = parts;
		const checkOpen = () => Promise.resolve();
		findings = {
			find: (request, options = {}) =>
				findOnRequest({ services, store: new ReportStore(), checkOpen }, request, options),
		};
	});
	after(() => {
		parts.dispose();
	});
	beforeEach(() => {
		folder = new WorkspaceFolder();
		for (const [name, pem] of Object.entries({
			...{ 'web.pem': web.pem, 'web.key': web.keyPem, 'ca.pem': ca.pem },
			...{ 'old.pem': old.pem, 'soon.pem': soon.pem, 'other.key': other.keyPem },
		})) {
			folder.write(`certs/${name}`, pem);
		}
	});
	afterEach(() => {
		folder.remove();
		Reflect.deleteProperty(process.env, 'PKI_TEST_CERTS');
	});

	const launchOf = (configuration: object) =>
		faultsOf(
			{ references: parts.services.references, findings },
			{ type: 'node', request: 'launch', name: 'Server', cwd: folder.path, ...configuration },
			vscode.workspace.workspaceFolders?.[0],
		);
	const messages = async (configuration: object) =>
		(await launchOf(configuration)).faults.map(({ message }) => message);

	it('are none where all is well', async () => {
		folder.write('.env', 'NODE_EXTRA_CA_CERTS=certs/ca.pem\n');
		assert.deepEqual(
			await messages({
				args: ['--cert', 'certs/web.pem', '--key', 'certs/web.key'],
				env: { TLS_CERT: web.pem, TLS_KEY: web.keyPem },
				envFile: '.env',
			}),
			[],
		);
	});

	it('are what has expired, soon will, does not match or does not exist, the gravest first', async () => {
		process.env.PKI_TEST_CERTS = join(folder.path, 'certs');
		folder.write(
			'.env',
			"export CLIENT_CERT='certs/soon.pem'\nCA_FILE=${PKI_TEST_CERTS}/old.pem\n",
		);
		const launch = await launchOf({
			args: ['--cert', 'certs/web.pem', '--key', 'certs/other.key'],
			env: { GONE_CERT: 'certs/gone.pem' },
			envFile: '.env',
		});
		const wanted = [
			[/^old\.pem expired 3 days ago/, 'CA_FILE', false],
			[/web\.pem.*other\.key|other\.key.*web\.pem/, undefined, false],
			[/^The file certs\/gone\.pem does not exist\.$/, 'GONE_CERT', false],
			[/^soon\.pem expires in 5 days/, 'CLIENT_CERT', true],
		] as const;
		assert.equal(launch.faults.length, wanted.length, JSON.stringify(launch.faults));
		for (const [index, [message, key, isLater]] of wanted.entries()) {
			const fault = launch.faults[index];
			assert.match(fault?.message ?? '', message);
			assert.deepEqual([fault?.key, fault?.isLater], [key, isLater]);
		}
		const [worst] = launch.faults;
		assert.ok(worst);
		assert.match(
			noticeOf(launch, worst),
			/^“Server”: old\.pem expired 3 days ago .*3 more problems\.$/,
		);
	});

	it('are those of PEM in a variable, of which nothing secret is said', async () => {
		const launch = await launchOf({ env: { A_CERT: old.pem, B_KEY: web.keyPem } });
		const said = JSON.stringify(launch);
		assert.match(said, /old\.test expired 3 days ago/);
		for (const line of web.keyPem.split('\n').slice(1, -2)) assert.ok(!said.includes(line));
	});
});

describe('a debug session', () => {
	let folder: WorkspaceFolder;
	const root = vscode.workspace.workspaceFolders?.[0];
	const launchFile = join(root?.uri.fsPath ?? '', '.vscode/launch.json');
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(async () => {
		folder = new WorkspaceFolder();
		folder.write('program.js', 'setInterval(() => {}, 1000);');
		folder.write('old.pem', old.pem);
		await vscode.commands.executeCommand('notifications.clearAll');
	});
	afterEach(async () => {
		await vscode.debug.stopDebugging();
		await check(undefined);
		await closeEditors();
		folder.remove();
		rmSync(launchFile, { force: true });
	});

	const check = (value: boolean | undefined) =>
		vscode.workspace
			.getConfiguration('pki.debug')
			.update('checkCertificates', value, vscode.ConfigurationTarget.Global);
	const here = () => `\${workspaceFolder}/${vscode.workspace.asRelativePath(folder.path, false)}`;
	const start = async (name: string, rest: object, parentSession?: vscode.DebugSession) => {
		const configuration = {
			...{ type: 'node', request: 'launch', name, console: 'internalConsole' },
			...{ program: `${here()}/program.js`, ...rest },
		};
		const text = JSON.stringify({ version: '0.2.0', configurations: [configuration] }, null, '\t');
		mkdirSync(join(launchFile, '..'), { recursive: true });
		writeFileSync(launchFile, text);
		const options = parentSession && { parentSession };
		assert.equal(await vscode.debug.startDebugging(root, configuration, options), true);
	};
	/** *Show* is the first button. */
	const shown = (what: string) =>
		eventually(what, () => {
			void vscode.commands.executeCommand('notification.acceptPrimaryAction');
			const editor = vscode.window.activeTextEditor;
			return editor?.document.getText(editor.selection) === what ? editor : undefined;
		});

	it('tells of an expired certificate, and shows where the configuration names it', async () => {
		await start('args', { args: ['--cert', `${here()}/old.pem`] });
		const { document } = await shown(`${here()}/old.pem`);
		assert.equal(document.uri.fsPath, launchFile);
	});

	it('shows the line of an environment file', async () => {
		const file = folder.write('dev.env', `PORT=1\nTLS_CERT="${join(folder.path, 'old.pem')}"\n`);
		await start('envFile', { envFile: `${here()}/dev.env` });
		const { document, selection } = await shown(join(folder.path, 'old.pem'));
		assert.deepEqual([document.uri.fsPath, selection.start.line], [file.fsPath, 1]);
	});

	it('shows the line of a value, whatever its key is called', async () => {
		await start('key', { 'tls(pem': old.pem });
		await eventually('the key', () => {
			void vscode.commands.executeCommand('notification.acceptPrimaryAction');
			const editor = vscode.window.activeTextEditor;
			if (editor?.document.uri.fsPath !== launchFile) return undefined;
			const { text } = editor.document.lineAt(editor.selection.active.line);
			return text.includes('"tls(pem"') || undefined;
		});
	});

	describe('with somebody who answers', () => {
		const person = new PersonInTest();
		const notices = () => person.said.map((words) => words.replace(/:.*/, ''));

		it('is not checked any more after Don’t Check', async () => {
			person.willPress('Don’t Check');
			await start('first', { args: [`${here()}/old.pem`] });
			await eventually('the setting', () => {
				const settings = vscode.workspace.getConfiguration('pki.debug');
				return settings.get('checkCertificates') === false ? true : undefined;
			});
			assert.deepEqual(notices(), ['“first”']);
		});

		it('is told of once, whatever sessions it starts', async () => {
			const rest = { args: [`${here()}/old.pem`] };
			let parent: vscode.DebugSession | undefined;
			const children: string[] = [];
			const registration = vscode.debug.onDidStartDebugSession((session) => {
				if (session.parentSession) children.push(session.name);
				else if (session.name === 'parent') parent = session;
			});
			// Nothing begins under a session that has ended.
			folder.write('waiting.js', 'setInterval(() => {}, 1000);\n');
			await start('parent', { ...rest, program: `${here()}/waiting.js` });
			await eventually('the notice', () => notices()[0]);
			const parentSession = await eventually('the session', () => parent);
			await start('child', rest, parentSession);
			await eventually('the child', () => (children.includes('child') ? true : undefined));
			registration.dispose();
			await start('last', rest);
			await eventually('the last notice', () => (notices().includes('“last”') ? true : undefined));
			await vscode.debug.stopDebugging(parentSession);
			assert.deepEqual(notices(), ['“parent”', '“last”']);
		});
	});

	it('is not looked at where the setting says so', async () => {
		folder.write('older.pem', old.pem);
		await check(false);
		await start('off', { args: [`${here()}/older.pem`] });
		await check(undefined);
		await start('on', { args: [`${here()}/old.pem`] });
		await shown(`${here()}/old.pem`);
		await vscode.commands.executeCommand('notification.acceptPrimaryAction');
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document.getText(editor.selection), `${here()}/old.pem`);
	});
});
