/** Extensions of vendors by OID: a name in words and one sentence on what each does. */
import * as vscode from 'vscode';

export type Explanation = readonly [name: string, sentence: string];

export function vendorExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '2.16.840.1.113730.1.1':
			return [
				vscode.l10n.t('Netscape certificate type'),
				vscode.l10n.t('An old form of key usage; clients ignore it.'),
			];
		case '2.16.840.1.113730.1.13':
			return [
				vscode.l10n.t('Netscape comment'),
				vscode.l10n.t('A comment from the issuer; clients ignore it.'),
			];
		case '1.2.840.113549.1.9.15':
			return [
				vscode.l10n.t('S/MIME capabilities'),
				vscode.l10n.t('The algorithms that its owner’s mail program supports.'),
			];
		case '1.3.6.1.5.5.7.1.3':
			return [
				vscode.l10n.t('Qualified certificate statements'),
				vscode.l10n.t('What the issuer states under electronic signature law (RFC 3739).'),
			];
		default:
			return microsoftExtension(oid) ?? microsoftCaExtension(oid) ?? sigstoreExtension(oid);
	}
}

function microsoftExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '1.3.6.1.4.1.311.20.2':
			return [
				vscode.l10n.t('Microsoft certificate template'),
				vscode.l10n.t('The name of the template it was issued from.'),
			];
		case '1.3.6.1.4.1.311.21.7':
			return [
				vscode.l10n.t('Microsoft certificate template information'),
				vscode.l10n.t('The number and version of the template it was issued from.'),
			];
		case '1.3.6.1.4.1.311.21.10':
			return [
				vscode.l10n.t('Microsoft application policies'),
				vscode.l10n.t('What it may be used for, as checked by Windows.'),
			];
		case '1.3.6.1.4.1.311.21.11':
			return [
				vscode.l10n.t('Microsoft application policy mappings'),
				vscode.l10n.t('Which application policies of two CAs are equivalent.'),
			];
		case '1.3.6.1.4.1.311.21.12':
			return [
				vscode.l10n.t('Microsoft application policy constraints'),
				vscode.l10n.t('Limits on the application policies of certificates below it.'),
			];
		case '1.3.6.1.4.1.311.25.2':
			return [
				vscode.l10n.t('Microsoft security identifier (SID)'),
				vscode.l10n.t('The Active Directory account that Windows signs in with it.'),
			];
		default:
			return undefined;
	}
}

function microsoftCaExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '1.3.6.1.4.1.311.21.1':
			return [
				vscode.l10n.t('Microsoft CA version'),
				vscode.l10n.t('How often the CA’s certificate and its key were renewed.'),
			];
		case '1.3.6.1.4.1.311.21.2':
			return [
				vscode.l10n.t('Microsoft previous CA certificate'),
				vscode.l10n.t('SHA-1 of the CA certificate that this one renewed.'),
			];
		case '1.3.6.1.4.1.311.21.3':
			return [
				vscode.l10n.t('Microsoft virtual base CRL number'),
				vscode.l10n.t('The number of the full CRL that is issued together with this delta CRL.'),
			];
		case '1.3.6.1.4.1.311.21.4':
			return [
				vscode.l10n.t('Microsoft next CRL publish'),
				vscode.l10n.t('When the next CRL will be published, before this one expires.'),
			];
		case '1.3.6.1.4.1.311.21.14':
			return [
				vscode.l10n.t('Microsoft CRL location'),
				vscode.l10n.t('Where this CRL is published.'),
			];
		default:
			return undefined;
	}
}

/** Sigstore's register of its arc (docs/oid-info.md of Fulcio), as of November 2026. */
const sigstoreNames: readonly (string | undefined)[] = [
	undefined,
	'Issuer (deprecated form)',
	'GitHub workflow trigger',
	'GitHub workflow SHA',
	'GitHub workflow name',
	'GitHub workflow repository',
	'GitHub workflow ref',
	undefined,
	'Issuer',
	'Build signer URI',
	'Build signer digest',
	'Runner environment',
	'Source repository URI',
	'Source repository digest',
	'Source repository ref',
	'Source repository identifier',
	'Source repository owner URI',
	'Source repository owner identifier',
	'Build config URI',
	'Build config digest',
	'Build trigger',
	'Run invocation URI',
	'Source repository visibility at signing',
	'Deployment environment',
	'Token subject',
];

/** The names are the register's own and stay in its language. */
function sigstoreExtension(oid: string): Explanation | undefined {
	const number = /^1\.3\.6\.1\.4\.1\.57264\.1\.(\d{1,2})$/.exec(oid)?.[1];
	const name = number === undefined ? undefined : sigstoreNames[Number(number)];
	return name === undefined
		? undefined
		: [
				vscode.l10n.t('Sigstore: {0}', name),
				vscode.l10n.t('What the sign-in token said about who or what signed (Fulcio).'),
			];
}
