/** How a certificate differs from what was asked for, as sentences. */
import * as vscode from 'vscode';
import type { Difference } from '../../../core/backends/issuing/comparison.js';
import { plainText } from '../plainText.js';
import { durationWords } from '../roleWords.js';

export function differenceSentence({ code, args }: Difference): string {
	const text = (key: string) => plainText(String(args[key] ?? ''), 500);
	switch (code) {
		case 'unreadable':
			return vscode.l10n.t('The certificate that the CA returned cannot be read.');
		case 'otherKey':
			return vscode.l10n.t('The private key does not belong to this certificate: do not use it.');
		case 'otherKeyKind':
			return vscode.l10n.t('The key is {1}, not {0} as requested.', text('asked'), text('got'));
		case 'notCa':
			return vscode.l10n.t('This is not a CA certificate: it cannot issue others.');
		case 'unexpectedCa':
			return vscode.l10n.t(
				'This is a CA certificate: anyone with its key can issue certificates. Revoke it if you did not request one.',
			);
		case 'chainBroken':
			return vscode.l10n.t(
				'The chain does not fit: “{0}” was not signed by the certificate above it.',
				text('name'),
			);
		case 'otherIssuer':
			return vscode.l10n.t('Issued by “{1}”, not “{0}” as requested.', text('asked'), text('got'));
		case 'namesMissing':
			return vscode.l10n.t('The CA left out: {0}.', text('names'));
		case 'namesAdded':
			return vscode.l10n.t('The CA added: {0}.', text('names'));
		case 'otherSubject':
			return vscode.l10n.t(
				'The subject is “{1}”, not “{0}” as requested.',
				text('asked'),
				text('got'),
			);
		case 'usagesMissing':
			return vscode.l10n.t('The CA left out these usages: {0}.', text('usages'));
		case 'usagesAdded':
			return vscode.l10n.t('The CA added these usages: {0}.', text('usages'));
		case 'endsEarlier':
			return vscode.l10n.t(
				'It expires earlier than the {0} asked for: the role, the mount or the issuer caps the lifetime.',
				durationWords(Number(args.seconds)),
			);
		case 'endsLater':
			return vscode.l10n.t(
				'It expires later than the {0} asked for: the role or the CA sets the lifetime.',
				durationWords(Number(args.seconds)),
			);
	}
}
