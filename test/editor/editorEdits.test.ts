/** Blocks and their findings while their document is edited. */
import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import type { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { activate, base64, expired, hoverIn, indented, ours } from '../support/blocksInEditor.js';
import { pemOf } from '../support/certificates.js';
import {
	closeEditors,
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';

let folder: WorkspaceFolder;
const open = (content: string, language: Parameters<typeof openText>[2]) =>
	openText(folder, content, language);
const inItsFolder = () => folderForEachTest((made) => (folder = made));

/** At the start, between two blocks before, and at the end. */
function typedIn(
	{ lineCount }: vscode.TextDocument,
	line: number,
): readonly (readonly [vscode.Position, string])[] {
	return [
		[new vscode.Position(0, 0), '# a note\n'],
		[new vscode.Position(line, 0), '\n'],
		[new vscode.Position(lineCount, 0), 'x'],
		[new vscode.Position(0, 2), 'x'],
	];
}

describe('blocks of a document that is edited', () => {
	inItsFolder();

	before(activate);

	it('are where the edits moved them, several at once included', async () => {
		const content = `a: 1\nb: |\n${indented(pemOf())}\nc: |\n${indented(expired())}\nd: 2\n`;
		const document = await open(content, 'yaml');
		const { uri } = document;
		const second = document.positionAt(content.lastIndexOf('-----BEGIN'));
		assert.match((await hoverIn(document, second.line))?.text ?? '', /old\.test/);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, new vscode.Position(0, 0), 'new: |\n');
		edit.insert(uri, new vscode.Position(0, 0), `${indented(pemOf({ name: 'new.test' }))}\n`);
		edit.insert(uri, new vscode.Position(second.line - 1, 0), '# a note\n');
		edit.delete(uri, new vscode.Range(document.lineCount - 2, 0, document.lineCount - 1, 0));
		await vscode.workspace.applyEdit(edit);
		const begins = document
			.getText()
			.split('\n')
			.flatMap((line, index) => (line.includes('-----BEGIN') ? [index] : []));
		const hovers = await Promise.all(begins.map((line) => hoverIn(document, line)));
		assert.deepEqual(
			hovers.map((hover) => /\*\*(.+)\*\*/.exec(hover?.text ?? '')?.[1]),
			['new.test', 'api.test', 'old.test'],
		);
		assert.deepEqual(
			hovers.map((hover) => hover?.range?.start.line),
			begins,
		);
	});

	it('are where a hundred edits at once moved them', async () => {
		const lines = '# a comment\n'.repeat(200);
		const document = await open(`${lines}cert: |\n${indented(expired())}\n${lines}`, 'yaml');
		assert.match((await hoverIn(document, 201))?.text ?? '', /old\.test/);
		const edit = new vscode.WorkspaceEdit();
		for (let line = 0; line < 100; line += 1) {
			edit.insert(document.uri, new vscode.Position(2 * line, 0), '# another\n');
		}
		await vscode.workspace.applyEdit(edit);
		const hover = await hoverIn(document, 301);
		assert.match(hover?.text ?? '', /old\.test/);
		assert.equal(hover?.range?.start.line, 301);
	});

	it('take their findings with them when they go', async () => {
		const document = await open(`cert: |\n${indented(expired())}\n`, 'yaml');
		const [found] = [await eventually('the finding', () => ours(document.uri)[0])];
		assert.deepEqual(found.range.start, new vscode.Position(1, 4));
		const edit = new vscode.WorkspaceEdit();
		edit.delete(document.uri, new vscode.Range(1, 0, document.lineCount, 0));
		await vscode.workspace.applyEdit(edit);
		await eventually('no finding', () => (ours(document.uri).length === 0 ? true : undefined));
	});

	it('in base64 have their findings at the whole value', async () => {
		const value = base64(expired());
		const document = await open(`data:\n  tls.crt: ${value}\n`, 'yaml');
		const { range } = await eventually('the finding', () => ours(document.uri)[0]);
		assert.equal(document.getText(range), value);
	});

	it('are followed in a bundle of 10 MB, by one thread, which ends with the document', async () => {
		const roots = rootCertificates.map((pem) => `${pem.trimEnd()}\n`).join('');
		const half = roots.repeat(Math.ceil(5_000_000 / roots.length));
		let begun = 0;
		const running = new Set<Worker>();
		// The index of the workspace reads the file in a thread of its own.
		const count = (thread: Worker & { readonly threadName?: string }) => {
			if (thread.threadName !== 'pki blocks') return;
			begun += 1;
			running.add(thread);
			thread.once('exit', () => running.delete(thread));
		};
		process.on('worker', count);
		try {
			const uri = folder.write('bundle.txt', `${half}${expired()}${half}`);
			// What an extension opens as a document is kept for minutes.
			await vscode.commands.executeCommand('vscode.open', uri);
			const document = vscode.window.activeTextEditor?.document;
			assert.ok(document?.uri.fsPath === uri.fsPath);
			let line = document.positionAt(half.length).line;
			assert.match((await hoverIn(document, line))?.text ?? '', /old\.test/);
			// Other tests' documents may still be there, and one of them may be large.
			const before = begun;
			assert.ok(running.size > 0);
			for (const [typedAt, typed] of typedIn(document, line)) {
				const edit = new vscode.WorkspaceEdit();
				edit.insert(document.uri, typedAt, typed);
				await vscode.workspace.applyEdit(edit);
				if (typedAt.line < line) line += typed.split('\n').length - 1;
				const hover = await hoverIn(document, line);
				assert.match(hover?.text ?? '', /old\.test/);
				assert.equal(hover?.range?.start.line, line);
			}
			const torn = new vscode.WorkspaceEdit();
			torn.insert(document.uri, new vscode.Position(line + 1, 8), '!');
			await vscode.workspace.applyEdit(torn);
			assert.doesNotMatch((await hoverIn(document, line))?.text ?? '', /old\.test/);
			assert.equal(begun, before);
			const others = running.size - 1;
			await vscode.commands.executeCommand('workbench.action.files.revert');
			await closeEditors();
			await eventually('the end of its thread', () => running.size <= others || undefined);
		} finally {
			process.off('worker', count);
		}
	});

	it('lose their findings with the file', async () => {
		const document = await open(`cert: |\n${indented(expired())}\n`, 'yaml');
		const { uri } = document;
		await eventually('the finding', () => ours(uri)[0]);
		const other = vscode.Uri.joinPath(uri, '../renamed.yaml');
		const edit = new vscode.WorkspaceEdit();
		edit.renameFile(uri, other);
		await vscode.workspace.applyEdit(edit);
		await eventually('the finding at its new name', () => ours(other)[0]);
		await eventually('none at the old one', () => (ours(uri).length === 0 ? true : undefined));
		await closeEditors();
		await eventually('none once it is closed', () => (ours(other).length === 0 ? true : undefined));
	});
});
