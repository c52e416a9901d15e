import * as vscode from 'vscode';
import type { material } from '../../../../core/tls/explain/entries/material.js';
import type { EntryWords } from './entryWords.js';

/** What is wrong with one's own files and settings. */
export const materialWords: Readonly<Record<(typeof material)[number]['id'], EntryWords>> = {
	certificateNotPem: {
		title: () => vscode.l10n.t('Certificate is not PEM'),
		meaning: () =>
			vscode.l10n.t(
				'No line that starts with “-----BEGIN” was found where a certificate is expected.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check whether a path was passed where the text of the file is expected, or the other way round.',
			),
			vscode.l10n.t('Check for indentation, “\\n” as text, or line breaks that YAML folded.'),
			vscode.l10n.t('Check whether certificate and key are swapped, or the file is DER.'),
		],
	},
	keyUnreadable: {
		title: () => vscode.l10n.t('Private key unreadable'),
		meaning: () => vscode.l10n.t('The private key could not be decoded.'),
		checks: () => [
			vscode.l10n.t(
				'Check whether a path was passed where the text of the file is expected, or the other way round.',
			),
			vscode.l10n.t(
				'Check that it is a private key, complete, not indented and with the right label.',
			),
			vscode.l10n.t(
				'If it is encrypted, pass the passphrase. Old encryption needs to be converted.',
			),
		],
	},
	pemEndLine: {
		title: () => vscode.l10n.t('END line missing or damaged'),
		meaning: () =>
			vscode.l10n.t(
				'The END line of a PEM block is missing, indented, or joined to the next BEGIN line.',
			),
		checks: () => [
			vscode.l10n.t('Check that the file was copied completely.'),
			vscode.l10n.t('If several files were joined, check that each ends with a line break.'),
		],
	},
	pemBase64: {
		title: () => vscode.l10n.t('Invalid character in PEM'),
		meaning: () => vscode.l10n.t('A PEM block contains a character that is not base64.'),
		checks: () => [
			vscode.l10n.t(
				'Look for quotes, asterisks, and invisible characters such as zero-width spaces.',
			),
		],
	},
	pemHeader: {
		title: () => vscode.l10n.t('Blank line in PEM'),
		meaning: () =>
			vscode.l10n.t(
				'A PEM block contains an empty line, so that the text above it is read as headers.',
			),
		checks: () => [vscode.l10n.t('Remove empty lines between the BEGIN and END lines.')],
	},
	contentTruncated: {
		title: () => vscode.l10n.t('Certificate or key truncated'),
		meaning: () =>
			vscode.l10n.t(
				'The base64 is valid, but the certificate or key in it is incomplete or damaged.',
			),
		checks: () => [vscode.l10n.t('Copy the file again. Lines are missing.')],
	},
	keyMismatch: {
		title: () => vscode.l10n.t('Key does not match the certificate'),
		meaning: () =>
			vscode.l10n.t(
				'The private key does not belong to the first certificate in the certificate file.',
			),
		checks: () => [
			vscode.l10n.t(
				'Check that the certificate is the first in the file, before its intermediates.',
			),
			vscode.l10n.t('After a renewal, check that certificate and key were both replaced.'),
		],
	},
	keyTypeMismatch: {
		title: () => vscode.l10n.t('Key type does not match the certificate'),
		meaning: () =>
			vscode.l10n.t('Certificate and private key have different key types, such as EC and RSA.'),
		checks: () => [vscode.l10n.t('Use the key with which the certificate was requested.')],
	},
	certificateAndKeySwapped: {
		title: () => vscode.l10n.t('Certificate and key swapped'),
		meaning: () =>
			vscode.l10n.t('The certificate was passed as the key, or the key as the certificate.'),
		checks: () => [vscode.l10n.t('Swap the two paths or values.')],
	},
	passphrase: {
		title: () => vscode.l10n.t('Passphrase missing or wrong'),
		meaning: () =>
			vscode.l10n.t('The private key is encrypted, and the passphrase is missing or wrong.'),
		checks: () => [
			vscode.l10n.t('Set the passphrase.'),
			vscode.l10n.t('If it is read from a file, check for a line break at the end.'),
		],
	},
	ownSignatureWeak: {
		title: () => vscode.l10n.t('Own certificate has a weak signature'),
		meaning: () =>
			vscode.l10n.t(
				'The certificate that the program presents is signed with SHA-1 or MD5, which its TLS library rejects.',
			),
		checks: () => [vscode.l10n.t('Issue it again with SHA-256 or better.')],
	},
	ownKeyWeak: {
		title: () => vscode.l10n.t('Own key too short'),
		meaning: () =>
			vscode.l10n.t(
				'The key of the certificate that the program presents is too short for its security level.',
			),
		checks: () => [
			vscode.l10n.t('Issue it again with an RSA key of 2048 bits or more, or an EC key.'),
		],
	},
	pkcs12Old: {
		title: () => vscode.l10n.t('PKCS#12 file with old encryption'),
		meaning: () =>
			vscode.l10n.t(
				'The PKCS#12 file uses old encryption (RC2 or 3DES) that the TLS library does not support.',
			),
		checks: () => [vscode.l10n.t('Export it again with AES, or convert it to PEM.')],
	},
	pkcs12Password: {
		title: () => vscode.l10n.t('Wrong password for the key store'),
		meaning: () => vscode.l10n.t('The password does not open the PKCS#12 file or key store.'),
		checks: () => [
			vscode.l10n.t(
				'Check the password. If it is read from a file, check for a line break at the end.',
			),
			vscode.l10n.t('Check that it is the right file.'),
		],
	},
	notPkcs12: {
		title: () => vscode.l10n.t('Not a PKCS#12 file'),
		meaning: () =>
			vscode.l10n.t('A PKCS#12 file is expected, but the content is something else, such as PEM.'),
		checks: () => [vscode.l10n.t('Pass PEM as certificate and key, or convert it to PKCS#12.')],
	},
	versionSetting: {
		title: () => vscode.l10n.t('Invalid TLS version setting'),
		meaning: () =>
			vscode.l10n.t(
				'The setting for the TLS version is not one that Node.js knows, or the settings contradict each other.',
			),
		checks: () => [vscode.l10n.t('Write the version as TLSv1.2 or TLSv1.3.')],
	},
	caFileUnreadable: {
		title: () => vscode.l10n.t('CA file unreadable'),
		meaning: () => vscode.l10n.t('The CA file could not be read, or contains no certificate.'),
		checks: () => [
			vscode.l10n.t('Check the path, as seen by the program: in a container it is another one.'),
			vscode.l10n.t('Check that the program may read the file.'),
			vscode.l10n.t('Check that it contains PEM certificates.'),
		],
	},
	extraCaIgnored: {
		title: () => vscode.l10n.t('NODE_EXTRA_CA_CERTS ignored'),
		meaning: () =>
			vscode.l10n.t(
				'Node.js could not read the file in NODE_EXTRA_CA_CERTS and continues without it.',
			),
		checks: () => [
			vscode.l10n.t('Check the path and that the file contains PEM certificates.'),
			vscode.l10n.t(
				'The variable must be set before Node.js starts. A .env file that the program loads is too late.',
			),
		],
	},
	ownCertificateUnusable: {
		title: () => vscode.l10n.t('Own certificate or key unusable'),
		meaning: () => vscode.l10n.t('The program could not load its own certificate or key.'),
		checks: () => [
			vscode.l10n.t('Check the paths and that the files can be read.'),
			vscode.l10n.t('Check that certificate and key belong together and are not swapped.'),
			vscode.l10n.t('If the key is encrypted, check the passphrase.'),
		],
	},
	fileMissing: {
		title: () => vscode.l10n.t('Certificate file not found'),
		meaning: () => vscode.l10n.t('A certificate or key file does not exist.'),
		checks: () => [
			vscode.l10n.t(
				'Check the path. Relative paths are resolved from the folder in which the program runs.',
			),
			vscode.l10n.t('In a container, check that the file is mounted.'),
		],
	},
	fileForbidden: {
		title: () => vscode.l10n.t('Certificate file not readable'),
		meaning: () => vscode.l10n.t('The program is not allowed to read a certificate or key file.'),
		checks: () => [
			vscode.l10n.t(
				'Check the owner and mode of the file. Private keys usually have mode 0600 and belong to the user that runs the program.',
			),
		],
	},
	keyFileOpen: {
		title: () => vscode.l10n.t('Private key readable by others'),
		meaning: () =>
			vscode.l10n.t('The program refuses the private key because other users can read its file.'),
		checks: () => [
			vscode.l10n.t(
				'Give the file mode 0600, and let it belong to the user that runs the program.',
			),
			vscode.l10n.t('In Kubernetes, set defaultMode: 0400 for the mounted Secret.'),
		],
	},
};
