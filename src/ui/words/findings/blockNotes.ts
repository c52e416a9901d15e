/** What is wrong with how a block is written, beside what could be read, in words. */
import * as vscode from 'vscode';
import type { BlockNote } from '../../../core/x509/block.js';
import { visibleStart } from '../visible.js';

/** One or two sentences; lines are counted from one, as people do. */
export function blockNoteSentence({ code, line, args = {} }: BlockNote): string {
	const text = (name: string): string => visibleStart(String(args[name] ?? ''));
	switch (code) {
		case 'wrongLabel':
			return vscode.l10n.t(
				'The label is {0}, but the content belongs under {1}. Programs that go by the label cannot read it.',
				text('label'),
				text('expected'),
			);
		case 'spoiltBegin':
			return spoiltBegin(String(args['fault'] ?? ''), line, text('expected'), args['endLine']);
		case 'spoiltEnd':
			return vscode.l10n.t(
				'Line {0} is meant as an END line, but {1}. It should read “{2}”.',
				line + 1,
				faultWords(String(args['fault'] ?? '')),
				text('expected'),
			);
		case 'noBegin':
			return vscode.l10n.t('The BEGIN line is missing. The content is complete.');
		case 'noEnd':
			return vscode.l10n.t('The END line is missing. The content is complete.');
		case 'labelMismatch':
			return vscode.l10n.t(
				'The block begins as {0} but ends as {1}. Both lines should say {2}.',
				text('begin'),
				text('end'),
				text('expected'),
			);
		case 'runTogether':
			return vscode.l10n.t(
				'Line {0} holds the end of one block and the beginning of this one. Put the BEGIN line on a line of its own.',
				line + 1,
			);
		case 'severalObjects':
			return vscode.l10n.t(
				'{0} objects stand here in place of one. Most programs read only the first: give each its own block.',
				text('count'),
			);
		case 'bareBase64':
			return vscode.l10n.t(
				'This is base64 without BEGIN and END lines. As PEM it starts with “{0}”.',
				`-----BEGIN ${text('expected')}-----`,
			);
		case 'jwkOtherKey':
			return vscode.l10n.t('The first certificate of this JWK has another key.');
	}
}

function spoiltBegin(
	fault: string,
	line: number,
	expected: string,
	endLine: string | number | undefined,
): string {
	const words = faultWords(fault);
	return endLine === undefined
		? vscode.l10n.t(
				'Line {0} is meant as a BEGIN line, but {1}. It should read “{2}”.',
				line + 1,
				words,
				expected,
			)
		: vscode.l10n.t(
				'Line {0} is meant as a BEGIN line, but {1}. It should read “{2}”. The END line (line {3}) is damaged too.',
				line + 1,
				words,
				expected,
				Number(endLine) + 1,
			);
}

/** The second half of a sentence. */
function faultWords(fault: string): string {
	switch (fault) {
		case 'dashes':
			return vscode.l10n.t('it has other characters in place of hyphens');
		case 'dashCount':
			return vscode.l10n.t('it does not have five hyphens on each side');
		case 'blanks':
			return vscode.l10n.t('its spaces are wrong');
		case 'letterCase':
			return vscode.l10n.t('it is not in capital letters');
		case 'otherText':
			return vscode.l10n.t('other text stands on the same line');
		default:
			return vscode.l10n.t('it is misspelled');
	}
}
