/** Sentences for the narrower reasons of an error; the broader ones by code stand in errors.ts. */
import * as vscode from 'vscode';
import type { PkiError } from '../../../core/common/errors.js';
import { existingCa } from '../caWords.js';
import { conversion } from '../conversionWords.js';
import {
	badSettings,
	type Table,
	unauthorized,
	unexpected,
	unreachable,
	untrusted,
} from '../connections/connectionWords.js';
import { plainText } from '../plainText.js';
import { invalidKeyStore } from './keyStoreWords.js';
import { keyLost, restricted, tooLarge, unsupported } from './limitWords.js';
import { shortSerial } from '../words.js';
import { badWishes, missingParts, rateLimited, refusedAccess, takenNames } from './accessWords.js';
import { renewal } from './renewalWords.js';

/** Undefined where the reason has no sentence of its own. */
export function reasonSentence(error: PkiError): string | undefined {
	const { explanation } = error.args;
	if (explanation !== undefined) return plainText(String(explanation), 1000);
	const words = reasonTables[error.code]?.[error.reason ?? ''];
	return words?.((name) => plainText(String(error.args[name] ?? '')));
}

const names: Table = {
	dnsName: (arg) => vscode.l10n.t('“{0}” is not a valid host name.', arg('name')),
	ipAddress: (arg) => vscode.l10n.t('“{0}” is not a valid IP address.', arg('name')),
	uri: (arg) =>
		vscode.l10n.t('“{0}” is not a URI with a scheme, such as spiffe://lab/web.', arg('name')),
	email: (arg) => vscode.l10n.t('“{0}” is not a valid email address.', arg('name')),
	altNameType: (arg) => vscode.l10n.t('“{0}” is an unsupported type of name.', arg('name')),
	noNames: () => vscode.l10n.t('A certificate needs a common name or another name.'),
	subject: (arg) => subjectSentence(arg('subject'), arg('fault')),
};

const requests: Table = {
	keyNotAllowed: (arg) =>
		arg('keyBits') === '0'
			? vscode.l10n.t('Role “{0}” accepts only keys of type {1}.', arg('role'), arg('keyType'))
			: vscode.l10n.t(
					'Role “{0}” accepts only keys of type {1} with {2} bits or more.',
					arg('role'),
					arg('keyType'),
					arg('keyBits'),
				),
	request: (arg) =>
		arg('field') === ''
			? vscode.l10n.t('No readable certificate request was found.')
			: vscode.l10n.t('The certificate request is damaged ({0}: {1}).', arg('field'), arg('fault')),
	requestKey: (arg) =>
		vscode.l10n.t(
			'The key of the request is not supported: {0}. Use EC P-256, P-384 or P-521, RSA with 2048 bits or more, or Ed25519.',
			[arg('keyType'), arg('curve'), arg('keyBits')].filter((part) => !/^0?$/.test(part)).join(' '),
		),
	requestAlgorithm: (arg) =>
		vscode.l10n.t('The request is signed with {0}, which is not secure.', arg('algorithm')),
	requestSignature: () =>
		vscode.l10n.t(
			'The request is not signed by its own key, so it does not prove that the sender has that key.',
		),
};

const urls: Table = {
	notTarget: (arg) =>
		vscode.l10n.t('“{0}” is not a host with a port, and not a URL.', arg('target')),
	noTarget: () => vscode.l10n.t('A pass-through port needs a host and port to connect to.'),
	notUrl: (arg) => vscode.l10n.t('“{0}” is not a valid address.', arg('url')),
	notHttps: (arg) => vscode.l10n.t('“{0}” does not start with https://.', arg('url')),
	urlCredentials: () => vscode.l10n.t('Remove the user name and password from the address.'),
	notServerName: (arg) => vscode.l10n.t('“{0}” is not a valid host name.', arg('name')),
	unquotable: (arg) =>
		vscode.l10n.t(
			'{1} has no way to write “{0}”. Rename or move the file.',
			arg('value'),
			arg('format'),
		),
	mergeSyntax: (arg) =>
		vscode.l10n.t('Line {0} of the file has a syntax error. Fix it, then try again.', arg('line')),
	mergeUnsafe: () =>
		vscode.l10n.t(
			'This file cannot be changed safely: it uses aliases or another structure. Copy the configuration instead.',
		),
	mergeFormat: () =>
		vscode.l10n.t(
			'This configuration can be merged only into a YAML, JSON or .env file of the same format.',
		),
	noEditor: () => vscode.l10n.t('No text file is open to insert into.'),
	noClientCa: () => vscode.l10n.t('A server needs the CA that issues its clients’ certificates.'),
};

const files: Table = {
	notFolder: (arg) =>
		vscode.l10n.t(
			'Could not create the folder {0}: a file with that name already exists.',
			arg('file'),
		),
	notFile: (arg) => vscode.l10n.t('{0} is not a file.', arg('file')),
	noBlocks: () => vscode.l10n.t('No certificate, request, CRL or key was found in it.'),
	noCertificate: (arg) =>
		arg('file') === ''
			? vscode.l10n.t('No certificate was found in it.')
			: vscode.l10n.t('No certificate was found in {0}.', arg('file')),
	noRequest: () => vscode.l10n.t('No readable certificate request was found.'),
	noFolder: () => vscode.l10n.t('No folder is open. Open one, or choose where to save.'),
	changedMeanwhile: (arg) =>
		vscode.l10n.t('{0} was changed meanwhile, so nothing was replaced. Try again.', arg('file')),
	unsavedChanges: (arg) => vscode.l10n.t('{0} has unsaved changes. Save it first.', arg('file')),
};

const invalid: Table = {
	...names,
	...existingCa,
	...conversion,
	...requests,
	...urls,
	...files,
	...renewal,
	...invalidKeyStore,
	...badSettings,
	...badWishes,
	unloadable: (arg) =>
		vscode.l10n.t(
			'The TLS library cannot load the certificate and key ({0}). Check that they belong together and are not encrypted.',
			arg('code'),
		),
	isRoot: () => vscode.l10n.t('This certificate is a root. It has no issuer to add.'),
	noLocalFile: () => vscode.l10n.t('Save the file on this computer first.'),
	noRepository: () => vscode.l10n.t('The file is not in a git repository.'),
	badOption: (arg) =>
		arg('field') === ''
			? vscode.l10n.t('“{0}” must be {1}.', arg('name'), arg('expected'))
			: vscode.l10n.t('“{0}” takes {2}, not “{1}”.', arg('name'), arg('field'), arg('expected')),
	badPath: (arg) => vscode.l10n.t('“{0}” is not a valid path.', arg('path')),
	policyPath: (arg) =>
		vscode.l10n.t('A policy cannot name {0} alone, because of the characters in it.', arg('path')),
	badSerialNumber: () => vscode.l10n.t('This is not a serial number. Enter one such as 2b:f9:1c.'),
	notAllowedByRole: () => vscode.l10n.t('The role does not allow this.'),
	ttl: () => vscode.l10n.t('The lifetime must be a whole number of seconds, one or more.'),
	issuerExpired: () => vscode.l10n.t('The CA has expired, so it can no longer sign.'),
	issuerNotAllowed: (arg) =>
		vscode.l10n.t('“{0}” does not sign certificates for servers and clients.', arg('authority')),
	key: () => vscode.l10n.t('The private key is unreadable or of an unsupported type.'),
	revocationReason: (arg) =>
		vscode.l10n.t('“{0}” is not a valid revocation reason.', arg('revocationReason')),
	notIssuedHere: () => vscode.l10n.t('This certificate was not issued by a CA of this mount.'),
	otherSerial: (arg) =>
		vscode.l10n.t(
			'The certificate has serial number {0}, not {1}.',
			arg('serialNumber'),
			arg('wanted'),
		),
	mountExists: () => vscode.l10n.t('Something is already mounted at this path.'),
	bundle: (arg) => bundleSentence(arg('fault'), arg('name')),
};

const notFound: Table = {
	...missingParts,
	tlsError: () => vscode.l10n.t('No known TLS error was found in this text.'),
	variable: () => vscode.l10n.t('The variable contains no certificate, request, CRL or key.'),
	file: (arg) => vscode.l10n.t('The file {0} does not exist.', arg('file')),
	issuer: () => vscode.l10n.t('The issuer of this certificate was not found.'),
	noIssuingConnection: (arg) =>
		vscode.l10n.t(
			'No connection issued “{0}” (issuer: {1}). Add the connection of its CA, or sign in to it.',
			arg('name'),
			arg('issuer'),
		),
	url: (arg) => vscode.l10n.t('{0} answered with status {1}.', arg('url'), arg('status')),
	connection: () => vscode.l10n.t('This connection no longer exists.'),
	notPki: (arg) => vscode.l10n.t('{0} is not a PKI mount.', arg('mount')),
	notRunning: () => vscode.l10n.t('No such server is running.'),
	address: (arg) => vscode.l10n.t('{0} is not an address of this computer.', arg('host')),
	noPin: () => vscode.l10n.t('Nothing is pinned at this path.'),
	nothingPinned: () => vscode.l10n.t('Select a pinned item first.'),
	nothingToPin: (arg) =>
		vscode.l10n.t('No mount, role or issuer “{0}” was found on this server.', arg('path')),
	noRole: (arg) =>
		arg('role') === ''
			? vscode.l10n.t('This role does not exist.')
			: vscode.l10n.t('Role “{0}” does not exist in {1}.', arg('role'), arg('mount')),
	noMount: (arg) =>
		arg('mount') === ''
			? vscode.l10n.t('This PKI mount does not exist.')
			: vscode.l10n.t('The PKI mount {0} does not exist.', arg('mount')),
	noIssuer: () =>
		vscode.l10n.t('This mount has no CA that can sign. Generate or import one first.'),
	noCertificate: (arg) => certificateSentence(arg('serialNumber'), arg('mount'), arg('ca')),
	notStored: (arg) =>
		vscode.l10n.t(
			'{0} Some roles do not store certificates. If it was issued here, revoke it by its file.',
			certificateSentence(arg('serialNumber'), arg('mount'), arg('ca')),
		),
	noRoot: (arg) =>
		vscode.l10n.t(
			'The root of “{0}” was not found. Import its certificate into {1}, or choose the mount that has it.',
			arg('name'),
			arg('mount'),
		),
	rootUnverified: (arg) =>
		vscode.l10n.t(
			'The signature of the root above “{0}” cannot be verified in this editor, so it is not offered.',
			arg('name'),
		),
	noCrl: (arg) => vscode.l10n.t('{0} has no CRL yet.', arg('mount')),
	noConnection: () => vscode.l10n.t('No suitable connection was found. Add one first.'),
	noRootYet: (arg) =>
		vscode.l10n.t('The {0} has no root yet. It is created with the first certificate.', arg('ca')),
	noAuthority: (arg) => authoritySentence(arg('authority') || arg('id'), arg('mount')),
};

const exists: Table = {
	...takenNames,
	portInUse: (arg) =>
		vscode.l10n.t('Port {0} is in use. Choose another port, or 0 for any free one.', arg('port')),
	role: (arg) =>
		vscode.l10n.t('Role “{0}” already exists in {1}. Edit it instead.', arg('role'), arg('mount')),
};

const forbidden: Table = {
	...refusedAccess,
	missingRight: (arg) =>
		vscode.l10n.t(
			'Permission denied. Your token needs the right “{0}” on {1}.',
			arg('right'),
			arg('path'),
		),
	port: (arg) =>
		vscode.l10n.t(
			'You do not have permission to use port {0}. Choose one above 1023.',
			arg('port'),
		),
	noVisibleMount: () =>
		vscode.l10n.t('Your token cannot list mounts. If you know the path of a PKI mount, pin it.'),
	file: (arg) => vscode.l10n.t('You do not have permission to use {0}.', arg('file')),
	ownerNotKept: (arg) =>
		vscode.l10n.t(
			'{0} belongs to another user or group, which a new file would not keep. Run VS Code as its owner.',
			arg('file'),
		),
};

/** By code, then by reason. */
export const reasonTables: Readonly<Partial<Record<PkiError['code'], Table>>> = {
	unreachable,
	untrusted,
	unauthorized,
	unexpected,
	forbidden,
	rateLimited,
	unsupported,
	tooLarge,
	restricted,
	invalid,
	notFound,
	exists,
	keyLost,
};

/** @param ca The CA that was asked, where it has a name and its mount tells nobody anything. */
function certificateSentence(serialNumber: string, mount: string, ca: string): string {
	if (serialNumber === '') return vscode.l10n.t('This certificate does not exist.');
	const serial = shortSerial(serialNumber);
	return ca === ''
		? vscode.l10n.t('{0} does not store a certificate with serial number {1}.', mount, serial)
		: vscode.l10n.t('The {0} has no certificate with serial number {1}.', ca, serial);
}

function authoritySentence(name: string, mount: string): string {
	if (name !== '') return vscode.l10n.t('Issuer “{0}” does not exist.', name);
	if (mount === '') return vscode.l10n.t('This issuer does not exist.');
	return vscode.l10n.t('{0} has no issuer yet.', mount);
}

function subjectSentence(subject: string, fault: string): string {
	switch (fault) {
		case 'tooLong':
			return vscode.l10n.t(
				'The subject “{0}” is too long. At most 64 characters are allowed.',
				subject,
			);
		case 'unknownType':
			return vscode.l10n.t('The subject “{0}” has an unknown attribute.', subject);
		case 'country':
			return vscode.l10n.t('The country in the subject “{0}” must have two letters.', subject);
		case 'emptyValue':
			return vscode.l10n.t('The subject “{0}” has an attribute without a value.', subject);
		case 'controlCharacter':
		case 'character':
			return vscode.l10n.t('The subject “{0}” has a character that is not allowed.', subject);
		default:
			return vscode.l10n.t(
				'The subject “{0}” is not a valid name. Example: CN=api.test,O=Lab',
				subject,
			);
	}
}

function bundleSentence(fault: string, name: string): string {
	switch (fault) {
		case 'noCa':
			return vscode.l10n.t('The file contains neither a CA certificate nor a private key.');
		case 'foreignKey':
			return vscode.l10n.t(
				'The private key does not belong to any of the certificates ({0}), so they could not sign. Choose the file with the matching key, or import only the certificates.',
				name,
			);
		case 'notCa':
			return vscode.l10n.t('“{0}” is not a CA certificate.', name);
		case 'encryptedKey':
			return vscode.l10n.t('The private key is encrypted. Decrypt it first.');
		default:
			return vscode.l10n.t('The file is damaged ({0}).', fault);
	}
}
