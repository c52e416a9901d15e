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
			vscode.l10n.t('It ends before it starts, so it is never valid. Clients always reject it.'),
		mend: () => vscode.l10n.t('Have it issued again with correct dates.'),
	},
	outlivesIssuer: {
		sentence: ({ name, to, arg }) =>
			vscode.l10n.t(
				'{0} expires {1}, after its issuer “{2}” ({3}). From then on it can no longer be verified.',
				name,
				to,
				arg('issuer'),
				exactTime(arg('until')),
			),
		title: () => vscode.l10n.t('Certificate outlives its issuer'),
		why: () =>
			vscode.l10n.t(
				'When the issuer expires, clients reject everything it issued, even certificates that have time left.',
			),
		mend: () =>
			vscode.l10n.t(
				'Renew the issuer in time, or plan for this certificate to be replaced when its issuer is.',
			),
	},
	tooLongForBrowsers: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is valid for {1} days. Browsers accept at most {2} days from a public CA for a certificate issued on that day.',
				name,
				arg('days'),
				arg('limit'),
			),
		title: () => vscode.l10n.t('Valid longer than browsers accept'),
		why: () =>
			vscode.l10n.t(
				'Public CAs may not issue server certificates for longer than the CA/Browser Forum allows: 398 days, from 2026-03-15 on 200, from 2027-03-15 on 100 and from 2029-03-15 on 47. Browsers reject longer ones. Certificates of private CAs are not affected.',
			),
		mend: () =>
			vscode.l10n.t(
				'For a public website, have a certificate issued for a shorter time and renew it automatically. For a private CA nothing has to be done.',
			),
	},
	tooLongForApple: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is valid for {1} days. Apple’s systems reject server certificates that are valid for more than {2} days.',
				name,
				arg('days'),
				arg('limit'),
			),
		title: () => vscode.l10n.t('Valid longer than Apple accepts'),
		why: () =>
			vscode.l10n.t(
				'Apple’s systems (iOS, iPadOS and macOS) reject server certificates issued since 2019-07-01 that are valid for more than 825 days, from private CAs as well.',
			),
		mend: () =>
			vscode.l10n.t(
				'If Apple devices connect to the server, issue its certificate for at most 825 days.',
			),
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
