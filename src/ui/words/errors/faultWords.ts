/** Faults of an encoding in words. */
import * as vscode from 'vscode';
import { visibleStart } from '../visible.js';

export type FaultArgs = Readonly<Record<string, string | number>>;

/** A fault of the encoding, without a full stop. */
export function faultWords(code: string, args: FaultArgs): string {
	switch (code) {
		case 'truncated':
			return vscode.l10n.t('the data ends too early');
		case 'indefiniteLength':
			return vscode.l10n.t('it uses BER’s indefinite length, which DER forbids');
		case 'badLength':
			return vscode.l10n.t('a length is impossible');
		case 'badTag':
			return vscode.l10n.t('a type number is impossible');
		case 'unexpectedTag':
			return vscode.l10n.t('a different type of value was expected');
		case 'tooDeep':
			return vscode.l10n.t('it is nested too deeply');
		case 'badOid':
			return vscode.l10n.t('an object identifier is malformed');
		case 'badInteger':
			return vscode.l10n.t('a number is malformed');
		case 'badBitString':
			return vscode.l10n.t('a bit string is malformed');
		case 'badBoolean':
			return vscode.l10n.t('a Boolean value is malformed');
		case 'badString':
			return vscode.l10n.t('a string contains bytes that its type does not allow');
		case 'badIpAddress':
			return vscode.l10n.t('an IP address has an impossible length');
		case 'badTime':
			return vscode.l10n.t('“{0}” is not a valid time', visibleStart(String(args.text ?? '')));
		case 'timeForm':
			return vscode.l10n.t(
				'“{0}” is in a form that RFC 5280 forbids; some programs will reject it',
				visibleStart(String(args.text ?? '')),
			);
		case 'constructedString':
			return vscode.l10n.t('a string is split into parts (BER), which DER forbids');
		case 'trailingData':
			return vscode.l10n.t('there is extra data after its end');
		case 'nonMinimal':
			return vscode.l10n.t('a length is encoded with more bytes than DER allows');
		case 'duplicate':
			return vscode.l10n.t('it occurs more than once');
		case 'tooMany':
			return vscode.l10n.t('it has too many parts to read');
		case 'badDecrypt':
			return vscode.l10n.t('a part of it could not be decrypted with this password');
		case 'empty':
			return vscode.l10n.t('it is empty');
		default:
			return vscode.l10n.t('it could not be read ({0})', visibleStart(code));
	}
}
