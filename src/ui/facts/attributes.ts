/** Attributes of requests: a name in words, one sentence on what each is for, and its values. */
import * as vscode from 'vscode';
import type { AttributeFacts } from '../../core/x509/model.js';
import { extensionTitle } from './extensions.js';
import { lineWords } from './extensionLines.js';
import type { ExplainedPart, FactSection } from './model.js';
import { count, visible } from './text.js';
import type { Explanation } from './vendorExtensions.js';

export function attributeSection(attributes: readonly AttributeFacts[]): readonly FactSection[] {
	if (attributes.length === 0) return [];
	return [
		{
			id: 'attributes',
			title: vscode.l10n.t('Request attributes ({0})', count(attributes.length)),
			parts: attributes.map(explainAttribute),
		},
	];
}

function explainAttribute(attribute: AttributeFacts): ExplainedPart {
	const { oid, name, hidden } = attribute;
	const [title, sentence] = standardAttribute(name) ??
		microsoftAttribute(name) ?? [
			name === undefined ? vscode.l10n.t('Unknown attribute') : visible(name),
			vscode.l10n.t('The signer decides whether to use it.'),
		];
	const lines =
		hidden === true ? [vscode.l10n.t('Present, not displayed')] : attributeLines(attribute);
	return { kind: 'explained', title, oid, critical: false, sentence, lines };
}

const mostHexDigits = 128;

function attributeLines({ name, lines }: AttributeFacts): readonly string[] {
	switch (name) {
		case 'extensionRequest':
		case 'microsoftExtensionRequest':
			return lines.map(extensionTitle);
		case 'microsoftRenewalCertificate':
		case 'microsoftCryptographicProvider':
		case 'microsoftClientInformation':
			return lines.map(lineWords);
		default:
			return lines.map((line) =>
				line.startsWith('#') && line.length > mostHexDigits
					? `${line.slice(0, mostHexDigits)}…`
					: visible(line),
			);
	}
}

function standardAttribute(name: string | undefined): Explanation | undefined {
	switch (name) {
		case 'challengePassword':
			return [
				vscode.l10n.t('Challenge password'),
				vscode.l10n.t(
					'A shared secret that identifies the requester to the signer (used by SCEP).',
				),
			];
		case 'extensionRequest':
			return [
				vscode.l10n.t('Extension request'),
				vscode.l10n.t('The requested extensions; see Extensions for their values.'),
			];
		case 'unstructuredName':
			return [
				vscode.l10n.t('Unstructured name'),
				vscode.l10n.t('A free-form name for the subject, often a device name.'),
			];
		case 'unstructuredAddress':
			return [
				vscode.l10n.t('Unstructured address'),
				vscode.l10n.t('A free-form address for the subject, often an IP address.'),
			];
		case 'friendlyName':
			return [
				vscode.l10n.t('Friendly name'),
				vscode.l10n.t('A label for the certificate in a certificate store.'),
			];
		case 'contentType':
			return [
				vscode.l10n.t('Content type'),
				vscode.l10n.t('The type of the signed content; not needed in a request.'),
			];
		case 'signingTime':
			return [
				vscode.l10n.t('Signing time'),
				vscode.l10n.t('When the request was signed, according to its sender.'),
			];
		default:
			return undefined;
	}
}

function microsoftAttribute(name: string | undefined): Explanation | undefined {
	switch (name) {
		case 'microsoftExtensionRequest':
			return [
				vscode.l10n.t('Microsoft extension request'),
				vscode.l10n.t('The requested extensions, in Microsoft’s older format.'),
			];
		case 'microsoftOsVersion':
			return [
				vscode.l10n.t('Windows version'),
				vscode.l10n.t('The version of Windows that created the request.'),
			];
		case 'microsoftCryptographicProvider':
			return [
				vscode.l10n.t('Cryptographic provider'),
				vscode.l10n.t('The Windows component that holds the private key.'),
			];
		case 'microsoftClientInformation':
			return [
				vscode.l10n.t('Client information'),
				vscode.l10n.t('The machine, user and program that created the request.'),
			];
		case 'microsoftRenewalCertificate':
			return [
				vscode.l10n.t('Certificate to renew'),
				vscode.l10n.t('The certificate that the new one will replace.'),
			];
		case 'microsoftEnrollmentNameValue':
			return [
				vscode.l10n.t('Enrollment value'),
				vscode.l10n.t('A setting for the Windows CA, such as the template’s name.'),
			];
		default:
			return undefined;
	}
}
