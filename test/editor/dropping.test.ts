/** What is offered where files are dropped into an editor, whatever they are and wherever they lie. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { parse } from 'yaml';
import { dropEdits } from '../../src/editor/paste/dropEdits.js';
import { documents } from '../../src/editor/paste/paste.js';
import { toPem } from '../../src/core/find/pem.js';
import { derOf, pemOf } from '../support/certificates.js';
import { folderForEachTest, openText, type WorkspaceFolder } from '../support/editor.js';
import { MemoryFiles } from '../support/memoryFiles.js';

const pem = pemOf();
const { token } = new vscode.CancellationTokenSource();

/** The titles and texts of the document after each of the edits that are offered at `‸`. */
async function dropped(
	document: vscode.TextDocument,
	at: number,
	...uris: readonly vscode.Uri[]
): Promise<readonly (readonly [string, string])[] | undefined> {
	const list = `# files\r\n${uris.map(String).join('\r\n')}\r\n`;
	const editor = await vscode.window.showTextDocument(document);
	const before = document.getText();
	const edits = await dropEdits(document, document.positionAt(at), list, token);
	const found: (readonly [string, string])[] = [];
	for (const { title = '', additionalEdit } of edits ?? []) {
		assert.ok(additionalEdit && (await vscode.workspace.applyEdit(additionalEdit)));
		const text = document.getText();
		found.push([title, text]);
		const all = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
		assert.ok(await editor.edit((builder) => builder.replace(all, before)));
	}
	return edits && found;
}

describe('files that are dropped', () => {
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	const intoText = async (
		marked: string,
		language: Parameters<typeof openText>[2],
		...uris: readonly vscode.Uri[]
	) => {
		const document = await openText(folder, marked.replace('‸', ''), language);
		return dropped(document, marked.indexOf('‸'), ...uris);
	};
	const inJson = async (...uris: readonly vscode.Uri[]) =>
		(await intoText('{ "a": ‸ }', 'json', ...uris))?.map(
			([, text]) => (JSON.parse(text) as { readonly a: unknown }).a,
		);

	it('become PEM, or their path where that is meant', async () => {
		const certificate = folder.write('certs/api.crt', pem);
		const binary = folder.write('api.der', derOf());
		const value = 'tls:\n  cert: ‸\n';
		const [contents, place] = (await intoText(value, 'yaml', certificate)) ?? [];
		assert.equal(contents?.[0], 'Insert PEM');
		assert.deepEqual(parse(contents[1]), { tls: { cert: pem } });
		assert.equal(place?.[0], 'Insert Path of Certificate');
		assert.deepEqual(parse(place[1]), { tls: { cert: 'certs/api.crt' } });
		const [first] = (await intoText('cert_file: ‸\n', 'yaml', certificate)) ?? [];
		assert.deepEqual(parse(first?.[1] ?? ''), { cert_file: 'certs/api.crt' });
		const [fromDer] = (await inJson(binary)) ?? [];
		assert.match(String(fromDer), /^-----BEGIN CERTIFICATE-----\n/);
	});

	it('are written as the language asks', async () => {
		const certificate = folder.write('it\'s "a".crt', pem);
		const escaped = JSON.stringify(pem).slice(1, -1);
		const found = await intoText("const a = '‸';", 'typescript', certificate);
		assert.deepEqual(
			found?.map(([, text]) => text),
			[`const a = '${escaped}';`, `const a = 'it\\'s \\"a\\".crt';`],
		);
	});

	it('are put together where there are several', async () => {
		const der = derOf();
		const files = [folder.write('a.crt', pem), folder.write('b.der', der)];
		assert.deepEqual(await inJson(...files), [pem + toPem('CERTIFICATE', der), 'a.crt b.der']);
		assert.equal(await inJson(...files, folder.write('notes.txt', 'nothing')), undefined);
	});

	it('are left to VS Code where they are something else', async () => {
		const page = folder.write('README.md', `# Notes\n\nThis one:\n${pem}`);
		const huge = folder.write('huge.pem', pem.repeat(3000));
		const web = vscode.Uri.parse('https://a.test/a.pem');
		const gone = vscode.Uri.joinPath(page, '..', 'gone.pem');
		for (const uri of [page, huge, vscode.Uri.file(folder.path), web, gone]) {
			assert.equal(await inJson(uri), undefined, uri.path);
		}
		// Text around it does not make a certificate file something else.
		const noted = folder.write('noted.pem', `My certificate\n==\n${pem}`);
		assert.deepEqual(await inJson(noted), [pem, 'noted.pem']);
	});

	it('give only the path of a key store', async () => {
		const store = folder.write('a.jks', Buffer.from('FEEDFEED0000000200000000', 'hex'));
		assert.deepEqual(await inJson(store), ['a.jks']);
		assert.deepEqual(await inJson(store, folder.write('a.crt', pem)), ['a.jks a.crt']);
	});

	it('are named from the folder of the document only within the workspace', async () => {
		const sub = folder.write('sub/a.json', '{ "a":  }');
		const document = await vscode.workspace.openTextDocument(sub);
		const certificate = folder.write('certs/a.crt', pem);
		const outside = mkdtempSync(join(tmpdir(), 'pki-workbench-drop-'));
		try {
			const file = vscode.Uri.file(join(outside, 'ca.pem'));
			writeFileSync(file.fsPath, pem);
			for (const [uri, path] of [
				[certificate, '../certs/a.crt'],
				[file, file.fsPath.replaceAll('\\', '/')],
			] as const) {
				const [, place] = (await dropped(document, 7, uri)) ?? [];
				assert.deepEqual(JSON.parse(place?.[1] ?? ''), { a: path });
			}
		} finally {
			rmSync(outside, { recursive: true, force: true });
		}
	});

	it('may lie on no disk', async () => {
		const files = new MemoryFiles('pki-memory');
		try {
			const certificate = files.put('/folder/certs/a.pem', pem);
			const document = await vscode.workspace.openTextDocument(
				files.put('/folder/a.yaml', 'cert: \n'),
			);
			const [contents, place] = (await dropped(document, 6, certificate)) ?? [];
			assert.deepEqual(parse(contents?.[1] ?? ''), { cert: pem });
			assert.deepEqual(parse(place?.[1] ?? ''), { cert: 'certs/a.pem' });
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			const untitled = await vscode.workspace.openTextDocument({ language: 'json' });
			for (const one of [document, untitled]) {
				const score = vscode.languages.match(documents, one);
				// What is registered for any document at all goes behind it.
				assert.ok(score > vscode.languages.match('*', one), one.uri.toString());
			}
		} finally {
			files.dispose();
		}
	});
});
