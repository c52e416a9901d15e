/** The pages of the rules: on disk what the table of sentences says, and opened from findings. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { knownCodes } from '../../src/core/diagnostics/severities.js';
import { references } from '../../src/ui/words/findings/references.js';
import { rulePages, severityProperties } from '../../src/ui/words/findings/rulePages.js';
import { pemOf } from '../support/certificates.js';
import { refusal } from '../support/commandDoor.js';
import { closeEditors, eventually, openText, WorkspaceFolder } from '../support/editor.js';

const extension = vscode.extensions.getExtension('pki-workbench.pki-workbench');
const root = extension?.extensionPath ?? '';

interface Manifest {
	readonly contributes: {
		readonly configuration: {
			readonly properties: Readonly<Record<string, { readonly properties?: unknown }>>;
		};
	};
}

function previews(): readonly string[] {
	return vscode.window.tabGroups.all
		.flatMap(({ tabs }) => tabs)
		.filter(({ input }) => input instanceof vscode.TabInputWebview)
		.map(({ label }) => label);
}

describe('the page of a rule', () => {
	let folder: WorkspaceFolder;
	before(async () => {
		folder = new WorkspaceFolder();
		await extension?.activate();
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	it('is on disk as “npm run rules” writes it, one for each code and no other', () => {
		const folderOfPages = join(root, 'docs/rules');
		const pages = rulePages();
		assert.deepEqual(readdirSync(folderOfPages).sort(), [...pages.keys()].sort());
		for (const [name, page] of pages) {
			assert.equal(readFileSync(join(folderOfPages, name), 'utf8'), page, name);
		}
	});

	it('says title, severity, why, what to do, how to leave it out and where it is written', () => {
		const page = rulePages().get('expired.md') ?? '';
		for (const part of [
			/^# Certificate has expired\n/,
			/Code: `expired`\. Rule: `expiry`\. Default severity: error at most\./,
			/Clients reject a server whose certificate has expired/,
			/## What to do\n\nIssue a new certificate/,
			/"pki\.diagnostics\.severity": \{\n\t"expired": "off"\n\}/,
			/# pki-ignore: expired\n/,
			/<https:\/\/www\.rfc-editor\.org\/rfc\/rfc5280#section-4\.1\.2\.5>/,
		]) {
			assert.match(page, part);
		}
		const known: readonly string[] = knownCodes.map(({ code }) => code);
		assert.deepEqual(
			Object.keys(references).filter((code) => !known.includes(code)),
			[],
		);
	});

	it('has its code and rule in the schema of the severity setting', () => {
		const { properties } = (extension?.packageJSON as Manifest).contributes.configuration;
		assert.deepEqual(properties['pki.diagnostics.severity']?.properties, severityProperties());
	});

	it('opens as a preview from a finding’s code, and from a hover', async () => {
		const document = await openText(folder, pemOf({ name: 'old.test', from: -9, to: -2 }), 'pem');
		const found = await eventually('the finding', () =>
			vscode.languages.getDiagnostics(document.uri).find(({ source }) => source === 'PKI'),
		);
		assert.ok(typeof found.code === 'object');
		assert.equal(found.code.value, 'expired');
		const link = found.code.target.toString(true);
		const [, command = '', args = ''] = /^command:([\w.]+)\?(.*)$/.exec(link) ?? [];
		assert.deepEqual([command, args], ['pki.showRule', '["expired"]']);
		const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
			'vscode.executeHoverProvider',
			document.uri,
			// At the finding itself VS Code has shown the link already.
			new vscode.Position(3, 3),
		);
		const [part] = hover?.contents ?? [];
		assert.ok(part instanceof vscode.MarkdownString);
		assert.ok(part.value.includes(`](command:pki.showRule?${encodeURIComponent(args)})`));
		await vscode.commands.executeCommand(command, ...(JSON.parse(args) as unknown[]));
		await eventually('the preview', () => previews().find((label) => label.includes('expired.md')));
	});

	it('is refused for what is no code', async () => {
		const call = vscode.commands.executeCommand('pki.showRule', { code: '../../package' });
		const { code, reason } = await refusal(Promise.resolve(call));
		assert.deepEqual([code, reason], ['invalid', 'badOption']);
	});
});
