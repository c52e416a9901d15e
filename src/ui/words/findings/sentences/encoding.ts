/** How blocks are written. */
import * as vscode from 'vscode';
import { blockErrorSentence } from '../../errors/blockErrors.js';
import { subjectWords, type FindingEntries } from './entry.js';

export const encodingEntries = {
	unreadableValidity: {
		sentence: ({ finding }) =>
			vscode.l10n.t(
				'{0}: its validity cannot be read, so nobody can rely on it.',
				subjectWords(finding),
			),
		title: () => vscode.l10n.t('Validity dates are unreadable'),
		why: () =>
			vscode.l10n.t(
				'A date that is not written as RFC 5280 requires cannot be relied on: some programs refuse to load it, others reject it.',
			),
		mend: () => vscode.l10n.t('Have it issued again by a CA that writes correct dates.'),
	},
	unreadableBlock: {
		sentence: ({ finding, name }) =>
			finding.error === undefined
				? vscode.l10n.t('{0} cannot be read.', name)
				: vscode.l10n.t('{0} cannot be read. {1}', name, blockErrorSentence(finding.error)),
		title: () => vscode.l10n.t('Block cannot be read'),
		why: () => vscode.l10n.t('Programs that load this file fail, or skip the block.'),
		mend: () => vscode.l10n.t('Copy the block again from where it came from.'),
	},
} satisfies FindingEntries;
