/** Names of a megabyte, which a certificate may have: what is shown of them stays short. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { decode } from '../../src/core/decode/decode.js';
import { toPem } from '../../src/core/find/pem.js';
import { hoverContent } from '../../src/editor/blocks/hover.js';
import { outlineDetail, summaryOf } from '../../src/editor/blocks/summary.js';
import { blockName, viewOf } from '../../src/ui/facts/facts.js';
import { blockErrorSentence } from '../../src/ui/words/errors/blockErrors.js';
import { blockNoteSentence } from '../../src/ui/words/findings/blockNotes.js';
import { certificate, commonName, dns, request, subjectAltName } from '../support/der.js';

const size = 1 << 20;
const now = new Date();
const threshold = { days: 30, lifetimeShare: 1 };

describe('a name of a megabyte', () => {
	for (const [what, character] of [
		['letters', 'x'],
		['characters that nobody sees', '\u202e'],
	] as const) {
		const long = character.repeat(size / Buffer.byteLength(character));
		const name = commonName(long);
		const extensions = [subjectAltName(dns('x'.repeat(size)))];
		for (const [kind, label, der] of [
			['certificate', 'CERTIFICATE', certificate({ subject: name, issuer: name, extensions })],
			['request', 'CERTIFICATE REQUEST', request({ subject: name })],
		] as const) {
			it(`of ${what} is cut wherever a ${kind} is told of in a line`, () => {
				const [block] = decode(toPem(label, der));
				assert.ok(block?.facts?.kind === kind);
				const hover = hoverContent({
					uri: vscode.Uri.file('/a.pem'),
					languageId: 'pem',
					found: [block, block],
					all: [block],
					findings: [],
					position: new vscode.Position(0, 0),
				}).value;
				assert.ok(hover.includes('…'));
				assert.ok(hover.length < 20_000, String(hover.length));
				const issuers = block.facts.kind === 'certificate' ? [block.facts] : [];
				const { name: heading } = viewOf(block, { now, threshold, issuers });
				const lines = [...summaryOf({ first: block, blocks: [block] }, now), heading];
				for (const line of [...lines, blockName(block), outlineDetail(block, now)]) {
					assert.ok(line.length <= 200, String(line.length));
				}
			});
		}
	}

	it('is cut in what is said of a block that is damaged', () => {
		const long = 'X'.repeat(size);
		const args = { begin: long, end: long, label: long, expected: long, character: long };
		for (const code of ['wrongLabel', 'labelMismatch', 'spoiltBegin', 'bareBase64'] as const) {
			assert.ok(blockNoteSentence({ code, line: 0, start: 0, end: 0, args }).length < 1000, code);
		}
		for (const code of ['labelMismatch', 'badBase64'] as const) {
			assert.ok(blockErrorSentence({ code, line: 0, args }).length < 1000, code);
		}
	});
});
