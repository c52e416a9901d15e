/** Key usages (RFC 5280, 4.2.1.3) and extended key usages (4.2.1.12) in words. */
import * as vscode from 'vscode';
import { listWords, sentenceCase, visible } from './text.js';

/** `server and client authentication`; an unknown purpose keeps its OID. */
function purposeWords(extendedKeyUsage: readonly string[]): string {
	const rest = extendedKeyUsage.filter((usage) => usage !== 'serverAuth' && usage !== 'clientAuth');
	const both = extendedKeyUsage.length - rest.length === 2;
	const first = both
		? [vscode.l10n.t('server and client authentication')]
		: extendedKeyUsage.filter((usage) => !rest.includes(usage)).map(purposeWord);
	return sentenceCase(listWords([...first, ...rest.map(purposeWord)]));
}

export function purposeWord(usage: string): string {
	switch (usage) {
		case 'serverAuth':
			return vscode.l10n.t('server authentication');
		case 'clientAuth':
			return vscode.l10n.t('client authentication');
		case 'codeSigning':
			return vscode.l10n.t('code signing');
		case 'emailProtection':
			return vscode.l10n.t('email protection');
		case 'timeStamping':
			return vscode.l10n.t('time stamping');
		case 'ocspSigning':
		case 'OCSPSigning':
			return vscode.l10n.t('OCSP signing');
		case 'anyExtendedKeyUsage':
			return vscode.l10n.t('any purpose');
		default:
			return windowsPurposeWord(usage);
	}
}

/** Purposes of Windows and of sign-in. */
function windowsPurposeWord(usage: string): string {
	switch (usage) {
		case 'smartcardLogon':
			return vscode.l10n.t('smart card logon');
		case 'enrollmentAgent':
			return vscode.l10n.t('certificate enrollment agent');
		case 'keyRecoveryAgent':
			return vscode.l10n.t('key recovery agent');
		case 'encryptedFileSystem':
			return vscode.l10n.t('file encryption (EFS)');
		case 'encryptedFileRecovery':
			return vscode.l10n.t('file recovery (EFS)');
		case 'remoteDesktopAuthentication':
			return vscode.l10n.t('Remote Desktop authentication');
		case 'documentSigning':
		case 'microsoftDocumentSigning':
			return vscode.l10n.t('document signing');
		case 'pkinitClientAuth':
			return vscode.l10n.t('Kerberos client authentication (PKINIT)');
		case 'pkinitKDC':
			return vscode.l10n.t('Kerberos domain controller (PKINIT)');
		case 'anyApplicationPolicy':
			return vscode.l10n.t('any application policy');
		default:
			return visible(usage);
	}
}

export function keyUsageWord(usage: string): string {
	switch (usage) {
		case 'digitalSignature':
			return vscode.l10n.t('sign (digital signature)');
		case 'nonRepudiation':
		case 'contentCommitment':
			return vscode.l10n.t('commit to content (non-repudiation)');
		case 'keyEncipherment':
			return vscode.l10n.t('encrypt keys (key encipherment)');
		case 'dataEncipherment':
			return vscode.l10n.t('encrypt data (data encipherment)');
		case 'keyAgreement':
			return vscode.l10n.t('agree on keys (key agreement)');
		case 'keyCertSign':
			return vscode.l10n.t('sign certificates');
		case 'cRLSign':
		case 'crlSign':
			return vscode.l10n.t('sign revocation lists');
		case 'encipherOnly':
			return vscode.l10n.t('encrypt only, in key agreement');
		case 'decipherOnly':
			return vscode.l10n.t('decrypt only, in key agreement');
		default:
			return visible(usage);
	}
}

/** What a certificate or request is for, in one line a purpose; `extendedKeyUsage` empty means: not restricted. */
export function usageLines(facts: {
	readonly isCa: boolean;
	readonly pathLength?: number;
	readonly keyUsage: readonly string[];
	readonly extendedKeyUsage: readonly string[];
}): readonly string[] {
	const lines: string[] = [];
	if (facts.isCa) lines.push(authorityWords(facts.keyUsage, facts.pathLength));
	if (facts.extendedKeyUsage.length > 0) lines.push(purposeWords(facts.extendedKeyUsage));
	else if (!facts.isCa) lines.push(vscode.l10n.t('Any purpose (no extended key usage)'));
	return lines;
}

function authorityWords(keyUsage: readonly string[], pathLength: number | undefined): string {
	if (keyUsage.length > 0 && !keyUsage.includes('keyCertSign')) {
		return vscode.l10n.t(
			'Certificate authority, but its key usage does not allow signing certificates',
		);
	}
	switch (pathLength) {
		case undefined:
			return vscode.l10n.t('Certificate authority');
		case 0:
			return vscode.l10n.t('Certificate authority, for end-entity certificates only');
		case 1:
			return vscode.l10n.t('Certificate authority, with at most 1 CA below it');
		default:
			return vscode.l10n.t('Certificate authority, with at most {0} CAs below it', pathLength);
	}
}
