/** The warnings of a client configuration as sentences. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ConfigWarning } from '../../core/diagnostics/clientConfig/warning.js';
import { plainText } from './plainText.js';
import { exactTime } from './words.js';
import { behaviorSentence } from './behaviorWords.js';

/** What is wrong, what programs make of it, and what to do about it; one to three sentences. */
export function warningSentence(warning: ConfigWarning): string {
	const file = path.basename(text(warning, 'file'));
	const sentence = fileSentence(warning, file);
	const behavior = warning.fault === undefined ? '' : behaviorSentence(warning.fault);
	return behavior === '' ? sentence : `${sentence} ${behavior}`;
}

function fileSentence(warning: ConfigWarning, file: string): string {
	const line = Number(warning.args.line ?? 0) + 1;
	switch (warning.code) {
		case 'notCertificate':
		case 'notPrivateKey':
		case 'notAuthority':
			return contentSentence(warning, file);
		case 'unreadable':
			return vscode.l10n.t('{0}: the block at line {1} is damaged.', file, line);
		case 'ignoredBehind':
			return vscode.l10n.t(
				'{0}: the block at line {1} is damaged, and Node.js ignores the certificates after it.',
				file,
				line,
			);
		case 'misframed':
			return vscode.l10n.t(
				'{0}: the block at line {1} has a wrong label or END line, which clients may refuse. Decode the file for details.',
				file,
				Number(warning.args.line ?? 0) + 1,
			);
		case 'notPem':
			return vscode.l10n.t(
				'{0} is not plain PEM. Convert it, or generate the configuration with inline PEM.',
				file,
			);
		case 'byteOrderMark':
			return vscode.l10n.t(
				'{0} starts with a byte order mark. Save it as UTF-8 without BOM.',
				file,
			);
		case 'oldLabel':
			return vscode.l10n.t(
				'{0} uses the PEM label “{1}” instead of “CERTIFICATE”.',
				file,
				text(warning, 'label'),
			);
		default:
			return keySentence(warning, file, text(warning, 'name'));
	}
}

function contentSentence({ code, args }: ConfigWarning, file: string): string {
	const found = foundWord(args.found);
	switch (code) {
		case 'notCertificate':
			return found === undefined
				? vscode.l10n.t('{0} does not contain a certificate.', file)
				: vscode.l10n.t('{0} contains {1} instead of a certificate.', file, found);
		case 'notPrivateKey':
			return found === undefined
				? vscode.l10n.t('{0} does not contain a private key.', file)
				: vscode.l10n.t('{0} contains {1} instead of a private key.', file, found);
		default:
			return found === undefined
				? vscode.l10n.t('{0} does not contain a CA certificate.', file)
				: vscode.l10n.t('{0} contains {1} instead of a CA certificate.', file, found);
	}
}

function keySentence(warning: ConfigWarning, file: string, name: string): string {
	switch (warning.code) {
		case 'opensshKey':
			return vscode.l10n.t('{0} is in OpenSSH format. Convert it: ssh-keygen -p -m PKCS8.', file);
		case 'keyMissing':
			return vscode.l10n.t('The private key {0} does not exist.', file);
		case 'keyMismatch':
			return vscode.l10n.t('The key in {0} does not belong to the certificate “{1}”.', file, name);
		case 'leafNotFirst':
			return vscode.l10n.t('In {0}, “{1}” must come first, before its issuers.', file, name);
		case 'keyEncrypted':
			return vscode.l10n.t(
				'{0} is encrypted. The program reads its passphrase from TLS_KEY_PASSPHRASE.',
				file,
			);
		case 'keyCipherOld':
			return vscode.l10n.t(
				'{0} is encrypted with {1}, which is outdated. Encrypt it again with AES-256.',
				file,
				text(warning, 'cipher'),
			);
		case 'passphraseNotUsed':
			return vscode.l10n.t(
				'{0} is encrypted, and this configuration has no field for a passphrase.',
				file,
			);
		case 'keyReadableByOthers':
			return vscode.l10n.t(
				'Other users can read {0} (mode {1}). Run: chmod 600.',
				file,
				text(warning, 'mode'),
			);
		default:
			return certificateSentence(warning, file, name);
	}
}

function certificateSentence(warning: ConfigWarning, file: string, name: string): string {
	const time = (field: string) => exactTime(text(warning, field));
	switch (warning.code) {
		case 'noClientAuth':
			return vscode.l10n.t('“{0}” is not valid for client authentication.', name);
		case 'noServerAuth':
			return vscode.l10n.t('“{0}” is not valid for server authentication.', name);
		case 'noExtendedKeyUsage':
			return vscode.l10n.t(
				'“{0}” has no extended key usage. Most servers accept that; Vault’s cert auth method does not.',
				name,
			);
		case 'noDigitalSignature':
			return vscode.l10n.t('The key usage of “{0}” does not include digital signatures.', name);
		case 'expired':
			return vscode.l10n.t('“{0}” expired on {1}.', name, time('notAfter'));
		case 'notYetValid':
			return vscode.l10n.t('“{0}” is not valid until {1}.', name, time('notBefore'));
		case 'dateForm':
			return vscode.l10n.t('“{0}” has a date in a form that certificates must not use.', name);
		case 'validityUnknown':
			return vscode.l10n.t('The validity dates of “{0}” cannot be read.', name);
		case 'unusualKey':
			return vscode.l10n.t('“{0}” has an uncommon key: {1}.', name, text(warning, 'key'));
		case 'weakSignature':
			return vscode.l10n.t('“{0}” has a weak signature: {1}.', name, text(warning, 'algorithm'));
		case 'negativeSerial':
			return vscode.l10n.t('“{0}” has a negative serial number.', name);
		case 'duplicateExtension':
			return vscode.l10n.t('“{0}” contains the same extension twice.', name);
		default:
			return authoritySentence(warning, file, name);
	}
}

function authoritySentence(warning: ConfigWarning, file: string, name: string): string {
	const issuer = text(warning, 'issuer');
	switch (warning.code) {
		case 'notCa':
			return vscode.l10n.t('“{0}” is used as a CA, but is not marked as one.', name);
		case 'cannotSign':
			return vscode.l10n.t('The key usage of “{0}” does not include signing certificates.', name);
		case 'pathLengthExceeded':
			return vscode.l10n.t('There are more intermediates below “{0}” than it allows.', name);
		case 'nameNotPermitted':
			return vscode.l10n.t(
				'“{0}” is not allowed to issue certificates for {1}.',
				name,
				text(warning, 'host'),
			);
		case 'noCa':
			return vscode.l10n.t('No CA file: the client trusts public CAs only, no private one.');
		case 'noRoot':
			return vscode.l10n.t('{0} contains only intermediates. Add their root.', file);
		case 'caIsNotIssuer':
			return vscode.l10n.t(
				'{0} does not contain the issuer “{1}”. That is fine if the server’s certificate comes from another CA.',
				file,
				issuer,
			);
		case 'chainIncomplete':
			return vscode.l10n.t(
				'The certificate is sent without its issuer “{0}”, which is not a root in {1}. If it is an intermediate, use the file with the full chain.',
				issuer,
				file,
			);
		default:
			return serverSentence(warning, name);
	}
}

function serverSentence(warning: ConfigWarning, name: string): string {
	const [host, names] = [text(warning, 'host'), text(warning, 'names')];
	switch (warning.code) {
		case 'sanMismatch': {
			const sentence = vscode.l10n.t('“{0}” is valid for {1}, not for {2}.', name, names, host);
			// Where nobody knows what the server presents, this is as much as can be said.
			return warning.fault === undefined
				? `${sentence} ${vscode.l10n.t('Clients will reject a server that presents it.')}`
				: sentence;
		}
		case 'commonNameOnly':
			return vscode.l10n.t(
				'“{0}” names {1} in its common name only, without a subject alternative name.',
				name,
				host,
			);
		case 'partialWildcard':
			return vscode.l10n.t(
				'“{0}” covers {1} only by a wildcard for a part of a label ({2}).',
				name,
				host,
				names,
			);
		case 'serverNameNotUsed':
			return vscode.l10n.t(
				'This configuration has no field for the server name {0}. The name in the URL ({1}) is verified.',
				name,
				host,
			);
		default:
			return warning.code;
	}
}

function text(warning: ConfigWarning, field: string): string {
	return plainText(String(warning.args[field] ?? ''));
}

function foundWord(found: unknown): string | undefined {
	switch (found) {
		case 'certificate':
			return vscode.l10n.t('a certificate');
		case 'leaf':
			return vscode.l10n.t('a certificate that cannot sign others');
		case 'request':
			return vscode.l10n.t('a certificate request');
		case 'crl':
			return vscode.l10n.t('a CRL');
		case 'privateKey':
			return vscode.l10n.t('a private key');
		case 'publicKey':
			return vscode.l10n.t('a public key');
		default:
			return undefined;
	}
}
