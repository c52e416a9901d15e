/** Tabs that are closed before their page is there: nothing is drawn in them, and nothing is said. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { registerDetails } from '../../../src/details/details.js';
import { keptOf } from '../../../src/details/kept.js';
import { readSubject } from '../../../src/details/page/subject.js';
import { showError } from '../../../src/ui/words/errors/errors.js';
import { derOf, pemOf } from '../../support/certificates.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';
import { PersonInTest } from '../../support/person.js';
import { type StandIn, standInServices } from '../../support/standInContext.js';

type Provider = vscode.CustomReadonlyEditorProvider;

describe('a tab that is closed before its page is there', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	let standIn: StandIn;
	let details: ReturnType<typeof registerDetails>;
	let provider: Provider;
	let serializer: vscode.WebviewPanelSerializer;

	/** VS Code has those of the extension: what it would be given once more is asked as it asks. */
	before(() => {
		folder = new WorkspaceFolder();
		standIn = standInServices();
		const { window } = vscode;
		const { registerCustomEditorProvider, registerWebviewPanelSerializer } = window;
		const nothing = new vscode.Disposable(() => undefined);
		Object.assign(window, {
			registerCustomEditorProvider: (_type: string, given: Provider) => {
				provider = given;
				return nothing;
			},
			registerWebviewPanelSerializer: (_type: string, given: vscode.WebviewPanelSerializer) => {
				serializer = given;
				return nothing;
			},
		});
		details = registerDetails(standIn.services);
		Object.assign(window, { registerCustomEditorProvider, registerWebviewPanelSerializer });
	});
	afterEach(closeEditors);
	after(() => {
		details.dispose();
		standIn.dispose();
		folder.remove();
	});

	const newTab = () =>
		vscode.window.createWebviewPanel('pki.test', 'Test', vscode.ViewColumn.One, {});

	async function openIn(tab: vscode.WebviewPanel, uri: vscode.Uri): Promise<void> {
		const context = { backupId: undefined, untitledDocumentData: undefined };
		const { token } = new vscode.CancellationTokenSource();
		const file = await provider.openCustomDocument(uri, context, token);
		await provider.resolveCustomEditor(file, tab, token);
	}

	it('says nothing of a file that was read meanwhile, and draws the next one', async () => {
		const closed = newTab();
		await openIn(closed, folder.write('closed.der', derOf()));
		closed.dispose();
		const next = newTab();
		await openIn(next, folder.write('next.der', derOf({ name: 'next.test' })));
		await eventually('the next page', () => next.webview.html.includes('next.test') || undefined);
		assert.deepEqual(person.said, []);
		// An error would have been heard.
		void showError(new Error('heard'));
		assert.equal(person.said.length, 1);
	});

	it('is not shown again in a window that was loaded anew', async () => {
		const kept = keptOf(await readSubject({ title: 'a.crt', content: pemOf() }), 0);
		const tab = newTab();
		const restored = serializer.deserializeWebviewPanel(tab, { kept });
		tab.dispose();
		await restored;
		const open = newTab();
		await serializer.deserializeWebviewPanel(open, { kept });
		assert.match(open.webview.html, /a\.crt/);
	});
});
