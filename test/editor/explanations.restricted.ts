/** Explaining reads only: it works in a folder that is not trusted, and offers nothing there that connects. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { explainText } from '../../src/core/tls/explain/explanation.js';
import { actionCommands } from '../../src/explanations/actionCommands.js';
import { explanationWords } from '../../src/ui/words/errors/tls/explanationWords.js';
import { call } from '../support/commandDoor.js';
import { closeEditors, eventually } from '../support/editor.js';
import { invokeTool } from '../support/tools.js';

describe('a TLS error in an untrusted folder', () => {
	before(async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		await vscode.extensions.getExtension('pki-workbench.pki-workbench')?.activate();
	});
	afterEach(closeEditors);

	it('is explained, to programs and language models', async () => {
		const text = 'Error: connect ECONNREFUSED 10.0.0.7:8200';
		assert.equal((await call('pki.explainError', { text })).id, 'connectionRefused');
		const { markdown } = await invokeTool('pki_explain_tls_error', { text });
		assert.match(markdown, /10\.0\.0\.7:8200/);
	});

	it('offers no command that connects', async () => {
		const text = 'https://vault.test: KEY_VALUES_MISMATCH ERR_OSSL_X509_KEY_VALUES_MISMATCH';
		const explanation = explainText(text);
		assert.ok(explanation);
		const { title } = explanationWords(explanation.id);
		await call('pki.explainError', { text, show: true });
		await eventually('the explanation', () =>
			vscode.window.tabGroups.activeTabGroup.activeTab?.label === title ? true : undefined,
		);
		const commands = await actionCommands(explanation, text);
		assert.deepEqual(
			commands.map((command) => command.title),
			['Check Certificates'],
		);
	});
});
