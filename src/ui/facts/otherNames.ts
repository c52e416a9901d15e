import * as vscode from 'vscode';
import { otherNameText } from '../../core/x509/names/otherNames.js';
import { visibleName } from './text.js';

/** An `otherName` (`oid;UTF8:text`) in words: `user principal name alice@corp.test`. */
export function otherNameWords(value: string): string {
	const { name, text } = otherNameText(value);
	const shown = visibleName(text);
	switch (name) {
		case 'userPrincipalName':
			return vscode.l10n.t('user principal name {0}', shown);
		case 'securityIdentifier':
			return vscode.l10n.t('security identifier (SID) {0}', shown);
		case 'ntdsReplication':
			return vscode.l10n.t('directory object {0}', shown);
		case 'kerberosPrincipal':
			return vscode.l10n.t('Kerberos principal {0}', shown);
		case 'permanentIdentifier':
			return vscode.l10n.t('permanent identifier {0}', shown);
		case 'hardwareModuleName':
			return vscode.l10n.t('hardware module {0}', shown);
		case 'xmppAddress':
			return vscode.l10n.t('XMPP address {0}', shown);
		case 'srvName':
			return vscode.l10n.t('service {0}', shown);
		case 'naiRealm':
			return vscode.l10n.t('NAI realm {0}', shown);
		case 'smtpUtf8Mailbox':
			return vscode.l10n.t('email address {0}', shown);
		case 'bundleEid':
			return vscode.l10n.t('endpoint ID {0}', shown);
		default:
			return vscode.l10n.t('other name {0}', visibleName(value));
	}
}
