/** The warnings of a client configuration as sentences: one line a code. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ConfigWarning, WarningCode } from '../../../core/diagnostics/clientConfig/warning.js';
import { behaviorSentence } from './behaviorWords.js';
import { plainText } from '../plainText.js';
import { exactTime } from '../words.js';

/** What is wrong, what programs make of it, and what to do about it; one to three sentences. */
export function warningSentence(warning: ConfigWarning): string {
	const text = (field: string) => plainText(String(warning.args[field] ?? ''));
	const sentence = sentences[warning.code]({
		warning,
		file: path.basename(text('file')),
		name: text('name'),
		// People count lines from one.
		line: Number(warning.args.line ?? 0) + 1,
		text,
		time: (field) => exactTime(text(field)),
	});
	const behavior = warning.fault === undefined ? '' : behaviorSentence(warning.fault);
	return behavior === '' ? sentence : `${sentence} ${behavior}`;
}

interface Parts {
	readonly warning: ConfigWarning;
	/** Without its folder. */
	readonly file: string;
	readonly name: string;
	readonly line: number;
	readonly text: (field: string) => string;
	readonly time: (field: string) => string;
}

type Sentence = (parts: Parts) => string;

/** By kind of file where the file holds something else than what is meant. */
function instead(
	nothing: (file: string) => string,
	other: (file: string, found: string) => string,
) {
	return ({ warning, file }: Parts) => {
		const found = foundWord(warning.args.found);
		return found === undefined ? nothing(file) : other(file, found);
	};
}

const fileSentences = {
	notCertificate: instead(
		(file) => vscode.l10n.t('{0} does not contain a certificate.', file),
		(file, found) => vscode.l10n.t('{0} contains {1} instead of a certificate.', file, found),
	),
	notPrivateKey: instead(
		(file) => vscode.l10n.t('{0} does not contain a private key.', file),
		(file, found) => vscode.l10n.t('{0} contains {1} instead of a private key.', file, found),
	),
	notAuthority: instead(
		(file) => vscode.l10n.t('{0} does not contain a CA certificate.', file),
		(file, found) => vscode.l10n.t('{0} contains {1} instead of a CA certificate.', file, found),
	),
	unreadable: ({ file, line }) =>
		vscode.l10n.t('{0}: the block at line {1} is damaged.', file, line),
	ignoredBehind: ({ file, line }) =>
		vscode.l10n.t(
			'{0}: the block at line {1} is damaged, and Node.js ignores the certificates after it.',
			file,
			line,
		),
	misframed: ({ file, line }) =>
		vscode.l10n.t(
			'{0}: the block at line {1} has a wrong label or END line, which clients may refuse. Decode the file for details.',
			file,
			line,
		),
	notPem: ({ file }) =>
		vscode.l10n.t(
			'{0} is not plain PEM. Convert it, or generate the configuration with inline PEM.',
			file,
		),
	byteOrderMark: ({ file }) =>
		vscode.l10n.t('{0} starts with a byte order mark. Save it as UTF-8 without BOM.', file),
	oldLabel: ({ file, text }) =>
		vscode.l10n.t('{0} uses the PEM label “{1}” instead of “CERTIFICATE”.', file, text('label')),
} satisfies Partial<Record<WarningCode, Sentence>>;

const keySentences = {
	opensshKey: ({ file }) =>
		vscode.l10n.t('{0} is in OpenSSH format. Convert it: ssh-keygen -p -m PKCS8.', file),
	keyMissing: ({ file }) => vscode.l10n.t('The private key {0} does not exist.', file),
	keyMismatch: ({ file, name }) =>
		vscode.l10n.t('The key in {0} does not belong to the certificate “{1}”.', file, name),
	leafNotFirst: ({ file, name }) =>
		vscode.l10n.t('In {0}, “{1}” must come first, before its issuers.', file, name),
	keyEncrypted: ({ file, text }) =>
		vscode.l10n.t(
			'{0} is encrypted. The program reads its passphrase from {1}.',
			file,
			text('variable'),
		),
	keyPassphraseAsked: ({ file }) =>
		vscode.l10n.t('{0} is encrypted. The program asks for its passphrase when it starts.', file),
	keyPassphraseElsewhere: ({ file }) =>
		vscode.l10n.t('{0} is encrypted. The program that uses it needs its passphrase.', file),
	keyPassphraseFile: ({ file, text }) =>
		vscode.l10n.t(
			'{0} is encrypted. Put its passphrase into {1} (mode 600).',
			file,
			path.basename(text('passphraseFile')),
		),
	keyCipherOld: ({ file, text }) =>
		vscode.l10n.t(
			'{0} is encrypted with {1}, which is outdated. Encrypt it again with AES-256.',
			file,
			text('cipher'),
		),
	passphraseNotUsed: ({ file }) =>
		vscode.l10n.t('{0} is encrypted, and this configuration has no field for a passphrase.', file),
	keyReadableByOthers: ({ file, text }) =>
		vscode.l10n.t('Other users can read {0} (mode {1}). Run: chmod 600.', file, text('mode')),
} satisfies Partial<Record<WarningCode, Sentence>>;

const certificateSentences = {
	noClientAuth: ({ name }) => vscode.l10n.t('“{0}” is not valid for client authentication.', name),
	noServerAuth: ({ name }) => vscode.l10n.t('“{0}” is not valid for server authentication.', name),
	noExtendedKeyUsage: ({ name }) =>
		vscode.l10n.t(
			'“{0}” has no extended key usage. Most servers accept that; Vault’s cert auth method does not.',
			name,
		),
	noDigitalSignature: ({ name }) =>
		vscode.l10n.t('The key usage of “{0}” does not include digital signatures.', name),
	expired: ({ name, time }) => vscode.l10n.t('“{0}” expired on {1}.', name, time('notAfter')),
	notYetValid: ({ name, time }) =>
		vscode.l10n.t('“{0}” is not valid until {1}.', name, time('notBefore')),
	dateForm: ({ name }) =>
		vscode.l10n.t('“{0}” has a date in a form that certificates must not use.', name),
	validityUnknown: ({ name }) => vscode.l10n.t('The validity dates of “{0}” cannot be read.', name),
	unusualKey: ({ name, text }) =>
		vscode.l10n.t('“{0}” has an uncommon key: {1}.', name, text('key')),
	weakSignature: ({ name, text }) =>
		vscode.l10n.t('“{0}” has a weak signature: {1}.', name, text('algorithm')),
	negativeSerial: ({ name }) => vscode.l10n.t('“{0}” has a negative serial number.', name),
	trailingData: ({ name }) => vscode.l10n.t('“{0}” contains data after its end.', name),
	duplicateExtension: ({ name }) => vscode.l10n.t('“{0}” contains the same extension twice.', name),
} satisfies Partial<Record<WarningCode, Sentence>>;

const authoritySentences = {
	notCa: ({ name }) => vscode.l10n.t('“{0}” is used as a CA, but is not marked as one.', name),
	cannotSign: ({ name }) =>
		vscode.l10n.t('The key usage of “{0}” does not include signing certificates.', name),
	pathLengthExceeded: ({ name }) =>
		vscode.l10n.t('There are more intermediates below “{0}” than it allows.', name),
	nameNotPermitted: ({ name, text }) =>
		vscode.l10n.t('“{0}” is not allowed to issue certificates for {1}.', name, text('host')),
	noCa: () => vscode.l10n.t('No CA file: the client trusts public CAs only, no private one.'),
	noRoot: ({ file }) => vscode.l10n.t('{0} contains only intermediates. Add their root.', file),
	caIsNotIssuer: ({ file, text }) =>
		vscode.l10n.t(
			'{0} does not contain the issuer “{1}”. That is fine if the server’s certificate comes from another CA.',
			file,
			text('issuer'),
		),
	chainIncomplete: ({ file, text }) =>
		vscode.l10n.t(
			'The certificate is sent without its issuer “{0}”, which is not a root in {1}. If it is an intermediate, use the file with the full chain.',
			text('issuer'),
			file,
		),
} satisfies Partial<Record<WarningCode, Sentence>>;

const serverSentences = {
	sanMismatch: ({ warning, name, text }) => {
		const [names, host] = [text('names'), text('host')];
		const sentence = vscode.l10n.t('“{0}” is valid for {1}, not for {2}.', name, names, host);
		// Where nobody knows what the server presents, this is as much as can be said.
		return warning.fault === undefined
			? `${sentence} ${vscode.l10n.t('Clients will reject a server that presents it.')}`
			: sentence;
	},
	commonNameOnly: ({ name, text }) =>
		vscode.l10n.t(
			'“{0}” names {1} in its common name only, without a subject alternative name.',
			name,
			text('host'),
		),
	partialWildcard: ({ name, text }) =>
		vscode.l10n.t(
			'“{0}” covers {1} only by a wildcard for a part of a label ({2}).',
			name,
			text('host'),
			text('names'),
		),
	serverNameNotUsed: ({ name, text }) =>
		vscode.l10n.t(
			'This configuration has no field for the server name {0}. The name in the URL ({1}) is verified.',
			name,
			text('host'),
		),
} satisfies Partial<Record<WarningCode, Sentence>>;

const limitSentences = {
	linkNotRead: ({ file }) =>
		vscode.l10n.t('{0} is a symbolic link, which this program refuses. Copy the file.', file),
	minVersionNotUsed: ({ text }) =>
		vscode.l10n.t('This configuration has no field for the minimum version {0}.', text('version')),
	inlineNotUsed: () =>
		vscode.l10n.t('This program reads certificates from files only, so the text contains paths.'),
	caNotUsed: ({ file }) =>
		vscode.l10n.t('This configuration has no field for a CA, so {0} is not in it.', file),
	clientCertificateNotUsed: () =>
		vscode.l10n.t(
			'This setting adds trusted CAs only. The program itself must load the client certificate.',
		),
	clientAuthNotRequired: () =>
		vscode.l10n.t('This server does not require client certificates, whatever is configured.'),
	addressNotChecked: ({ text }) =>
		vscode.l10n.t(
			'This program cannot verify the IP address {0}. Set the server name.',
			text('host'),
		),
	nameNotChecked: () =>
		vscode.l10n.t('This program verifies the server’s chain, but not its name.'),
} satisfies Partial<Record<WarningCode, Sentence>>;

const sentences: Readonly<Record<WarningCode, Sentence>> = {
	...fileSentences,
	...keySentences,
	...certificateSentences,
	...authoritySentences,
	...serverSentences,
	...limitSentences,
};

function foundWord(found: unknown): string | undefined {
	switch (found) {
		case 'certificate':
			return vscode.l10n.t('a certificate');
		case 'leaf':
			return vscode.l10n.t('a certificate that cannot sign others');
		case 'request':
			return vscode.l10n.t('a certificate request');
		case 'crl':
			return vscode.l10n.t('a CRL');
		case 'privateKey':
			return vscode.l10n.t('a private key');
		case 'publicKey':
			return vscode.l10n.t('a public key');
		default:
			return undefined;
	}
}
