/** What keeps a key store closed: PKCS#12 and Java's. */
import * as vscode from 'vscode';
import type { BlockError } from '../../../core/x509/block.js';
import type { Table } from '../connections/connectionWords.js';
import { visibleStart } from '../visible.js';
import { faultWords } from './faultWords.js';

export const invalidKeyStore: Table = {
	passwordNeeded: () =>
		vscode.l10n.t('The file is protected by a password. Enter it and try again.'),
	wrongPassword: () =>
		vscode.l10n.t(
			'The password is wrong, or the file was changed after it was written. Check the password and try again.',
		),
	passwordIsEmpty: () =>
		vscode.l10n.t('The password is wrong: this file’s password is empty. Leave the field empty.'),
	twoPasswords: () =>
		vscode.l10n.t(
			'The file is sealed with this password, but its contents are encrypted with another one. Export it again with a single password.',
		),
	wrongKeyPassword: (arg) =>
		vscode.l10n.t(
			'The password for the key “{0}” is wrong. In a keystore, each key can have its own password.',
			arg('name'),
		),
	damagedContainer: (arg) => damaged(arg('fault')),
	notContainer: () => vscode.l10n.t('The file is neither PKCS#12 nor a Java keystore.'),
};

export const largeKeyStore: Table = {
	iterations: (arg) => tooManyIterations(arg('iterations'), arg('limit')),
	memory: (arg) => tooMuchMemory(arg('megabytes'), arg('limit')),
};

export const unsupportedKeyStore: Table = {
	containerAlgorithm: (arg) => unsupportedAlgorithm(arg('algorithm')),
	jceks: () => jceks(),
};

/** Why entries of a key store, or all of it, could not be read. */
export function keyStoreSentence({ code, args = {} }: BlockError): string {
	const arg = (name: string) => visibleStart(String(args[name] ?? ''));
	if (code === 'jceks') return jceks();
	if (args.entries !== undefined) return lockedKeys(arg('entries'), Number(args.count));
	switch (args.fault) {
		case undefined:
			return code === 'jks'
				? vscode.l10n.t(
						'The private keys in this Java keystore are protected by a password. Open the details to enter it; commands take it as “password”.',
					)
				: vscode.l10n.t(
						'This PKCS#12 file is protected by a password. Open the details to enter it; commands take it as “password”.',
					);
		case 'iterations':
			return tooManyIterations(arg('iterations'), arg('limit'));
		case 'memory':
			return tooMuchMemory(arg('megabytes'), arg('limit'));
		case 'containerAlgorithm':
			return unsupportedAlgorithm(arg('algorithm'));
		default:
			return damaged(arg('fault'));
	}
}

/** The same for a key store that is locked, where the button that asks for its password stands beside it. */
export function lockedStoreSentence(error: BlockError): string {
	if (error.args?.entries !== undefined) return keyStoreSentence(error);
	return error.code === 'jks'
		? vscode.l10n.t(
				'The private keys in this Java keystore are protected by a password. Enter it to unlock them.',
			)
		: vscode.l10n.t(
				'This PKCS#12 file is protected by a password. Enter it to see what the file contains.',
			);
}

function lockedKeys(names: string, count: number): string {
	return count === 1
		? vscode.l10n.t('The key “{0}” has its own password. Open the details to enter it.', names)
		: vscode.l10n.t(
				'{0} keys have their own passwords ({1}). Open the details to enter them.',
				count,
				names,
			);
}

function tooManyIterations(iterations: string, limit: string): string {
	const [asked, most] = [iterations, limit].map((digits) => BigInt(digits).toLocaleString('en'));
	return vscode.l10n.t(
		'The file asks for {0} rounds of password hashing; the limit is {1}. Create it again with fewer.',
		asked ?? '',
		most ?? '',
	);
}

function tooMuchMemory(megabytes: string, limit: string): string {
	return vscode.l10n.t(
		'The file asks for {0} MB of memory for password hashing; the limit is {1} MB. Create it again with less.',
		BigInt(megabytes).toLocaleString('en'),
		limit,
	);
}

function unsupportedAlgorithm(algorithm: string): string {
	return vscode.l10n.t(
		'The file uses an unsupported algorithm ({0}). Export it again with another one, such as AES-256.',
		algorithm,
	);
}

function damaged(fault: string): string {
	return vscode.l10n.t('The file is damaged: {0}. Get another copy of it.', faultWords(fault, {}));
}

function jceks(): string {
	return vscode.l10n.t(
		'This is a JCEKS keystore, which is not supported. Convert it to PKCS#12: {0}',
		'keytool -importkeystore -srcstoretype jceks -srckeystore old.jceks -deststoretype pkcs12 -destkeystore new.p12',
	);
}
