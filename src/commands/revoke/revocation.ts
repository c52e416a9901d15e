/** What a revocation will do and did, in words. */
import * as vscode from 'vscode';
import type { RevocationReason, RevokeOutcome } from '../../core/backends/contract/backend.js';
import { hasEnded } from '../../core/x509/verdict.js';
import type { CertificateSource } from '../../services/ports/places.js';
import { noteSentences } from '../../ui/words/outcomeNotes.js';
import { plainText } from '../../ui/words/plainText.js';
import { exactTime, shortSerial } from '../../ui/words/words.js';

export interface Known {
	readonly name: string;
	readonly notAfter?: string;
}

export interface Revoked extends CertificateSource {
	readonly name: string;
	readonly outcome: RevokeOutcome;
}

const namesShown = 10;

/** Names what will be revoked. What has expired is not, unless the server has its `AllowExpiredCertRevocation` set. */
export function revocationQuestion(
	targets: readonly (CertificateSource & Known)[],
	now: Date,
): { readonly message: string; readonly detail: string } {
	const isExpired = ({ notAfter }: Known) => hasEnded(notAfter, now);
	const expired = targets.filter(isExpired);
	const [only] = targets;
	if (only && targets.length === 1) {
		const name = plainText(only.name);
		const serial = shortSerial(only.serialNumber);
		return {
			message: vscode.l10n.t('Revoke “{0}” (serial {1})?', name, serial),
			detail:
				expired.length > 0
					? vscode.l10n.t(
							'It has already expired, so clients reject it anyway. It will not be revoked unless the CA is set to revoke expired certificates.',
						)
					: vscode.l10n.t('Clients that check the CRL will reject it. This cannot be undone.'),
		};
	}
	const lines = targets.slice(0, namesShown).map((target) => {
		const line = `${plainText(target.name)} (${shortSerial(target.serialNumber)})`;
		return isExpired(target) ? vscode.l10n.t('{0}, expired', line) : line;
	});
	const more = targets.length - lines.length;
	if (more > 0) lines.push(vscode.l10n.t('and {0} more', more));
	lines.push(
		'',
		vscode.l10n.t('Clients that check the CRL will reject them. This cannot be undone.'),
	);
	if (expired.length > 0) {
		lines.push(
			vscode.l10n.t(
				'{0} of {1} have already expired. They will not be revoked unless the CA is set to revoke expired certificates.',
				expired.length,
				targets.length,
			),
		);
	}
	return {
		message: vscode.l10n.t('Revoke {0} certificates?', targets.length),
		detail: lines.join('\n'),
	};
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
	const notes = outcomes.flatMap(({ outcome }) => (outcome.revoked ? (outcome.notes ?? []) : []));
	return [head, ...failed.map(describeOutcome), ...noteSentences(notes)].join(' ');
}

function describeOutcome({ name, serialNumber, outcome }: Revoked): string {
	const sentence = outcomeSentence(certificateWords(name, serialNumber), outcome);
	const warnings = outcome.warnings.map((warning) => plainText(warning));
	return [sentence, ...noteSentences(outcome.notes), ...warnings].join(' ');
}

function certificateWords(name: string, serialNumber: string): string {
	return name === serialNumber
		? vscode.l10n.t('The certificate with serial {0}', shortSerial(serialNumber))
		: vscode.l10n.t('“{0}” (serial {1})', plainText(name), shortSerial(serialNumber));
}

function outcomeSentence(certificate: string, outcome: RevokeOutcome): string {
	switch (outcome.outcome) {
		case 'revoked':
			return vscode.l10n.t('{0} is revoked.', certificate);
		case 'alreadyRevoked':
			return outcome.revokedAt === undefined
				? vscode.l10n.t('{0} was already revoked.', certificate)
				: vscode.l10n.t(
						'{0} was already revoked on {1}.',
						certificate,
						exactTime(outcome.revokedAt),
					);
		case 'alreadyExpired':
			return vscode.l10n.t(
				'{0} was not revoked: it has already expired, and this CA does not revoke expired certificates.',
				certificate,
			);
		case 'refused':
			return vscode.l10n.t('{0} was not revoked by the server.', certificate);
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
			return { label: vscode.l10n.t('It is not needed any more'), description: reason };
		case 'privilegeWithdrawn':
			return { label: vscode.l10n.t('It may no longer be used'), description: reason };
	}
}
