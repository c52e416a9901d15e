/** How certificates are encoded. */
import * as vscode from 'vscode';
import type { FindingEntries } from './entry.js';

export const derEntries = {
	nonCanonicalDer: {
		sentence: ({ name, arg }) => nonCanonicalWords(name, arg('reason')),
		title: () => vscode.l10n.t('Encoding is not DER'),
		why: () =>
			vscode.l10n.t(
				'Certificates must be encoded in DER, which allows one encoding only. Go refuses others; OpenSSL and Node.js read some of them.',
			),
		mend: () => vscode.l10n.t('Have it issued again by software that writes DER.'),
	},
	trailingData: {
		sentence: ({ name }) =>
			vscode.l10n.t('There are extra bytes behind the end of {0}. Node.js and Go refuse it.', name),
		title: () => vscode.l10n.t('Extra bytes at the end'),
		why: () =>
			vscode.l10n.t(
				'Node.js and Go refuse a certificate that is followed by other bytes in its block. The openssl command line tool ignores them.',
			),
		mend: () => vscode.l10n.t('Export the certificate again, or remove what follows it.'),
	},
	dateForm: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'A date of {0} is written in a form that RFC 5280 forbids. OpenSSL and Node.js reject the certificate.',
				name,
			),
		title: () => vscode.l10n.t('Date in a forbidden form'),
		why: () =>
			vscode.l10n.t(
				'Dates must be in UTC, with seconds and without fractions. OpenSSL and Node.js reject other forms when they verify a certificate, and Node.js from version 22 on cannot load one without seconds. Go accepts some of them.',
			),
		mend: () => vscode.l10n.t('Have it issued again by software that writes DER.'),
	},
	negativeSerialNumber: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'The serial number of {0} is negative ({1}). Go refuses the certificate.',
				name,
				arg('serialNumber'),
			),
		title: () => vscode.l10n.t('Negative serial number'),
		why: () =>
			vscode.l10n.t(
				'RFC 5280 requires a positive serial number. Go refuses to read a certificate with a negative one.',
			),
		mend: () => vscode.l10n.t('Have it issued again with a positive serial number.'),
	},
	paddedSerialNumber: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The serial number of {0} has extra zeros in front. OpenSSL, Node.js and Go refuse the certificate.',
				name,
			),
		title: () => vscode.l10n.t('Padded serial number'),
		why: () =>
			vscode.l10n.t(
				'DER forbids extra zeros in front of a number. OpenSSL, Node.js and Go refuse to read such a certificate.',
			),
		mend: () => vscode.l10n.t('Have it issued again by software that writes DER.'),
	},
	zeroSerialNumber: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The serial number of {0} is zero, which RFC 5280 forbids. Clients accept it.',
				name,
			),
		title: () => vscode.l10n.t('Serial number is zero'),
		why: () =>
			vscode.l10n.t(
				'RFC 5280 requires a positive serial number. TLS clients accept zero, but two certificates of one issuer with the same number cannot be revoked separately.',
			),
		mend: () => vscode.l10n.t('Have it issued again with a random serial number.'),
	},
	longSerialNumber: {
		sentence: ({ name }) =>
			vscode.l10n.t(
				'The serial number of {0} is longer than 20 bytes, which RFC 5280 forbids. Clients accept it.',
				name,
			),
		title: () => vscode.l10n.t('Serial number is too long'),
		why: () =>
			vscode.l10n.t(
				'RFC 5280 limits serial numbers to 20 bytes. TLS clients accept longer ones, but other software may cut them off.',
			),
		mend: () => vscode.l10n.t('Have it issued again with a serial number of at most 20 bytes.'),
	},
	unknownVersion: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} says that it is version {1}, which does not exist. Go refuses it.',
				name,
				arg('version'),
			),
		title: () => vscode.l10n.t('Unknown certificate version'),
		why: () => vscode.l10n.t('X.509 certificates have the versions 1 to 3. Go refuses others.'),
		mend: () => vscode.l10n.t('Have it issued again as version 3.'),
	},
	versionConflict: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} is a version {1} certificate but has fields of a later version. Chrome and other programs built on BoringSSL refuse it.',
				name,
				arg('version'),
			),
		title: () => vscode.l10n.t('Version and fields conflict'),
		why: () =>
			vscode.l10n.t(
				'Extensions need version 3, unique identifiers version 2. BoringSSL, which Chrome, Electron and Bun use, refuses the contradiction; OpenSSL and Go accept it.',
			),
		mend: () => vscode.l10n.t('Have it issued again as version 3.'),
	},
	duplicateExtension: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t('{0} has the extension {1} twice. Go refuses it.', name, arg('oid')),
		title: () => vscode.l10n.t('Extension is there twice'),
		why: () =>
			vscode.l10n.t(
				'RFC 5280 allows each extension once. Go refuses to read a certificate with a duplicate; others take the first or the last.',
			),
		mend: () => vscode.l10n.t('Have it issued again with each extension once.'),
	},
	unreadableExtension: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t('The extension {1} of {0} cannot be read.', name, arg('oid')),
		title: () => vscode.l10n.t('Extension cannot be read'),
		why: () =>
			vscode.l10n.t(
				'Go refuses a certificate in which a well-known extension is damaged. Other clients ignore the extension, or what depends on it.',
			),
		mend: () =>
			vscode.l10n.t('Have it issued again by software that encodes the extension correctly.'),
	},
} satisfies FindingEntries;

function nonCanonicalWords(name: string, reason: string): string {
	switch (reason) {
		case 'indefiniteLength':
			return vscode.l10n.t(
				'{0} has elements of indefinite length, which DER forbids. Go refuses it.',
				name,
			);
		case 'constructedString':
			return vscode.l10n.t(
				'{0} has strings in several pieces, which DER forbids. Go refuses it.',
				name,
			);
		default:
			return vscode.l10n.t(
				'{0} has lengths that are longer than needed, which DER forbids. Go refuses it.',
				name,
			);
	}
}
