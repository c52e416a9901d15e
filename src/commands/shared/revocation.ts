/** What a revocation did, in words. */
import * as vscode from 'vscode';
import type { RevocationReason, RevokeOutcome } from '../../core/backends/backend.js';
import type { CertificateSource } from '../../services/services.js';
import { plainText } from '../../ui/plainText.js';
import { exactTime, shortSerial } from '../../ui/words.js';

export interface Revoked extends CertificateSource {
	readonly name: string;
	readonly outcome: RevokeOutcome;
}

/** One sentence a certificate, the server's warnings after it; several that went well are only counted. */
export function describeOutcomes(outcomes: readonly Revoked[]): string {
	const [only] = outcomes;
	if (only && outcomes.length === 1) return describeOutcome(only);
	const failed = outcomes.filter(({ outcome }) => !outcome.revoked);
	const count = outcomes.length - failed.length;
	const head =
		failed.length === 0
			? vscode.l10n.t('{0} certificates are revoked.', count)
			: vscode.l10n.t('{0} of {1} certificates are revoked.', count, outcomes.length);
	return [head, ...failed.map(describeOutcome)].join(' ');
}

function describeOutcome({ name, serialNumber, outcome }: Revoked): string {
	const sentence = outcomeSentence(certificateWords(name, serialNumber), outcome);
	return [sentence, ...outcome.warnings.map((warning) => plainText(warning))].join(' ');
}

function certificateWords(name: string, serialNumber: string): string {
	return name === serialNumber
		? vscode.l10n.t('The certificate with serial {0}', shortSerial(serialNumber))
		: vscode.l10n.t('"{0}" (serial {1})', plainText(name), shortSerial(serialNumber));
}

function outcomeSentence(certificate: string, outcome: RevokeOutcome): string {
	switch (outcome.outcome) {
		case 'revoked':
			return vscode.l10n.t('{0} is revoked.', certificate);
		case 'alreadyRevoked':
			return outcome.revokedAt === undefined
				? vscode.l10n.t('{0} was revoked before.', certificate)
				: vscode.l10n.t(
						'{0} was revoked before, on {1}.',
						certificate,
						exactTime(outcome.revokedAt),
					);
		case 'alreadyExpired':
			return vscode.l10n.t(
				'{0} is not revoked: it has already expired, and the server revokes no expired certificate.',
				certificate,
			);
		case 'refused':
			return vscode.l10n.t('{0} is not revoked: the server did not do it.', certificate);
	}
}

/** A reason of RFC 5280, 5.3.1, as an item to choose. */
export function reasonWords(reason: RevocationReason): { label: string; description: string } {
	switch (reason) {
		case 'unspecified':
			return { label: vscode.l10n.t('No reason given'), description: reason };
		case 'keyCompromise':
			return { label: vscode.l10n.t('The private key leaked'), description: reason };
		case 'affiliationChanged':
			return { label: vscode.l10n.t('Its owner or name changed'), description: reason };
		case 'superseded':
			return { label: vscode.l10n.t('A newer certificate replaces it'), description: reason };
		case 'cessationOfOperation':
			return { label: vscode.l10n.t('It is no longer needed'), description: reason };
		case 'privilegeWithdrawn':
			return { label: vscode.l10n.t('It may no longer be used'), description: reason };
	}
}
