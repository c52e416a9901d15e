/** TLS errors are explained where they stand: in texts, terminals and problems. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ExplanationReports } from '../../src/explanations/explanationReports.js';
import { TerminalErrors } from '../../src/explanations/terminalErrors.js';
import { type Explanation, explainText } from '../../src/core/tls/explain/explanation.js';
import type { Report } from '../../src/ui/report/report.js';
import { makeRoot } from '../matrix/material.js';
import { call, refusal } from '../support/commandDoor.js';
import { closeEditors, openText, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';
import { shownExplanation as shown } from '../support/shownReports.js';
import { invokeTool } from '../support/tools.js';

const line = 'Get "https://vault.test:8200/v1": remote error: tls: unknown certificate authority';

const extensionUri = () => {
	const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');
	assert.ok(extension);
	return extension.extensionUri;
};

/** What such a tab shows of a text, and what its buttons do. */
async function reportOf(
	text: string,
	use: (report: Report, press: (id: string) => Promise<void>) => unknown,
): Promise<void> {
	const reports = new ExplanationReports(extensionUri());
	try {
		const explanation = explainText(text);
		assert.ok(explanation);
		await reports.show(explanation, text);
		const panel = reports.shown;
		assert.ok(panel?.message?.type === 'report');
		await use(panel.message.report, (id) => panel.receive({ type: 'action', id }));
	} finally {
		reports.dispose();
	}
}

const labelsOf = ({ actions }: Report) => actions.map(({ label }) => label);

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

		it('is that of the selection, in a tab that is used again', async () => {
			const document = await openText(folder, `first\n${line}\n`, 'plaintext');
			await vscode.window.showTextDocument(document, { selection: document.lineAt(1).range });
			await vscode.commands.executeCommand('pki.explainError');
			await shown('Issuer of the client certificate unknown');
			await call('pki.explainError', { text: 'CERT_HAS_EXPIRED', show: true });
			await shown('Server certificate expired');
			const { tabs } = vscode.window.tabGroups.activeTabGroup;
			assert.equal(tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).length, 1);
		});

		it('says what to check, what was found where, and what can be done', async () => {
			await reportOf(`${line}\nexit 1`, async (report, press) => {
				assert.equal(report.title, 'Issuer of the client certificate unknown');
				assert.match(report.verdict.words, /could not build a chain/);
				const facts = report.facts.map(({ value }) => value);
				assert.deepEqual(facts, ['alert 48', 'vault.test:8200']);
				const [checks, error] = report.sections;
				assert.match(checks?.steps?.[0] ?? '', /^Send the intermediates/);
				assert.equal(error?.output, `${line}\nexit 1`);
				assert.deepEqual(labelsOf(report), [
					...['Preflight mTLS…', 'Check Certificates', 'Test vault.test:8200'],
					'More Actions…',
				]);
				const chosen = press('more');
				assert.deepEqual(await person.picks('Open as Markdown'), ['Open as Markdown']);
				await chosen;
				const text = vscode.window.activeTextEditor?.document.getText() ?? '';
				assert.match(text, /^# TLS Error: Issuer of the client certificate unknown\n/);
				assert.match(text, /\n1\. Send the intermediates/);
				assert.ok(text.includes(`\n    ${line}\n    exit 1\n`));
			});
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
			await shown('Connection refused');
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
		await shown('Certificate file not readable');
		await reportOf(text, (report) => {
			assert.deepEqual(labelsOf(report), ['Check Certificates', 'More Actions…']);
		});
		const other = `curl: (58) could not load PEM client certificate ${file}`;
		await reportOf(other, async (report, press) => {
			assert.ok(labelsOf(report).includes('Decode Certificate'));
			await press('pki.decode');
			await shown('CA');
		});
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
			const broken = async function* () {
				yield 'GET https://broken.test:3';
				await Promise.resolve();
				throw new Error('The terminal is gone.');
			};
			await errors.remember(terminal, 'node client.js', broken());
			assert.deepEqual(await follow(bare), ['broken.test', 3]);
		});
	});
});
