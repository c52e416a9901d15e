import * as vscode from 'vscode';
import { visible } from './text.js';

/** A value line of the reader (`ocsp:uri:http://…`, `CA:false`, `pathLength:0`) in words. */
export function lineWords(line: string): string {
	switch (line) {
		case 'CA:true':
			return vscode.l10n.t('Is a certificate authority');
		case 'CA:false':
			return vscode.l10n.t('Is not a certificate authority');
		default:
			return withWords(line);
	}
}

function withWords(line: string): string {
	const [, prefix, rest = ''] = /^([A-Za-z]+):(.*)$/su.exec(line) ?? [];
	if (prefix === 'uri') return visible(rest);
	const word = prefix === undefined ? undefined : prefixWord(prefix);
	return word === undefined ? visible(line) : `${word}: ${withWords(rest)}`;
}

function prefixWord(prefix: string): string | undefined {
	switch (prefix) {
		case 'dns':
			return vscode.l10n.t('DNS');
		case 'ip':
			return vscode.l10n.t('IP address');
		case 'email':
			return vscode.l10n.t('E-mail');
		case 'directoryName':
			return vscode.l10n.t('Directory name');
		case 'pathLength':
			return vscode.l10n.t('Authorities that may stand below it');
		case 'ocsp':
			return vscode.l10n.t('OCSP');
		case 'caIssuers':
			return vscode.l10n.t('Issuer’s certificate');
		case 'permitted':
			return vscode.l10n.t('Permitted');
		case 'excluded':
			return vscode.l10n.t('Excluded');
		case 'crlIssuer':
			return vscode.l10n.t('Issuer of the list');
		case 'reason':
			return vscode.l10n.t('Reason');
		default:
			return undefined;
	}
}
