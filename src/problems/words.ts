import * as vscode from 'vscode';
import { blockErrorSentence } from '../ui/words/blockErrors.js';
import { blockNoteSentence } from '../ui/words/blockNotes.js';
import { exactTime, relativeTime } from '../ui/words/words.js';
import { visible } from '../ui/words/visible.js';
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
		case 'crlOutOfDate':
			return vscode.l10n.t(
				'The CRL of {0} is out of date: its next update was due {1}. Clients that check it reject every certificate of this issuer.',
				name,
				timeWords(notAfter, now),
			);
		case 'crlNotYetValid':
			return vscode.l10n.t(
				'The CRL of {0} is not valid yet: it was issued for {1}. Until then clients that check it reject every certificate of this issuer.',
				name,
				timeWords(notBefore, now),
			);
		case 'contradictoryDates':
			return contradictionSentence(finding, name);
		case 'unreadableValidity':
			return vscode.l10n.t(
				'{0}: its validity cannot be read, so nobody can rely on it.',
				subjectWords(finding),
			);
		case 'misframed':
			return finding.note === undefined ? subjectWords(finding) : blockNoteSentence(finding.note);
		case 'unreadableBlock':
			return finding.error === undefined
				? vscode.l10n.t('{0} cannot be read.', name)
				: vscode.l10n.t('{0} cannot be read. {1}', name, blockErrorSentence(finding.error));
	}
}

/** What a finding is about: a certificate by its name, a CRL by its issuer's. */
export function subjectWords({
	kind,
	name,
}: {
	readonly kind?: string | undefined;
	readonly name: string;
}): string {
	return kind === 'crl' ? vscode.l10n.t('CRL of {0}', visible(name)) : visible(name);
}

function contradictionSentence(
	{ kind, notBefore = '', notAfter = '' }: LocatedFinding,
	name: string,
): string {
	return kind === 'crl'
		? vscode.l10n.t(
				'The dates of the CRL of {0} are contradictory: its next update ({1}) is before its issue ({2}). Clients that check it reject every certificate of this issuer.',
				name,
				exactTime(notAfter),
				exactTime(notBefore),
			)
		: vscode.l10n.t(
				'The dates of {0} are contradictory: it ends ({1}) before it starts ({2}), so clients always reject it.',
				name,
				exactTime(notAfter),
				exactTime(notBefore),
			);
}

function timeWords(iso: string, now: Date): string {
	return iso === '' ? '' : `${relativeTime(iso, now)} (${exactTime(iso)})`;
}
