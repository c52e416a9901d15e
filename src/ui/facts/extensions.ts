/** Extensions by OID: a name in words and one sentence on what each does (RFC 5280, 4.2, and the RFCs named below). */
import * as vscode from 'vscode';
import { isReadInFull } from '../../core/x509/extensions/extensions.js';
import type { ExtensionFacts } from '../../core/x509/model.js';
import { problemSentence } from '../words/errors/blockErrors.js';
import type { ExplainedPart } from './model.js';
import { identifierWords, lineWords } from './extensionLines.js';
import { count, decimal, visible } from './text.js';
import { oidWords, policyPairWords, policyWords } from './policies.js';
import { timestampWords } from './timestamps.js';
import { keyUsageWord, purposeWord } from './usages.js';
import { type Explanation, vendorExtension } from './vendorExtensions.js';

/** One extension, explained; what could not be read is said in its place. */
export function explainExtension(extension: ExtensionFacts): ExplainedPart {
	const [name, sentence] = explanationOf(extension.oid);
	return {
		kind: 'explained',
		title: name,
		oid: extension.oid,
		critical: extension.critical,
		sentence,
		lines: shownLines(extension),
		...(extension.problem ? { problem: problemSentence(extension.problem) } : {}),
	};
}

/** What an extension is called. */
export function extensionTitle(oid: string): string {
	return explanationOf(oid)[0];
}

/** More than this nobody reads; the rest is counted. */
const mostLines = 1000;

/** The values, and the bytes where there are none, or where they may say more than the values. */
function shownLines(extension: ExtensionFacts): readonly string[] {
	const values = linesOf(extension);
	const left = values.length - mostLines;
	const isWhole =
		values.length > 0 && extension.problem === undefined && isReadInFull(extension.oid);
	return [
		...values.slice(0, mostLines),
		...(left > 0 ? [vscode.l10n.t('… and {0} more', count(left))] : []),
		...(isWhole ? [] : [hexLine(extension)]),
	];
}

function linesOf(extension: ExtensionFacts): readonly string[] {
	switch (extension.oid) {
		case '2.5.29.15':
			return extension.lines.map(keyUsageWord);
		case '2.5.29.37':
		case '1.3.6.1.4.1.311.21.10':
			return extension.lines.map(purposeWord);
		case '2.5.29.20':
		case '2.5.29.27':
			return extension.lines.map(decimal);
		case '2.5.29.14':
		case '2.5.29.35':
			return extension.lines.map(identifierWords);
		case '2.5.29.32':
			return extension.lines.map(policyWords);
		case '2.5.29.33':
			return extension.lines.map(policyPairWords);
		case '1.2.840.113549.1.9.15':
			return extension.lines.map(oidWords);
		case '1.3.6.1.4.1.11129.2.4.2':
		case '1.3.6.1.4.1.11129.2.4.5':
			return extension.lines.map(timestampWords);
		default:
			// What others say is somebody else's text, in which no word of ours is to be read.
			return extension.lines.map(isReadInFull(extension.oid) ? lineWords : visible);
	}
}

const shownHexDigits = 128;

function hexLine({ valueHex }: ExtensionFacts): string {
	if (valueHex.length <= shownHexDigits) return vscode.l10n.t('Value in hex: {0}', valueHex);
	return vscode.l10n.t(
		'Value in hex: {0}… ({1} bytes)',
		valueHex.slice(0, shownHexDigits),
		valueHex.length / 2,
	);
}

function explanationOf(oid: string): Explanation {
	return (
		identityExtension(oid) ??
		constraintExtension(oid) ??
		serviceExtension(oid) ??
		crlExtension(oid) ?? [
			vscode.l10n.t('Unknown extension'),
			vscode.l10n.t('Not a standard extension. Ask the issuer what it means.'),
		]
	);
}

function identityExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '2.5.29.17':
			return [
				vscode.l10n.t('Subject alternative names'),
				vscode.l10n.t(
					'The names and addresses it is valid for; clients compare them with the one they connect to.',
				),
			];
		case '2.5.29.18':
			return [
				vscode.l10n.t('Issuer alternative names'),
				vscode.l10n.t('Other names of the issuer; clients ignore them.'),
			];
		case '2.5.29.14':
			return [
				vscode.l10n.t('Subject key identifier'),
				vscode.l10n.t('Identifies this certificate’s key.'),
			];
		case '2.5.29.35':
			return [
				vscode.l10n.t('Authority key identifier'),
				vscode.l10n.t('Identifies the key that signed this certificate.'),
			];
		case '2.5.29.9':
			return [
				vscode.l10n.t('Subject directory attributes'),
				vscode.l10n.t('More information about the subject; rarely used.'),
			];
		case '2.5.29.16':
			return [
				vscode.l10n.t('Private key usage period'),
				vscode.l10n.t('When the private key may sign; its own validity may be longer.'),
			];
		default:
			return undefined;
	}
}

function constraintExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '2.5.29.19':
			return [
				vscode.l10n.t('Basic constraints'),
				vscode.l10n.t('Whether it may issue certificates, and how many CAs may follow below it.'),
			];
		case '2.5.29.15':
			return [vscode.l10n.t('Key usage'), vscode.l10n.t('What its key may be used for.')];
		case '2.5.29.37':
			return [
				vscode.l10n.t('Extended key usage'),
				vscode.l10n.t('What it may be used for, such as TLS server or client authentication.'),
			];
		case '2.5.29.30':
			return [
				vscode.l10n.t('Name constraints'),
				vscode.l10n.t('Names that certificates below it may or may not contain.'),
			];
		case '2.5.29.32':
			return [
				vscode.l10n.t('Certificate policies'),
				vscode.l10n.t('The policies it was issued under, by OID, and where to read them.'),
			];
		case '2.5.29.33':
			return [
				vscode.l10n.t('Policy mappings'),
				vscode.l10n.t('Which policies of two CAs are equivalent.'),
			];
		case '2.5.29.36':
			return [
				vscode.l10n.t('Policy constraints'),
				vscode.l10n.t('Limits on the policies of certificates below it.'),
			];
		case '2.5.29.54':
			return [
				vscode.l10n.t('Inhibit any policy'),
				vscode.l10n.t('How many CAs below it may use the “any policy” entry.'),
			];
		default:
			return undefined;
	}
}

function serviceExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '1.3.6.1.5.5.7.1.1':
			return [
				vscode.l10n.t('Authority information access'),
				vscode.l10n.t('Where to get its issuer’s certificate and its revocation status (OCSP).'),
			];
		case '2.5.29.31':
			return [
				vscode.l10n.t('CRL distribution points'),
				vscode.l10n.t('Where to download the CRL.'),
			];
		case '2.5.29.46':
			return [
				vscode.l10n.t('Freshest CRL'),
				vscode.l10n.t('Where to download the latest changes to the CRL (delta CRL).'),
			];
		case '1.3.6.1.5.5.7.1.11':
			return [
				vscode.l10n.t('Subject information access'),
				vscode.l10n.t('Where to find services of the subject.'),
			];
		case '1.3.6.1.5.5.7.1.24':
			return [
				vscode.l10n.t('TLS feature'),
				vscode.l10n.t(
					'What its server must support; “must staple” means a recent OCSP response (RFC 7633).',
				),
			];
		case '1.3.6.1.4.1.11129.2.4.2':
			return [
				vscode.l10n.t('Signed certificate timestamps'),
				vscode.l10n.t(
					'Proof that it was submitted to public Certificate Transparency logs (RFC 6962).',
				),
			];
		case '1.3.6.1.4.1.11129.2.4.5':
			return [
				vscode.l10n.t('Signed certificate timestamps'),
				vscode.l10n.t(
					'Proof that the certificate was submitted to public Certificate Transparency logs (RFC 6962).',
				),
			];
		case '1.3.6.1.4.1.11129.2.4.3':
			return [
				vscode.l10n.t('Precertificate poison'),
				vscode.l10n.t(
					'Marks a precertificate for the transparency logs; clients must reject it (RFC 6962).',
				),
			];
		case '1.3.6.1.5.5.7.48.1.5':
			return [
				vscode.l10n.t('OCSP no check'),
				vscode.l10n.t(
					'Clients trust this OCSP responder for its lifetime without checking its revocation (RFC 6960).',
				),
			];
		default:
			return ocspExtension(oid) ?? vendorExtension(oid);
	}
}

/** RFC 6960, 4.4. */
function ocspExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '1.3.6.1.5.5.7.48.1.2':
			return [
				vscode.l10n.t('Nonce'),
				vscode.l10n.t('Copied from the request, so that an old response cannot be replayed.'),
			];
		case '1.3.6.1.5.5.7.48.1.3':
			return [
				vscode.l10n.t('CRL reference'),
				vscode.l10n.t('The CRL on which the response is based.'),
			];
		case '1.3.6.1.5.5.7.48.1.6':
			return [
				vscode.l10n.t('Archive cutoff'),
				vscode.l10n.t('How long the responder keeps information about expired certificates.'),
			];
		case '1.3.6.1.5.5.7.48.1.9':
			return [
				vscode.l10n.t('Extended revoke'),
				vscode.l10n.t('Certificates that were never issued are also reported as revoked.'),
			];
		default:
			return undefined;
	}
}

function crlExtension(oid: string): Explanation | undefined {
	switch (oid) {
		case '2.5.29.20':
			return [vscode.l10n.t('CRL number'), vscode.l10n.t('Increases with every new CRL.')];
		case '2.5.29.27':
			return [
				vscode.l10n.t('Delta CRL indicator'),
				vscode.l10n.t('This CRL holds only the changes since the full CRL with this number.'),
			];
		case '2.5.29.28':
			return [
				vscode.l10n.t('Issuing distribution point'),
				vscode.l10n.t('Which certificates and reasons this CRL covers.'),
			];
		case '2.5.29.60':
			return [
				vscode.l10n.t('Expired certificates'),
				vscode.l10n.t('This CRL also lists revoked certificates that expired since this date.'),
			];
		case '2.5.29.21':
			return [vscode.l10n.t('Reason code'), vscode.l10n.t('Why a certificate was revoked.')];
		case '2.5.29.24':
			return [
				vscode.l10n.t('Invalidity date'),
				vscode.l10n.t('When the key is known or suspected to have been compromised.'),
			];
		default:
			return undefined;
	}
}
