/** The findings that stand at a block, and when summaries are drawn anew. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FindingsOf, rangeOf } from '../../src/editor/blocks/findingsAt.js';
import { createRefresh } from '../../src/editor/blocks/setting.js';
import { FindingDiagnostic } from '../../src/ui/findingDiagnostic.js';
import { type Random, randomly } from '../support/random.js';

const { Error: error, Warning: warning, Hint: hint } = vscode.DiagnosticSeverity;

describe('findings beside the text', () => {
	let collection: vscode.DiagnosticCollection;
	let document: vscode.TextDocument;
	before(async () => {
		collection = vscode.languages.createDiagnosticCollection('findings');
		const content = 'some text\n'.repeat(60);
		document = await vscode.workspace.openTextDocument({ content });
	});
	after(() => collection.dispose());
	beforeEach(() => collection.clear());

	const finding = (start: number, end: number, severity = error, message = 'a finding') =>
		new FindingDiagnostic(rangeOf(document, { start, end }), message, severity, undefined);
	const stretch = (random: Random, most: number) => {
		const start = random.below(600 - most);
		return { start, end: start + random.below(most) };
	};

	it('are those that touch the block, the gravest first, however they overlap', () => {
		const random = randomly(11);
		for (let round = 0; round < 50; round += 1) {
			const all = Array.from({ length: 30 }, (_, index) => {
				const { start, end } = stretch(random, random.one([2, 30, 300]));
				return finding(start, end, random.one([error, warning, hint]), `${index}`);
			});
			collection.set(document.uri, all);
			const findings = new FindingsOf(document);
			const block = stretch(random, 80);
			const found = findings.at(block);
			const wanted = vscode.languages
				.getDiagnostics(document.uri)
				.filter(({ range }) => rangeOf(document, block).intersection(range))
				.sort((a, b) => a.severity - b.severity);
			assert.deepEqual(
				found.map(({ message }) => message),
				wanted.map(({ message }) => message),
			);
		}
	});

	it('have the summaries drawn anew only when they are other ones', async () => {
		const refresh = createRefresh();
		let drawn = 0;
		refresh.event(() => {
			drawn += 1;
		});
		/** Resolves when VS Code has told of it, to the summaries before as well. */
		const set = async (...diagnostics: vscode.Diagnostic[]) => {
			const told = new Promise<void>((resolve) => {
				const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
					if (!uris.some((uri) => uri.toString() === document.uri.toString())) return;
					listener.dispose();
					resolve();
				});
			});
			collection.set(document.uri, diagnostics);
			await told;
			return drawn;
		};
		try {
			const foreign = new vscode.Diagnostic(new vscode.Range(0, 0, 0, 4), 'of another extension');
			assert.equal(await set(foreign), 0);
			assert.equal(await set(foreign, finding(0, 5)), 1);
			assert.equal(await set(finding(0, 5)), 1);
			assert.equal(await set(finding(0, 5), finding(20, 25)), 2);
			assert.equal(await set(foreign), 3);
		} finally {
			refresh.dispose();
		}
	});
});
