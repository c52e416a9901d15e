import * as vscode from 'vscode';
import type { vault } from '../../../../core/tls/explain/entries/vault.js';
import type { EntryWords } from './entryWords.js';

/** What Vault and OpenBao answer to a sign-in with a certificate. */
export const vaultWords: Readonly<Record<(typeof vault)[number]['id'], EntryWords>> = {
	vaultTlsRequired: {
		title: () => vscode.l10n.t('Certificate sign-in needs TLS'),
		meaning: () =>
			vscode.l10n.t(
				'Vault or OpenBao accepts certificate sign-in only over TLS, but the request came without it.',
			),
		checks: () => [
			vscode.l10n.t('Use https:// in the address.'),
			vscode.l10n.t('Check whether a proxy in front of the server ends TLS.'),
		],
	},
	vaultNoCertificate: {
		title: () => vscode.l10n.t('No client certificate reached the server'),
		meaning: () => vscode.l10n.t('Vault or OpenBao received no client certificate.'),
		checks: () => [
			vscode.l10n.t(
				'Check that client certificate and key are set, such as VAULT_CLIENT_CERT and VAULT_CLIENT_KEY.',
			),
			vscode.l10n.t(
				'Check whether a proxy in front of the server ends TLS: it does not pass the certificate on.',
			),
			vscode.l10n.t(
				'Check that the address starts with https://. OpenBao says the same without TLS.',
			),
		],
	},
	vaultNoRoleForCertificate: {
		title: () => vscode.l10n.t('No certificate role matches'),
		meaning: () =>
			vscode.l10n.t(
				'The client certificate matches no CA of a certificate role, or it does not allow client authentication.',
			),
		checks: () => [
			vscode.l10n.t('Check that its extended key usage includes clientAuth.'),
			vscode.l10n.t('Compare its issuer with the certificate of the role in auth/cert.'),
			vscode.l10n.t('Send the intermediates together with the client certificate.'),
		],
	},
	vaultConstraints: {
		title: () => vscode.l10n.t('Certificate does not meet the role’s constraints'),
		meaning: () =>
			vscode.l10n.t(
				'A certificate role matches the issuer, but its constraints do not allow this certificate.',
			),
		checks: () => [
			vscode.l10n.t(
				'Compare the names in the certificate with the role’s allowed_common_names, allowed_dns_sans and other allowed values.',
			),
			vscode.l10n.t(
				'Check whether the certificate was revoked, and the CRL and OCSP settings of the role.',
			),
		],
	},
	vaultRenewalIdentity: {
		title: () => vscode.l10n.t('Token renewed with another certificate'),
		meaning: () =>
			vscode.l10n.t(
				'The token is being renewed with another client certificate than the one used to sign in.',
			),
		checks: () => [
			vscode.l10n.t('Sign in again with the new certificate instead of renewing the token.'),
		],
	},
};
