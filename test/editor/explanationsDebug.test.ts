/** TLS errors of a program that is debugged, and the certificates in its variables. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DebugNotices } from '../../src/explanations/debugNotices.js';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { refusal } from '../support/commandDoor.js';
import { closeEditors, eventually, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { shownExplanation as shown } from '../support/shownReports.js';

describe('a TLS error in a debug session', () => {
	let folder: WorkspaceFolder;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});
	const person = new PersonInTest();
	const root = vscode.workspace.workspaceFolders?.[0];
	const explainErrors = (value: boolean | undefined) =>
		vscode.workspace
			.getConfiguration('pki.debug')
			.update('explainErrors', value, vscode.ConfigurationTarget.Global);
	afterEach(async () => {
		await vscode.debug.stopDebugging();
		await explainErrors(undefined);
	});

	/** A program that connects to a server whose certificate it does not trust, as often as given. */
	const program = (times: number) => {
		const { pem, keyPem } = makeCertificate({
			name: 'localhost',
			issuer: makeRoot('CA'),
			dns: ['localhost'],
		});
		return `
const tls = require('node:tls');
const server = tls.createServer({ cert: ${JSON.stringify(pem)}, key: ${JSON.stringify(keyPem)} });
let left = ${times};
const certificate = ${JSON.stringify(pem)};
const parsed = new (require('node:crypto').X509Certificate)(certificate);
server.listen(0, '127.0.0.1', connect);
function connect() {
const socket = tls.connect({ port: server.address().port, host: '127.0.0.1', servername: 'localhost' });
socket.on('error', ({ code }) => {
	console.error('failed: ' + code + ' at https://127.0.0.1:' + server.address().port);
	left -= 1;
	if (left > 0) connect();
	else { debugger; console.error('the end', certificate.length, parsed.subject); setInterval(() => {}, 1000); }
});
}
`;
	};
	const start = async (name: string, times: number) => {
		folder.write('client.js', program(times));
		const path = vscode.workspace.asRelativePath(folder.path, false);
		const configuration = {
			...{ type: 'node', request: 'launch', name, console: 'internalConsole' },
			program: `\${workspaceFolder}/${path}/client.js`,
		};
		assert.equal(await vscode.debug.startDebugging(root, configuration), true);
	};
	const stopped = () =>
		eventually('the breakpoint', () => {
			const item = vscode.debug.activeStackItem;
			return item instanceof vscode.DebugStackFrame ? item : undefined;
		});
	const notices = () => person.said.filter((words) => words.includes('Incomplete chain'));

	it('is told of once, with the button that explains it', async () => {
		person.willPress('Explain');
		await start('client', 3);
		await shown('Incomplete chain');
		await stopped();
		assert.deepEqual(notices(), ['“client”: Incomplete chain (UNABLE_TO_VERIFY_LEAF_SIGNATURE)']);
	});

	it('is not told of where the setting says so, or after Don’t Show Again', async () => {
		const told = new DebugNotices(
			{ show: () => assert.fail('nobody asked for it') },
			vscode.window.createOutputChannel('test', { log: true }),
		);
		person.willPress('Don’t Show Again');
		await start('asked', 1);
		await stopped();
		await eventually('the setting', () =>
			vscode.workspace.getConfiguration('pki.debug').get('explainErrors') === false
				? true
				: undefined,
		);
		const session = vscode.debug.activeDebugSession;
		assert.ok(session);
		await told.see(session, 'CERT_HAS_EXPIRED');
		assert.equal(notices().length, 1);
		assert.ok(!person.said.some((words) => words.includes('expired')));
	});

	it('has certificates in its variables, which are decoded whole', async () => {
		await start('variables', 1);
		const { session } = await stopped();
		for (const name of ['certificate', 'parsed', 'parsed.raw']) {
			await closeEditors();
			const variable = { name, evaluateName: name, value: '-----BEGIN CERT…' };
			await vscode.commands.executeCommand('pki.decodeVariable', {
				sessionId: session.id,
				variable,
			});
			await eventually(name, () => {
				const { activeTab } = vscode.window.tabGroups.activeTabGroup;
				// The certificate's name, which is far behind the value's beginning.
				return activeTab?.label === 'localhost' ? activeTab : undefined;
			});
		}
		const none = { variable: { name: 'left', evaluateName: 'left', value: '0' } };
		const { code } = await refusal(
			Promise.resolve(vscode.commands.executeCommand('pki.decodeVariable', none)),
		);
		assert.equal(code, 'notFound');
	});
});
