/**
 * What is offered where PEM is pasted and where files are dropped, and what VS Code makes of it. The paste itself begins with
 * an event of the browser, which no command makes: test/ui/besideBlocks.test.ts presses the keys.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { dropEdits } from '../../src/editor/paste/dropEdits.js';
import { pasteEdits } from '../../src/editor/paste/pasteEdits.js';
import { derOf, pemOf } from '../support/certificates.js';
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

	it('comes from a file that is dropped, or its path where that is meant', async () => {
		const certificate = folder.write('certs/api.crt', pem);
		const binary = folder.write('api.der', derOf());
		const { token } = new vscode.CancellationTokenSource();
		const edits = async (marked: string, ...uris: readonly vscode.Uri[]) => {
			const { document, selection } = await open(folder, marked, 'yaml');
			const list = uris.map(String).join('\r\n');
			const found = await dropEdits(document, selection.active, list, token);
			return { document, found };
		};
		const applied = async (
			{ document, found }: Awaited<ReturnType<typeof edits>>,
			index: number,
		): Promise<unknown> => {
			const edit = found?.[index]?.additionalEdit;
			assert.ok(edit && (await vscode.workspace.applyEdit(edit)));
			return parse(document.getText());
		};
		const value = 'tls:\n  cert: ‸\n';
		assert.deepEqual(await applied(await edits(value, certificate), 0), { tls: { cert: pem } });
		const path = { tls: { cert: 'certs/api.crt' } };
		assert.deepEqual(await applied(await edits(value, certificate), 1), path);
		const named = 'cert_file: ‸\n';
		const first = await applied(await edits(named, certificate), 0);
		assert.deepEqual(first, { cert_file: 'certs/api.crt' });
		const fromDer = (await applied(await edits(value, binary), 0)) as { tls: { cert: string } };
		assert.match(fromDer.tls.cert, /^-----BEGIN CERTIFICATE-----\n/);
		const text = folder.write('notes.txt', 'nothing');
		assert.equal((await edits(value, text)).found, undefined);
		assert.equal((await edits(value, certificate, text)).found, undefined);
	});
});
