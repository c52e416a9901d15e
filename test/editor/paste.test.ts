/**
 * What is offered where PEM is pasted and where files are dropped, and what VS Code makes of it. The paste itself begins with
 * an event of the browser, which no command makes: test/ui/besideBlocks.test.ts presses the keys.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { pasteEdits } from '../../src/editor/paste/pasteEdits.js';
import { pemOf } from '../support/certificates.js';
import {
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';

const pem = pemOf();

/** Places a cursor at each `‸`. */
async function open(
	folder: WorkspaceFolder,
	marked: string,
	language: Parameters<typeof openText>[2],
): Promise<vscode.TextEditor> {
	const parts = marked.split('‸');
	const document = await openText(folder, parts.join(''), language);
	const editor = vscode.window.activeTextEditor;
	assert.ok(editor?.document === document);
	let offset = 0;
	editor.selections = parts.slice(0, -1).map((part) => {
		offset += part.length;
		const position = document.positionAt(offset);
		return new vscode.Selection(position, position);
	});
	return editor;
}

/** Chooses an entry of the menu, the first where nothing is said. */
async function paste(editor: vscode.TextEditor, kind?: string, text = pem): Promise<string> {
	const edits = pasteEdits(editor.document, editor.selections, text) ?? [];
	const chosen = kind === undefined ? edits[0] : edits.find((edit) => edit.kind.value === kind);
	assert.equal(chosen?.insertText, '');
	assert.ok(chosen.additionalEdit && (await vscode.workspace.applyEdit(chosen.additionalEdit)));
	return editor.document.getText();
}

const kindsIn = ({ document, selections }: vscode.TextEditor, text = pem) =>
	pasteEdits(document, selections, text)?.map(({ kind }) => kind.value);

describe('PEM that is pasted', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	it('is a block in YAML, at every cursor, and gone with one undo', async () => {
		const editor = await open(folder, 'a:\n  cert:‸\nb:\n    - cert: ‸\n', 'yaml');
		const { document } = editor;
		const text = document.getText();
		assert.deepEqual(parse(await paste(editor)), { a: { cert: pem }, b: [{ cert: pem }] });
		const { version } = document;
		await vscode.commands.executeCommand('undo');
		await eventually('the change', () => document.version > version || undefined);
		assert.equal(document.getText(), text);
	});

	it('keeps the line breaks of a document with CRLF', async () => {
		const text = await paste(await open(folder, 'cert: ‸\r\nb: 1\r\n', 'yaml'));
		assert.deepEqual(parse(text), { cert: pem, b: 1 });
		assert.doesNotMatch(text, /[^\r]\n/);
	});

	it('fits the place of each cursor', async () => {
		const secret = 'kind: Secret\ndata:\n  tls.crt: ‸\nstringData:\n  ca.crt: ‸\n';
		const value = parse(await paste(await open(folder, secret, 'yaml'))) as {
			readonly data: Readonly<Record<string, string>>;
			readonly stringData: unknown;
		};
		assert.equal(Buffer.from(value.data['tls.crt'] ?? '', 'base64').toString(), pem);
		assert.deepEqual(value.stringData, { 'ca.crt': pem });
	});

	it('goes before a plain paste only where the place asks for a form', async () => {
		const edits = async (marked: string, language: Parameters<typeof openText>[2]) => {
			const { document, selections } = await open(folder, marked, language);
			return pasteEdits(document, selections, pem) ?? [];
		};
		const [fitting] = await edits('{ "cert": ‸ }', 'json');
		assert.equal(fitting?.yieldTo, undefined);
		const others = await edits('‸', 'plaintext');
		assert.equal(others.length, 3);
		for (const { yieldTo } of others) {
			assert.deepEqual(yieldTo, [vscode.DocumentDropOrPasteEditKind.Text]);
		}
		assert.deepEqual(await edits('‸', 'pem'), []);
	});

	it('has the other forms in the menu', async () => {
		const line = pem.replaceAll('\n', '\\n');
		const text = await open(folder, 'cert: ‸\n', 'plaintext');
		assert.equal(await paste(text, 'pki.pem.escaped'), `cert: ${line}\n`);
		const yaml = await open(folder, 'cert: ‸\n', 'yaml');
		assert.deepEqual(kindsIn(yaml), [
			...['pki.pem.block', 'pki.pem.escaped', 'pki.pem.base64', 'pki.pem.pem'],
		]);
		const base64 = Buffer.from(pem).toString('base64');
		assert.equal(await paste(yaml, 'pki.pem.base64'), `cert: "${base64}"\n`);
	});

	it('is read from a string too, and nothing else is touched', async () => {
		const yaml = await open(folder, 'cert: ‸\n', 'yaml');
		assert.equal(kindsIn(yaml, `cert: |\n  ${pem}`), undefined);
		const escaped = JSON.stringify(pem).slice(1, -1);
		assert.deepEqual(parse(await paste(yaml, undefined, escaped)), { cert: pem });
	});

	it('is offered as lines of the base64 that a Secret has, behind a plain paste', async () => {
		const base64 = Buffer.from(pem).toString('base64');
		const yaml = await open(folder, 'cert: ‸\n', 'yaml');
		const [first] = pasteEdits(yaml.document, yaml.selections, base64) ?? [];
		assert.deepEqual(first?.yieldTo, [vscode.DocumentDropOrPasteEditKind.Text]);
		assert.deepEqual(parse(await paste(yaml, 'pki.pem.block', base64)), { cert: pem });
	});

	it('takes the place of what is selected, at every cursor', async () => {
		const editor = await open(
			folder,
			'kind: Secret\nstringData:\n  a: >-\n    ‸\n  b: old\n',
			'yaml',
		);
		const { document } = editor;
		const at = document.getText().indexOf('old');
		const [first] = editor.selections;
		assert.ok(first);
		const old = new vscode.Selection(document.positionAt(at), document.positionAt(at + 3));
		editor.selections = [first, old];
		const value = parse(await paste(editor)) as { readonly stringData: unknown };
		assert.deepEqual(value.stringData, { a: pem.trimEnd(), b: pem });
	});

	it('is left out of the menu where two cursors would change the same', async () => {
		const yaml = await open(folder, 'cert: >\n  ‸\n  ‸\n', 'yaml');
		assert.deepEqual(kindsIn(yaml), ['pki.pem.pem']);
	});
});
