/** The warnings of a client configuration as sentences. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ConfigWarning } from '../../core/snippets/warnings.js';
import { plainText } from '../../ui/plainText.js';
import { exactTime } from '../../ui/words.js';

/** What is wrong, and what to do about it; one or two sentences. */
export function warningSentence(warning: ConfigWarning): string {
	const file = path.basename(text(warning, 'file'));
	switch (warning.code) {
		case 'notCertificate':
			return vscode.l10n.t('{0} holds no certificate but {1}.', file, foundWord(warning));
		case 'notPrivateKey':
			return vscode.l10n.t('{0} holds no private key but {1}.', file, foundWord(warning));
		case 'notAuthority':
			return vscode.l10n.t('{0} holds no CA certificate but {1}.', file, foundWord(warning));
		case 'unreadable':
			return vscode.l10n.t(
				'{0}: the block at line {1} cannot be read.',
				file,
				Number(warning.args.line ?? 0) + 1,
			);
		case 'misframed':
			return vscode.l10n.t(
				'{0}: the block at line {1} has a wrong label or END line, which clients may refuse. Decode the file for details.',
				file,
				Number(warning.args.line ?? 0) + 1,
			);
		case 'notPem':
			return vscode.l10n.t(
				'{0} is not plain PEM, which is all that the client reads: convert it, or generate the configuration with PEM inside.',
				file,
			);
		default:
			return keyOrNameSentence(warning, file);
	}
}

function keyOrNameSentence(warning: ConfigWarning, file: string): string {
	const name = text(warning, 'name');
	switch (warning.code) {
		case 'opensshKey':
			return vscode.l10n.t(
				'{0} is in OpenSSH’s own format, which TLS clients do not read: convert it with ssh-keygen -p -m PKCS8.',
				file,
			);
		case 'keyMissing':
			return vscode.l10n.t(
				'There is no private key: without {0} the client sends no certificate.',
				file,
			);
		case 'keyMismatch':
			return vscode.l10n.t('The key in {0} does not belong to the certificate “{1}”.', file, name);
		case 'keyEncrypted':
			return vscode.l10n.t(
				'{0} is encrypted: the program reads its passphrase from TLS_KEY_PASSPHRASE.',
				file,
			);
		case 'passphraseNotUsed':
			return vscode.l10n.t(
				'{0} is encrypted, and this configuration has no place for a passphrase.',
				file,
			);
		case 'keyReadableByOthers':
			return vscode.l10n.t(
				'Other users of this machine may read {0} (mode {1}): chmod 600.',
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
			return vscode.l10n.t('“{0}” is not for client authentication: servers refuse it.', name);
		case 'noExtendedKeyUsage':
			return vscode.l10n.t(
				'“{0}” does not say what it is for. Most servers accept that, the cert sign-in of Vault does not.',
				name,
			);
		case 'expired':
			return vscode.l10n.t('“{0}” expired on {1}.', name, time('notAfter'));
		case 'notYetValid':
			return vscode.l10n.t('“{0}” is not valid before {1}.', name, time('notBefore'));
		case 'validityUnknown':
			return vscode.l10n.t('The dates of “{0}” cannot be read.', name);
		default:
			return serverSentence(warning, file, name);
	}
}

function serverSentence(warning: ConfigWarning, file: string, name: string): string {
	const [issuer, host] = [text(warning, 'issuer'), text(warning, 'host')];
	switch (warning.code) {
		case 'noCa':
			return vscode.l10n.t(
				'No CA is given: the client trusts only the authorities it knows, which no private CA is among.',
			);
		case 'caIsNotIssuer':
			return vscode.l10n.t(
				'{0} does not hold the issuer “{1}”. That is right only if the server’s certificate comes from another CA.',
				file,
				issuer,
			);
		case 'chainIncomplete':
			return vscode.l10n.t(
				'The certificate is sent alone, and its issuer “{0}” is no root in {1}: if it is an intermediate, use the file with the whole chain.',
				issuer,
				file,
			);
		case 'sanMismatch':
			return vscode.l10n.t(
				'“{0}” is for {1}, not for {2}: a server that shows it is refused.',
				name,
				text(warning, 'names'),
				host,
			);
		case 'serverNameNotUsed':
			return vscode.l10n.t(
				'This configuration has no place for the server name {0}: the name in the URL ({1}) is verified.',
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

function foundWord(warning: ConfigWarning): string {
	switch (warning.args.found) {
		case 'certificate':
			return vscode.l10n.t('a certificate');
		case 'leaf':
			return vscode.l10n.t('a certificate that may not sign others');
		case 'request':
			return vscode.l10n.t('a certificate request');
		case 'crl':
			return vscode.l10n.t('a revocation list');
		case 'privateKey':
			return vscode.l10n.t('a private key');
		case 'publicKey':
			return vscode.l10n.t('a public key');
		default:
			return vscode.l10n.t('nothing that can be read');
	}
}
