/** How blocks are framed. */
import * as vscode from 'vscode';
import { blockErrorSentence } from '../../errors/blockErrors.js';
import { blockNoteSentence } from '../blockNotes.js';
import type { FindingEntries, FindingFacts } from './entry.js';

export const framingEntries = {
	wrongLabel: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Label of another kind'),
		why: () =>
			vscode.l10n.t(
				'Programs go by the label: OpenSSL, Node.js and Go skip a block whose label is not the one they look for, and report that nothing was found.',
			),
		mend: () => vscode.l10n.t('Change the label in the BEGIN and END lines.'),
	},
	labelMismatch: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('BEGIN and END differ'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go refuse a block whose END line does not repeat the label of its BEGIN line.',
			),
		mend: () => vscode.l10n.t('Make the END line say the same as the BEGIN line.'),
	},
	spoiltBegin: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Damaged BEGIN line'),
		why: () =>
			vscode.l10n.t(
				'The BEGIN line must stand on a line of its own, exactly as programs expect it. Otherwise they do not find the block.',
			),
		mend: () => vscode.l10n.t('Correct the line that is marked.'),
	},
	spoiltEnd: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Damaged END line'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go read up to the exact END line and refuse the file without it.',
			),
		mend: () => vscode.l10n.t('Correct the line that is marked.'),
	},
	missingBegin: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Missing BEGIN line'),
		why: () => vscode.l10n.t('Without its BEGIN line, programs do not find the block.'),
		mend: () => vscode.l10n.t('Add the BEGIN line, or copy the block again.'),
	},
	missingEnd: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Missing END line'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go refuse a block without an END line. The end of the block may be missing too.',
			),
		mend: () => vscode.l10n.t('Add the END line, or copy the block again if it was cut off.'),
	},
	tornBase64: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Damaged base64 in block'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL and Node.js refuse the whole file because of one such block. Go skips it without a word.',
			),
		mend: () => vscode.l10n.t('Copy the block again from where it came from.'),
	},
	gluedBlocks: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Two blocks on one line'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go refuse a file in which a BEGIN line follows an END line without a line break. This happens when files without a final line break are joined.',
			),
		mend: () => vscode.l10n.t('Put the BEGIN line on a line of its own.'),
	},
	severalObjects: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Several objects in one block'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL, Node.js and Go read one object from each block. They refuse the block, or ignore the others.',
			),
		mend: () => vscode.l10n.t('Give each object its own BEGIN and END lines.'),
	},
	bareBase64: {
		sentence: ({ finding, name }) => framingWords(finding, name),
		title: () => vscode.l10n.t('Base64 without BEGIN and END'),
		why: () => vscode.l10n.t('Windows reads a file like this. OpenSSL, Node.js and Go do not.'),
		mend: () => vscode.l10n.t('Add BEGIN and END lines.'),
	},
} satisfies FindingEntries;

function framingWords({ error, note }: FindingFacts, name: string): string {
	if (error) return vscode.l10n.t('{0} cannot be read. {1}', name, blockErrorSentence(error));
	return note ? blockNoteSentence(note) : name;
}
