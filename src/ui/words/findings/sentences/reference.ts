/** Paths of certificate and key files, and what the files behind them hold. */
import * as vscode from 'vscode';
import type { FindingEntries, Parts } from './entry.js';

export const referenceEntries = {
	pathNotFound: {
		sentence: ({ arg }) => vscode.l10n.t('The file {0} does not exist.', arg('path')),
		title: () => vscode.l10n.t('Referenced file does not exist'),
		why: () =>
			vscode.l10n.t(
				'A program that is given this path cannot load its certificate or key. The file was looked for beside this file and in the workspace folders.',
			),
		mend: () =>
			vscode.l10n.t(
				'Correct the path, or create the file. If the program starts in another folder, you can ignore this.',
			),
	},
	pathWrongKind: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'Expected {0}, but {1} holds {2}.',
				kindWords(arg('expected')),
				arg('file'),
				kindWords(arg('found')),
			),
		title: () => vscode.l10n.t('Referenced file is another kind'),
		why: () =>
			vscode.l10n.t(
				'Programs fail to load a private key where a certificate belongs, and the reverse.',
			),
		mend: () => vscode.l10n.t('Correct the path; often two paths were swapped.'),
	},
	pathInUtf16: {
		sentence: ({ arg }) =>
			vscode.l10n.t('The file {0} is in UTF-16. Programs find nothing in it.', arg('file')),
		title: () => vscode.l10n.t('Referenced file is in UTF-16'),
		why: () =>
			vscode.l10n.t(
				'Editors show the text as any other, but OpenSSL, Node.js and Go read every byte as a character.',
			),
		mend: () =>
			vscode.l10n.t(
				'Open the file and save it as UTF-8: select the encoding in the status bar, then Save with Encoding.',
			),
	},
	pathKeyMismatch: {
		sentence: ({ arg }) =>
			vscode.l10n.t('The private key in {1} does not match {0}.', arg('certificate'), arg('key')),
		title: () => vscode.l10n.t('Configured key does not match certificate'),
		why: () =>
			vscode.l10n.t(
				'This configuration uses the two together. Node.js and Go then fail to load them, because the certificate was issued for another key.',
			),
		mend: () =>
			vscode.l10n.t(
				'Use the key the certificate was issued for, or issue a new certificate for this key.',
			),
	},
	pathOpensshKey: {
		sentence: ({ arg }) =>
			vscode.l10n.t('The key {0} is in OpenSSH format. TLS programs cannot load it.', arg('key')),
		title: () => vscode.l10n.t('Configured key in OpenSSH format'),
		why: () =>
			vscode.l10n.t(
				'This configuration uses the key with a certificate for TLS. Only ssh and its tools read this format; OpenSSL, Node.js and Go do not.',
			),
		mend: () => vscode.l10n.t('Convert a copy of the key: ssh-keygen -p -m PKCS8.'),
	},
	pathCertificateMismatch: {
		sentence: ({ arg }) =>
			vscode.l10n.t('The certificate in {0} does not match {1}.', arg('certificate'), arg('key')),
		title: () => vscode.l10n.t('Configured certificate does not match key'),
		why: () =>
			vscode.l10n.t(
				'This configuration uses the two together. Node.js and Go then fail to load them, because the certificate was issued for another key.',
			),
		mend: () =>
			vscode.l10n.t(
				'Use the certificate that was issued for this key, or issue a new certificate for it.',
			),
	},
	pathChainMismatch: {
		sentence: ({ arg }) =>
			vscode.l10n.t('No certificate in {1} issued {0}.', arg('certificate'), arg('chain')),
		title: () => vscode.l10n.t('Chain file lacks the issuer'),
		why: () =>
			vscode.l10n.t(
				'The server sends this chain with its certificate. Clients that know only the root then reject it, because the issuer in between is missing.',
			),
		mend: () =>
			vscode.l10n.t('Replace the chain file by the issuers of the certificate, nearest first.'),
	},
	pathExpired: {
		sentence: (parts) => vscode.l10n.t('{0} expired {1}.', fileWords(parts), parts.to),
		title: () => vscode.l10n.t('Referenced certificate has expired'),
		why: () =>
			vscode.l10n.t(
				'Clients reject a server whose certificate has expired, and servers reject such a client.',
			),
		mend: () => vscode.l10n.t('Issue a new certificate and replace the file.'),
	},
	pathExpiresSoon: {
		sentence: (parts) => vscode.l10n.t('{0} expires {1}.', fileWords(parts), parts.to),
		title: () => vscode.l10n.t('Referenced certificate expires soon'),
		why: () =>
			vscode.l10n.t(
				'The certificate still works. Once it expires, connections that use it fail. The settings “pki.expiry.warnDays” and “pki.expiry.warnLifetimeShare” decide what counts as soon.',
			),
		mend: () => vscode.l10n.t('Issue a new certificate and replace the file before it expires.'),
	},
	pathNotYetValid: {
		sentence: (parts) =>
			vscode.l10n.t('{0} is not valid yet: it starts {1}.', fileWords(parts), parts.from),
		title: () => vscode.l10n.t('Referenced certificate is not valid yet'),
		why: () => vscode.l10n.t('Until it starts, clients and servers reject the certificate.'),
		mend: () =>
			vscode.l10n.t(
				'Wait until the certificate starts, or issue one that starts now. If it should have started already, check the clocks of this computer and of the CA.',
			),
	},
	pathHostNotCovered: {
		sentence: (parts) =>
			vscode.l10n.t('{0} does not cover {1}.', fileWords(parts), parts.arg('host')),
		title: () => vscode.l10n.t('Certificate does not cover the host'),
		why: () =>
			vscode.l10n.t(
				'Clients that connect to this host name reject the certificate, because the name is not among its subject alternative names.',
			),
		mend: () =>
			vscode.l10n.t(
				'Issue a certificate that includes the host name, or correct the configuration.',
			),
	},
} satisfies FindingEntries;

function kindWords(kind: string): string {
	switch (kind) {
		case 'certificate':
			return vscode.l10n.t('a certificate');
		case 'privateKey':
			return vscode.l10n.t('a private key');
		case 'publicKey':
			return vscode.l10n.t('a public key');
		case 'request':
			return vscode.l10n.t('a certificate request');
		default:
			return vscode.l10n.t('a CRL');
	}
}

/** At a path the file is what people look for, not the name in its certificate. */
function fileWords({ arg, name }: Parts): string {
	return arg('file') === '' ? name : arg('file');
}
