import * as vscode from 'vscode';
import { blockErrorSentence } from '../ui/blockErrors.js';
import { blockNoteSentence } from '../ui/blockNotes.js';
import { exactTime, relativeTime } from '../ui/words.js';
import { visible } from '../ui/visible.js';
import type { LocatedFinding } from './report.js';

/** A finding in one sentence. */
export function findingSentence(finding: LocatedFinding, now: Date): string {
	const name = visible(finding.name);
	const { notBefore = '', notAfter = '' } = finding;
	switch (finding.code) {
		case 'expired':
			return vscode.l10n.t('{0} expired {1}.', name, timeWords(notAfter, now));
		case 'expiresSoon':
			return vscode.l10n.t('{0} expires {1}.', name, timeWords(notAfter, now));
		case 'notYetValid':
			return vscode.l10n.t('{0} is not valid yet: it starts {1}.', name, timeWords(notBefore, now));
		case 'unreadableValidity':
			return vscode.l10n.t('{0}: its validity cannot be read, so nobody can rely on it.', name);
		case 'misframed':
			return finding.note === undefined ? name : blockNoteSentence(finding.note);
		case 'unreadableBlock':
			return finding.error === undefined
				? vscode.l10n.t('{0} cannot be read.', name)
				: vscode.l10n.t('{0} cannot be read. {1}', name, blockErrorSentence(finding.error));
	}
}

function timeWords(iso: string, now: Date): string {
	return iso === '' ? '' : `${relativeTime(iso, now)} (${exactTime(iso)})`;
}
