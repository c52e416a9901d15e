/** A bundle as large as any that people keep: 4,000 certificates, 10 MB. */
import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import * as vscode from 'vscode';
import type { KeptBlock } from '../../src/core/decode/kept.js';
import { LensWindow } from '../../src/editor/blocks/lensWindow.js';
import type { Place } from '../../src/editor/blocks/places.js';
import { activate, hoverIn } from '../support/blocksInEditor.js';
import {
	eventually,
	folderForEachTest,
	openText,
	type WorkspaceFolder,
} from '../support/editor.js';

const count = 4000;
const size = 10_000_000;

/** With a comment before each, as bundles of roots have them, up to the size. */
function bundle(): string {
	const pems = Array.from(
		{ length: count },
		(_, index) => `${rootCertificates[index % rootCertificates.length] ?? ''}\n`,
	);
	const missing = size - pems.join('').length;
	const comment = `# ${'x'.repeat(Math.max(1, Math.ceil(missing / count)))}\n`;
	return pems.map((pem) => comment + pem).join('');
}

function placeAt(line: number): Place {
	const block = {
		line,
		endLine: line + 20,
		start: 0,
		end: 0,
		label: 'CERTIFICATE',
		encoding: 'pem',
	} as const;
	const first: KeptBlock = { ...block, error: { code: 'notDer', line } };
	return { first, blocks: [first] };
}

describe('a bundle of 4,000 certificates', function () {
	this.timeout(240_000);
	let folder: WorkspaceFolder;
	folderForEachTest((made) => (folder = made));

	it('has lenses near what is on screen, and others once somebody scrolls', async () => {
		const document = await openText(folder, bundle(), 'pem');
		const editor = vscode.window.activeTextEditor;
		assert.ok(editor);
		const places = Array.from({ length: document.lineCount }, (_, line) => line)
			.filter((line) => document.lineAt(line).text.startsWith('-----BEGIN'))
			.map((line) => placeAt(line));
		assert.equal(places.length, count);
		let leave: (() => void) | undefined;
		const left = new Promise<void>((resolve) => (leave = resolve));
		const window = new LensWindow(() => leave?.());
		try {
			const [first, last] = [places[0], places.at(-1)];
			assert.ok(first && last);
			const atFirst = window.placesFor(document, places);
			assert.ok(atFirst.length < 400 && atFirst[0] === first, String(atFirst.length));
			const { line } = last.first;
			editor.revealRange(new vscode.Range(line, 0, line, 0));
			await left;
			const atLast = window.placesFor(document, places);
			assert.ok(atLast.length < 400 && atLast.at(-1) === last, String(atLast.length));
			const few = places.slice(0, 300);
			assert.deepEqual(window.placesFor(document, few), few);
		} finally {
			window.dispose();
		}
	});

	it('opens, lists every certificate, folds, and scrolls to the last, which says what it is', async () => {
		await activate();
		const text = bundle();
		assert.ok(text.length >= size, String(text.length));
		const document = await openText(folder, text, 'pem');
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document, document);

		const symbols = await vscode.commands.executeCommand<readonly vscode.DocumentSymbol[]>(
			'vscode.executeDocumentSymbolProvider',
			document.uri,
		);
		assert.equal(symbols.length, count);
		const last = symbols.at(-1);
		assert.ok(last);

		const begin = last.range.start.line;
		assert.match(document.lineAt(begin).text, /^-----BEGIN CERTIFICATE-----$/);
		editor.revealRange(last.range, vscode.TextEditorRevealType.AtTop);
		const place = new vscode.Position(begin, 0);
		await eventually('the last certificate on the screen', () =>
			editor.visibleRanges.find((range) => range.contains(place)),
		);
		const hover = await hoverIn(document, begin);
		assert.ok(hover, 'the last certificate has a hover');
		assert.ok(hover.range?.isEqual(last.range) ?? true);
		const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
			'vscode.executeCodeLensProvider',
			document.uri,
		);
		assert.ok(lenses.some(({ range }) => range.start.line === begin));

		await vscode.commands.executeCommand('editor.foldAll');
		// What stands on the screen is no longer one piece of the text.
		await eventually('folded certificates', () => editor.visibleRanges[5], 60_000);
	});
});
