/** What could not be read, in words: codes of `BlockError` and `ReadProblem` become sentences. */
import * as vscode from 'vscode';
import type { BlockError, ReadProblem } from '../../../core/x509/model.js';
import { sentenceCase } from '../../facts/text.js';
import { visibleStart } from '../visible.js';

/** Why a whole block could not be read. The line is said elsewhere. */
export function blockErrorSentence({ code, args = {} }: BlockError): string {
	switch (code) {
		case 'noEnd':
			return vscode.l10n.t('The END line is missing: the block is cut off.');
		case 'noBegin':
			return vscode.l10n.t('The BEGIN line is missing: there is only an END line.');
		case 'labelMismatch':
			return vscode.l10n.t(
				'It begins as {0} but ends as {1}.',
				visibleStart(String(args.begin ?? '')),
				visibleStart(String(args.end ?? '')),
			);
		case 'badBase64':
			return args.character === undefined
				? vscode.l10n.t('Its text is not base64.')
				: vscode.l10n.t('The character “{0}” is not base64.', visibleStart(String(args.character)));
		case 'unknownLabel':
			return vscode.l10n.t('Blocks with this label are not supported.');
		case 'notDer':
			return vscode.l10n.t('This data is not a certificate, request, CRL or key.');
		case 'tooLarge':
			return vscode.l10n.t('It is larger than the limit of {0} MB.', megabytes(args.limit));
		case 'noBlocks':
			return vscode.l10n.t('This file contains no certificate, request, CRL or key.');
		case 'emptyBundle':
			return vscode.l10n.t('The bundle contains no certificates.');
		case 'pkcs12':
			return vscode.l10n.t('This is a PKCS#12 file (.p12, .pfx). Convert it to PEM first.');
		case 'jks':
		case 'jceks':
			return vscode.l10n.t(
				'This is a Java keystore ({0}). Convert it to PKCS#12 with keytool, then to PEM.',
				code.toUpperCase(),
			);
		default:
			return sentenceCase(faultSentence(code, args));
	}
}

/** Which part could not be read, and why. */
export function problemSentence({ field, code, args = {} }: ReadProblem): string {
	return vscode.l10n.t('{0}: {1}', fieldWord(field), faultSentence(code, args));
}

type Args = Readonly<Record<string, string | number>>;

function faultSentence(code: string, args: Args): string {
	const what = faultWords(code, args);
	// At the very beginning the place says nothing.
	const { offset = 0 } = args;
	return offset === 0
		? vscode.l10n.t('{0}.', what)
		: vscode.l10n.t('{0} (byte {1}).', what, offset);
}

/** A fault of the encoding, without a full stop. */
/** Why an element cannot be read, for the end of a sentence. */
export function faultWords(code: string, args: Args = {}): string {
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
		case 'empty':
			return vscode.l10n.t('it is empty');
		default:
			return vscode.l10n.t('it could not be read ({0})', visibleStart(code));
	}
}

function fieldWord(field: string): string {
	switch (field) {
		case 'structure':
			return vscode.l10n.t('Structure');
		case 'encoding':
			return vscode.l10n.t('Encoding');
		case 'notBefore':
			return vscode.l10n.t('Start of validity');
		case 'notAfter':
			return vscode.l10n.t('End of validity');
		case 'thisUpdate':
			return vscode.l10n.t('Time of issue');
		case 'nextUpdate':
			return vscode.l10n.t('Next update');
		case 'revoked':
			return vscode.l10n.t('Revoked certificates');
		case 'subject':
			return vscode.l10n.t('Subject');
		case 'issuer':
			return vscode.l10n.t('Issuer');
		case 'serialNumber':
			return vscode.l10n.t('Serial number');
		case 'version':
			return vscode.l10n.t('Version');
		case 'signatureAlgorithm':
			return vscode.l10n.t('Signature algorithm');
		case 'spki':
		case 'publicKey':
			return vscode.l10n.t('Public key');
		case 'extensions':
			return vscode.l10n.t('Extensions');
		case 'attributes':
			return vscode.l10n.t('Attributes');
		case 'crlNumber':
			return vscode.l10n.t('CRL number');
		default:
			return visibleStart(field);
	}
}

function megabytes(bytes: string | number | undefined): string {
	return String(Math.round(Number(bytes ?? 0) / (1024 * 1024)));
}
