/** Certificates and CRLs by their dates. */
import * as vscode from 'vscode';
import { exactTime } from '../../words.js';
import type { FindingEntries, Parts } from './entry.js';

export const timeEntries = {
	expired: {
		sentence: ({ name, to }) => vscode.l10n.t('{0} expired {1}.', name, to),
		title: () => vscode.l10n.t('Certificate has expired'),
		why: () =>
			vscode.l10n.t(
				'Clients reject a server whose certificate has expired, and servers reject such a client. An expired CA makes everything it issued invalid.',
			),
		mend: () => vscode.l10n.t('Issue a new certificate and replace this one.'),
	},
	expiresSoon: {
		sentence: ({ name, to }) => vscode.l10n.t('{0} expires {1}.', name, to),
		title: () => vscode.l10n.t('Certificate expires soon'),
		why: () =>
			vscode.l10n.t(
				'The certificate still works. Once it expires, connections that use it fail. The settings “pki.expiry.warnDays” and “pki.expiry.warnLifetimeShare” decide what counts as soon.',
			),
		mend: () => vscode.l10n.t('Issue a new certificate and replace this one before it expires.'),
	},
	notYetValid: {
		sentence: ({ name, from }) => vscode.l10n.t('{0} is not valid yet: it starts {1}.', name, from),
		title: () => vscode.l10n.t('Certificate is not valid yet'),
		why: () => vscode.l10n.t('Until it starts, clients and servers reject the certificate.'),
		mend: () =>
			vscode.l10n.t(
				'Wait until the certificate starts, or issue one that starts now. If it should have started already, check the clocks of this computer and of the CA.',
			),
	},
	contradictoryDates: {
		sentence: contradictionSentence,
		title: () => vscode.l10n.t('Validity dates are contradictory'),
		why: () =>
			vscode.l10n.t(
				'It ends before it starts, so there is no day on which it is valid. Clients always reject it.',
			),
		mend: () => vscode.l10n.t('Have it issued again with correct dates.'),
	},
} satisfies FindingEntries;

function contradictionSentence({ finding, name }: Parts): string {
	const { kind, notBefore = '', notAfter = '' } = finding;
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
