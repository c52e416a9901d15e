/** What could not be read, in words: codes of `BlockError` and `ReadProblem` become sentences. */
import * as vscode from 'vscode';
import type { BlockError } from '../../../core/x509/block.js';
import type { ReadProblem } from '../../../core/x509/model.js';
import { sentenceCase } from '../../facts/text.js';
import { visibleStart } from '../visible.js';
import { type FaultArgs, faultWords } from './faultWords.js';
import { keyStoreSentence } from './keyStoreWords.js';

/** Why a whole block could not be read. The line is said elsewhere. */
export function blockErrorSentence(error: BlockError): string {
	const { code, args = {} } = error;
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
		case 'emptyBundle':
			return vscode.l10n.t('The bundle contains no certificates.');
		case 'pkcs12':
		case 'jks':
		case 'jceks':
			return keyStoreSentence(error);
		case 'secretEntry':
			return vscode.l10n.t('This entry is a secret, such as a password. It is not shown.');
		case 'unsupportedEntry':
			return vscode.l10n.t(
				'Entries of this type are not supported ({0}).',
				visibleStart(String(args.type ?? '')),
			);
		case 'jwkMember':
			return vscode.l10n.t(
				'The member “{0}” of this JWK is not base64url.',
				visibleStart(String(args.member ?? '')),
			);
		case 'jwkPoint':
			return vscode.l10n.t('The members “x” and “y” of this JWK are not a point on its curve.');
		default:
			return sentenceCase(faultSentence(code, args));
	}
}

/** Which part could not be read, and why. */
export function problemSentence({ field, code, args = {} }: ReadProblem): string {
	return vscode.l10n.t('{0}: {1}', fieldWord(field), faultSentence(code, args));
}

function faultSentence(code: string, args: FaultArgs): string {
	const what = faultWords(code, args);
	// At the very beginning the place says nothing.
	const { offset = 0 } = args;
	return offset === 0
		? vscode.l10n.t('{0}.', what)
		: vscode.l10n.t('{0} (byte {1}).', what, offset);
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
		case 'producedAt':
			return vscode.l10n.t('Time of the response');
		case 'responder':
			return vscode.l10n.t('Responder');
		case 'responses':
			return vscode.l10n.t('Certificates');
		case 'crlNumber':
			return vscode.l10n.t('CRL number');
		default:
			return visibleStart(field);
	}
}

function megabytes(bytes: string | number | undefined): string {
	return String(Math.round(Number(bytes ?? 0) / (1024 * 1024)));
}
