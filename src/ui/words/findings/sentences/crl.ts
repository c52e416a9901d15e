/** Certificate revocation lists. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const crlEntries = {
	crlOutOfDate: {
		sentence: ({ name, to }) =>
			vscode.l10n.t(
				'The CRL of {0} is out of date: its next update was due {1}. Clients that check it reject every certificate of this issuer.',
				name,
				to,
			),
		title: () => vscode.l10n.t('CRL is out of date'),
		why: () =>
			vscode.l10n.t(
				'Clients that check the CRL reject every certificate of its issuer, because an outdated CRL may hide a revocation.',
			),
		mend: () => vscode.l10n.t('Download the current CRL, or have the CA publish a new one.'),
	},
	crlNotYetValid: {
		sentence: ({ name, from }) =>
			vscode.l10n.t(
				'The CRL of {0} is not valid yet: it was issued for {1}. Until then clients that check it reject every certificate of this issuer.',
				name,
				from,
			),
		title: () => vscode.l10n.t('CRL is not valid yet'),
		why: () =>
			vscode.l10n.t(
				'Until its issue date, clients that check the CRL reject every certificate of its issuer.',
			),
		mend: () =>
			vscode.l10n.t(
				'Use the previous CRL until then. If it should be valid already, check the clocks of this computer and of the CA.',
			),
	},
} satisfies FindingEntries;
