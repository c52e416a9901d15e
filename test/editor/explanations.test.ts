/** TLS errors are explained where they stand: in texts, terminals, problems and debug sessions. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DebugNotices } from '../../src/explanations/debugNotices.js';
import { ExplanationDocuments } from '../../src/explanations/documents.js';
import { TerminalErrors } from '../../src/explanations/terminalErrors.js';
import type { Explanation } from '../../src/core/tls/explain/explanation.js';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { call, refusal } from '../support/commandDoor.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { invokeTool } from '../support/tools.js';

const line = 'Get "https://vault.test:8200/v1": remote error: tls: unknown certificate authority';

/** The explanation that is shown. */
function shown(title: string): Promise<vscode.TextDocument> {
	return eventually(title, () => {
		const document = vscode.window.activeTextEditor?.document;
		return document?.uri.scheme === 'pki-explanation' && document.getText().includes(`# ${title}`)
			? document
			: undefined;
	});
}

async function lensesOf({ uri }: vscode.TextDocument): Promise<readonly string[]> {
	const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
		'vscode.executeCodeLensProvider',
		uri,
	);
	return lenses.map(({ command }) => command?.title ?? '');
}

describe('a TLS error', () => {
	let folder: WorkspaceFolder;
	before(() => vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate());
	beforeEach(() => {
		folder = new WorkspaceFolder();
	});
	afterEach(async () => {
		await closeEditors();
		folder.remove();
	});

	describe('in a text', () => {
		it('is explained for programs, which see nothing of it', async () => {
			const answer = await call('pki.explainError', { text: line });
			assert.equal(answer.id, 'clientIssuerUnknown');
			assert.deepEqual([answer.side, answer.saidBy], ['either', 'peer']);
			assert.deepEqual([answer.host, answer.port], ['vault.test', 8200]);
			assert.match(answer.meaning, /could not build a chain/);
			assert.ok(answer.checks.length > 1 && answer.actions.includes('preflight'));
			assert.equal(vscode.window.activeTextEditor, undefined);
		});

		it('is refused where nothing is known, or nothing is given', async () => {
			const unknown = await refusal(call('pki.explainError', { text: 'Compiled 20 files.' }));
			assert.deepEqual([unknown.code, unknown.reason], ['notFound', 'tlsError']);
			const nothing = await refusal(call('pki.explainError', {}));
			assert.equal(nothing.code, 'invalid');
		});

		it('is explained to language models, each kind once', async () => {
			const text = `${line}\n${line}\n  code: 'CERT_HAS_EXPIRED'`;
			const { markdown, data } = await invokeTool('pki_explain_tls_error', { text });
			assert.match(markdown, /^- alert 48 \(vault\.test:8200\): .*Check: /);
			const errors = data.errors as readonly { id: string }[];
			assert.deepEqual(
				errors.map(({ id }) => id),
				['clientIssuerUnknown', 'expired'],
			);
			const none = await invokeTool('pki_explain_tls_error', { text: 'fine' });
			assert.match(none.markdown, /No known TLS error/);
		});
	});

	describe('for a person', () => {
		const person = new PersonInTest();

		it('is that of the selection, as a document with what can be done above it', async () => {
			const document = await openText(folder, `first\n${line}\n`, 'plaintext');
			await vscode.window.showTextDocument(document, { selection: document.lineAt(1).range });
			await vscode.commands.executeCommand('pki.explainError');
			const explanation = await shown('Issuer of the client certificate unknown');
			assert.match(explanation.getText(), /vault\.test:8200/);
			assert.match(explanation.getText(), /\n1\. Send the intermediates/);
			assert.ok(explanation.getText().includes(`    ${line}`));
			assert.ok((await lensesOf(explanation)).includes('Check Certificates'));
		});

		it('is chosen where a log has several', async () => {
			await openText(
				folder,
				`start\n${line}\nError: connect ECONNREFUSED 127.0.0.1:1\n`,
				'plaintext',
			);
			const done = vscode.commands.executeCommand('pki.explainError');
			const labels = await person.picks('Connection refused');
			assert.deepEqual(labels, ['Issuer of the client certificate unknown', 'Connection refused']);
			await done;
			assert.match((await shown('Connection refused')).getText(), /127\.0\.0\.1:1/);
		});

		it('is that of the clipboard, else what is typed', async () => {
			await vscode.env.clipboard.writeText("code: 'CERT_HAS_EXPIRED'");
			await vscode.commands.executeCommand('pki.explainError');
			await shown('Server certificate expired');
			await closeEditors();
			await vscode.env.clipboard.writeText('nothing');
			const done = vscode.commands.executeCommand('pki.explainError');
			await person.types('hello');
			assert.match(await person.isRefused(), /No known TLS error/);
			await person.types('alert number 3; SSL alert number 116');
			await done;
			await shown('Client certificate required');
		});
	});

	it('that names a certificate file offers to decode it', async () => {
		const certificate = makeRoot('CA');
		const file = folder.write('web.pem', certificate.pem).fsPath;
		const text = `Error: EACCES: permission denied, open '${file}'`;
		await vscode.commands.executeCommand('pki.explainError', { text, show: true });
		const explanation = await shown('Certificate file not readable');
		assert.deepEqual(await lensesOf(explanation), ['Check Certificates']);
		const other = `curl: (58) could not load PEM client certificate ${file}`;
		await vscode.commands.executeCommand('pki.explainError', { text: other, show: true });
		const second = await shown('Own certificate or key unusable');
		assert.ok((await lensesOf(second)).includes('Decode Certificate'));
	});

	it('in a problem of another extension has a quick fix', async () => {
		const document = await openText(folder, 'fetch()\n', 'plaintext');
		const problems = vscode.languages.createDiagnosticCollection('other');
		const range = new vscode.Range(0, 0, 0, 5);
		problems.set(document.uri, [
			new vscode.Diagnostic(range, line),
			new vscode.Diagnostic(range, 'Missing semicolon.'),
		]);
		try {
			const all = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
				'vscode.executeCodeActionProvider',
				document.uri,
				range,
			);
			const actions = all.filter(({ title }) => title === 'Explain TLS error');
			assert.equal(actions.length, 1);
			const { command, arguments: given = [] } = actions[0]?.command ?? { command: '' };
			await vscode.commands.executeCommand(command, ...(given as unknown[]));
			await shown('Issuer of the client certificate unknown');
		} finally {
			problems.dispose();
		}
	});

	describe('in a terminal', () => {
		const shownThere: (readonly [Explanation, string])[] = [];
		const errors = new TerminalErrors({
			show: (explanation, text) => {
				shownThere.push([explanation, text]);
				return Promise.resolve();
			},
		});
		let terminal: vscode.Terminal;
		before(() => {
			terminal = vscode.window.createTerminal({ name: 'explained', hideFromUser: true });
		});
		after(() => {
			terminal.dispose();
		});

		async function* output(...parts: readonly string[]): AsyncGenerator<string> {
			for (const part of parts) yield await Promise.resolve(part);
		}

		it('is a link on the words that name it', () => {
			const [link, ...others] = errors.linksIn(line, terminal);
			assert.ok(link);
			assert.equal(
				line.slice(link.startIndex, link.startIndex + link.length),
				'remote error: tls: unknown certificate authority',
			);
			assert.deepEqual(others, []);
			assert.deepEqual(errors.linksIn('Compiled 20 files.', terminal), []);
		});

		it('has the host of its line, else of the command, else of what it printed', async () => {
			const bare = "  code: 'CERT_HAS_EXPIRED'";
			const follow = async (text: string) => {
				const [link] = errors.linksIn(text, terminal);
				assert.ok(link);
				await errors.follow(link);
				const [explanation] = shownThere.at(-1) ?? [];
				return [explanation?.host, explanation?.port];
			};
			assert.deepEqual(await follow(bare), [undefined, undefined]);
			await errors.remember(terminal, 'node client.js', output('x', 'GET https://out.test:1'));
			assert.deepEqual(await follow(bare), ['out.test', 1]);
			await errors.remember(terminal, 'curl https://command.test:2/', output());
			assert.deepEqual(await follow(bare), ['command.test', 2]);
			assert.deepEqual(await follow(line), ['vault.test', 8200]);
		});
	});

	describe('in a debug session', () => {
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
			const explanation = await shown('Incomplete chain');
			assert.match(explanation.getText(), /127\.0\.0\.1:\d+/);
			await stopped();
			assert.deepEqual(notices(), ['“client”: Incomplete chain (UNABLE_TO_VERIFY_LEAF_SIGNATURE)']);
		});

		it('is not told of where the setting says so, or after Don’t Show Again', async () => {
			const documents = new ExplanationDocuments();
			const told = new DebugNotices(
				documents,
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
});
