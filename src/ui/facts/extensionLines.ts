import * as vscode from 'vscode';
import { otherNameWords } from './otherNames.js';
import { revocationReason } from './revocationReasons.js';
import { colonHex, sentenceCase, visibleName } from './text.js';

/** A value line of the reader (`ocsp:uri:http://…`, `CA:false`, `pathLength:0`) in words. */
export function lineWords(line: string): string {
	switch (line) {
		case 'CA:true':
			return vscode.l10n.t('Is a certificate authority');
		case 'CA:false':
			return vscode.l10n.t('Is not a certificate authority');
		case 'onlyContainsUserCerts:true':
			return vscode.l10n.t('Covers only end-entity certificates');
		case 'onlyContainsCACerts:true':
			return vscode.l10n.t('Covers only CA certificates');
		case 'onlyContainsAttributeCerts:true':
			return vscode.l10n.t('Covers only attribute certificates');
		case 'indirectCRL:true':
			return vscode.l10n.t('Also lists certificates of other issuers (indirect CRL)');
		default:
			return withWords(line);
	}
}

/** What names a key: hex that is compared by eye, and a certificate by its issuer and serial number. */
export function identifierWords(line: string): string {
	const [, serial, hex = ''] = /^(serial:)?([0-9a-f]+)$/.exec(line) ?? [];
	if (hex === '') return lineWords(line);
	const text = colonHex(hex);
	return serial === undefined ? text : vscode.l10n.t('Serial number: {0}', text);
}

function withWords(line: string): string {
	const [, prefix, rest = ''] = /^([A-Za-z]+):(.*)$/su.exec(line) ?? [];
	if (prefix === 'uri') return visibleName(rest);
	if (prefix === 'otherName') return sentenceCase(otherNameWords(rest));
	if (prefix === 'reason') return vscode.l10n.t('Reason: {0}', revocationReason(rest));
	const word = prefix === undefined ? undefined : prefixWord(prefix);
	return word === undefined ? visibleName(line) : `${word}: ${withWords(rest)}`;
}

function prefixWord(prefix: string): string | undefined {
	switch (prefix) {
		case 'dns':
			return vscode.l10n.t('DNS');
		case 'ip':
			return vscode.l10n.t('IP address');
		case 'email':
			return vscode.l10n.t('Email');
		case 'directoryName':
			return vscode.l10n.t('Directory name');
		case 'pathLength':
			return vscode.l10n.t('Maximum path length');
		case 'ocsp':
			return vscode.l10n.t('OCSP');
		case 'caIssuers':
			return vscode.l10n.t('Issuer’s certificate');
		case 'permitted':
			return vscode.l10n.t('Permitted');
		case 'excluded':
			return vscode.l10n.t('Excluded');
		case 'crlIssuer':
			return vscode.l10n.t('CRL issuer');
		case 'relativeName':
			return vscode.l10n.t('Name relative to the CRL issuer');
		case 'requireExplicitPolicy':
			return vscode.l10n.t('CA certificates until an explicit policy is required');
		case 'inhibitPolicyMapping':
			return vscode.l10n.t('CA certificates until policy mapping is forbidden');
		case 'version':
			return vscode.l10n.t('Version');
		case 'subject':
			return vscode.l10n.t('Subject');
		case 'serial':
			return vscode.l10n.t('Serial number');
		case 'crlNumber':
			return vscode.l10n.t('CRL number');
		case 'thisUpdate':
			return vscode.l10n.t('Issued');
		case 'provider':
			return vscode.l10n.t('Provider');
		case 'keySpec':
			return vscode.l10n.t('Key specification');
		case 'machine':
			return vscode.l10n.t('Machine');
		case 'user':
			return vscode.l10n.t('User');
		case 'process':
			return vscode.l10n.t('Process');
		default:
			return undefined;
	}
}
