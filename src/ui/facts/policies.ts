/** Certificate policies (RFC 5280, 4.2.1.4) and other lines that begin with an OID: its name first, where it has one. */
import * as vscode from 'vscode';
import { oidName } from '../../core/x509/asn1/oidNames.js';
import { visible, visibleName } from './text.js';

const oidPattern = /^[0-2](?:\.\d+)+/;

/** A policy (`<oid>`), or what qualifies it (`<oid>:<text>`). */
export function policyWords(line: string): string {
	const [oid = ''] = oidPattern.exec(line) ?? [];
	const rest = line.slice(oid.length).replace(/^:/, '');
	const name = named(oid, policyWord(oid));
	return rest === '' ? name : `${name}: ${visibleName(rest)}`;
}

/** Which policy of the issuer counts as which of the subject: `<oid>=<oid>`. */
export function policyPairWords(line: string): string {
	const [issuer = '', subject = ''] = line.split('=');
	return `${policyWords(issuer)} = ${policyWords(subject)}`;
}

/** An OID with the name that programs print. */
export function oidWords(oid: string): string {
	return named(oid, oidName(oid));
}

function named(oid: string, name: string | undefined): string {
	return name === undefined ? visible(oid) : `${name} (${oid})`;
}

/** RFC 5280 and the CA/Browser Forum's baseline requirements (7.1.6.1) and rules for S/MIME (7.1.6.1). */
function policyWord(oid: string): string | undefined {
	switch (oid) {
		case '2.5.29.32.0':
			return vscode.l10n.t('Any policy');
		case '2.23.140.1.1':
			return vscode.l10n.t('Extended validation');
		case '2.23.140.1.2.1':
			return vscode.l10n.t('Domain validated');
		case '2.23.140.1.2.2':
			return vscode.l10n.t('Organization validated');
		case '2.23.140.1.2.3':
			return vscode.l10n.t('Individual validated');
		case '2.23.140.1.3':
			return vscode.l10n.t('Extended validation for code signing');
		case '2.23.140.1.4.1':
			return vscode.l10n.t('Code signing');
		case '2.23.140.1.4.2':
			return vscode.l10n.t('Time stamping');
		default:
			return mailPolicyWord(oid);
	}
}

function mailPolicyWord(oid: string): string | undefined {
	const [, kind] = /^2\.23\.140\.1\.5\.([1-4])\.[1-3]$/.exec(oid) ?? [];
	switch (kind) {
		case '1':
			return vscode.l10n.t('S/MIME, mailbox validated');
		case '2':
			return vscode.l10n.t('S/MIME, organization validated');
		case '3':
			return vscode.l10n.t('S/MIME, sponsor validated');
		case '4':
			return vscode.l10n.t('S/MIME, individual validated');
		default:
			return undefined;
	}
}
