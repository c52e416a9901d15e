/** What a backend has to say of something that was done, as sentences: one line a code. */
import * as vscode from 'vscode';
import type { OutcomeNote } from '../../core/backends/contract/backend.js';
import { durationWords } from './roleWords.js';

/** Each sentence once. */
export function noteSentences(notes: readonly OutcomeNote[] = []): readonly string[] {
	return [...new Set(notes.map(noteSentence))];
}

function noteSentence({ code, args }: OutcomeNote): string {
	switch (code) {
		case 'crlNotRenewed':
			return vscode.l10n.t('The CRL was not renewed and may not list it yet. Rotate the CRL.');
		case 'longerLifetime':
			return vscode.l10n.t(
				'The server accepts whole hours only, so the maximum lifetime is {0}.',
				durationWords(Number(args.seconds)),
			);
	}
}
