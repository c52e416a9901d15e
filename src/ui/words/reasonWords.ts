/** Sentences for the narrower reasons of an error; the broader ones by code stand in errors.ts. */
import * as vscode from 'vscode';
import type { PkiError } from '../../core/common/errors.js';
import {
	badSettings,
	type Table,
	unauthorized,
	unexpected,
	unreachable,
	untrusted,
} from './connectionWords.js';
import { lacking } from './abilityWords.js';
import { plainText } from './plainText.js';
import { shortSerial } from './words.js';

/** Undefined where the reason has no sentence of its own. */
export function reasonSentence(error: PkiError): string | undefined {
	const { explanation } = error.args;
	if (explanation !== undefined) return plainText(String(explanation), 1000);
	const words = tables[error.code]?.[error.reason ?? ''];
	return words?.((name) => plainText(String(error.args[name] ?? '')));
}

const names: Table = {
	dnsName: (arg) =>
		vscode.l10n.t(
			'“{0}” is no DNS name: letters, digits and dashes between dots, one “*.” in front.',
			arg('name'),
		),
	ipAddress: (arg) => vscode.l10n.t('“{0}” is no IP address.', arg('name')),
	uri: (arg) =>
		vscode.l10n.t('“{0}” is no URI with a scheme, such as spiffe://lab/web.', arg('name')),
	email: (arg) => vscode.l10n.t('“{0}” is no e-mail address.', arg('name')),
	altNameType: (arg) =>
		vscode.l10n.t('“{0}” is a kind of name that is not written here.', arg('name')),
	noNames: () => vscode.l10n.t('A certificate needs a name: a common name or another one.'),
	subject: (arg) => subjectSentence(arg('subject'), arg('fault')),
};

const requests: Table = {
	keyNotAllowed: (arg) =>
		arg('keyBits') === '0'
			? vscode.l10n.t('Role “{0}” takes keys of type {1} only.', arg('role'), arg('keyType'))
			: vscode.l10n.t(
					'Role “{0}” takes keys of type {1} only, with {2} bits or more.',
					arg('role'),
					arg('keyType'),
					arg('keyBits'),
				),
	request: (arg) =>
		arg('field') === ''
			? vscode.l10n.t('There is no certificate request that can be read.')
			: vscode.l10n.t('The certificate request is damaged ({0}: {1}).', arg('field'), arg('fault')),
	requestKey: (arg) =>
		vscode.l10n.t(
			'The request has a key that is not signed here: {0}. Use EC P-256, P-384 or P-521, RSA from 2048 bits on, or Ed25519.',
			[arg('keyType'), arg('curve'), arg('keyBits')].filter((part) => !/^0?$/.test(part)).join(' '),
		),
	requestAlgorithm: (arg) =>
		vscode.l10n.t(
			'The request is signed with {0}, which proves nothing any more.',
			arg('algorithm'),
		),
	requestSignature: () =>
		vscode.l10n.t(
			'The request is not signed by its own key: whoever made it does not prove to hold that key.',
		),
};

const urls: Table = {
	notUrl: (arg) => vscode.l10n.t('“{0}” is no address.', arg('url')),
	notHttps: (arg) => vscode.l10n.t('“{0}” does not begin with https://.', arg('url')),
	urlCredentials: () => vscode.l10n.t('Leave user name and password out of the address.'),
	notServerName: (arg) => vscode.l10n.t('“{0}” is no host name.', arg('name')),
};

const files: Table = {
	notFolder: (arg) =>
		vscode.l10n.t('There can be no folder {0}: a file is in the way.', arg('file')),
	notFile: (arg) => vscode.l10n.t('{0} is no file.', arg('file')),
	noBlocks: () => vscode.l10n.t('There is no certificate, request, CRL or key in it.'),
	noCertificate: (arg) =>
		arg('file') === ''
			? vscode.l10n.t('There is no certificate in it.')
			: vscode.l10n.t('There is no certificate in {0}.', arg('file')),
	noRequest: () => vscode.l10n.t('There is no certificate request that can be read.'),
	noFolder: () => vscode.l10n.t('No folder is open. Open one, or choose where to save.'),
};

const invalid: Table = {
	...names,
	...requests,
	...urls,
	...files,
	...badSettings,
	badOption: (arg) =>
		arg('field') === ''
			? vscode.l10n.t('“{0}” must be {1}.', arg('name'), arg('expected'))
			: vscode.l10n.t('“{0}” takes {2}, not “{1}”.', arg('name'), arg('field'), arg('expected')),
	badPath: (arg) => vscode.l10n.t('“{0}” is no path that can be used.', arg('path')),
	badSerialNumber: () => vscode.l10n.t('This is not a serial number. Enter one such as 2b:f9:1c.'),
	cursor: () => vscode.l10n.t('This place in the list is gone. Read it from the beginning.'),
	notAllowedByRole: () => vscode.l10n.t('The role does not allow this.'),
	ttl: () => vscode.l10n.t('The lifetime must be a whole number of seconds, one or more.'),
	issuerExpired: () => vscode.l10n.t('The CA has expired, so it cannot sign any more.'),
	issuerNotAllowed: (arg) =>
		vscode.l10n.t('“{0}” signs no certificates for servers and clients.', arg('authority')),
	key: () =>
		vscode.l10n.t('The private key cannot be read, or is of a kind that is not used here.'),
	revocationReason: (arg) =>
		vscode.l10n.t('“{0}” is no reason for a revocation.', arg('revocationReason')),
	notIssuedHere: () => vscode.l10n.t('This certificate was not issued by a CA of this mount.'),
	otherSerial: (arg) =>
		vscode.l10n.t(
			'The certificate has serial number {0}, not {1}.',
			arg('serialNumber'),
			arg('wanted'),
		),
	mountExists: () => vscode.l10n.t('Something is mounted at this path already.'),
	bundle: (arg) => bundleSentence(arg('fault'), arg('name')),
};

const notFound: Table = {
	file: (arg) => vscode.l10n.t('There is no file {0}.', arg('file')),
	connection: () => vscode.l10n.t('There is no such connection any more.'),
	notPki: (arg) => vscode.l10n.t('{0} is no PKI mount.', arg('mount')),
	noPin: () => vscode.l10n.t('Nothing of that path is pinned.'),
	noRole: (arg) =>
		arg('role') === ''
			? vscode.l10n.t('There is no such role.')
			: vscode.l10n.t('There is no role “{0}” in {1}.', arg('role'), arg('mount')),
	noMount: (arg) =>
		arg('mount') === ''
			? vscode.l10n.t('There is no such PKI mount.')
			: vscode.l10n.t('There is no PKI mount {0}.', arg('mount')),
	noIssuer: () =>
		vscode.l10n.t('The mount has no CA that could sign. Generate or import one first.'),
	noCertificate: (arg) => certificateSentence(arg('serialNumber'), arg('mount'), arg('ca')),
	notStored: (arg) =>
		vscode.l10n.t(
			'{0} If it was issued here all the same, revoke it by its file: some roles store no certificates.',
			certificateSentence(arg('serialNumber'), arg('mount'), arg('ca')),
		),
	noRoot: (arg) =>
		vscode.l10n.t(
			'The root above “{0}” is not known here. Import its certificate into {1}, or choose the mount that has it.',
			arg('name'),
			arg('mount'),
		),
	rootUnverified: (arg) =>
		vscode.l10n.t(
			'The signature of the root above “{0}” cannot be verified in this editor, so it is not offered.',
			arg('name'),
		),
	noCrl: (arg) => vscode.l10n.t('{0} has no revocation list yet.', arg('mount')),
	noConnection: () => vscode.l10n.t('There is no connection for this.'),
	noRootYet: (arg) =>
		vscode.l10n.t('The {0} has no root yet: it gets one with its first certificate.', arg('ca')),
	noAuthority: (arg) => authoritySentence(arg('authority') || arg('id'), arg('mount')),
};

const exists: Table = {
	role: (arg) =>
		vscode.l10n.t('{1} has a role “{0}” already. Edit it instead.', arg('role'), arg('mount')),
};

const forbidden: Table = {
	noVisibleMount: () =>
		vscode.l10n.t(
			'Your token may not list mounts, and sees no PKI mount. If you know the path of one, pin it.',
		),
	file: (arg) => vscode.l10n.t('You have no permission for {0}.', arg('file')),
};

const unsupported: Table = {
	addConnection: () => vscode.l10n.t('No connection can be added.'),
	...lacking,
	backend: (arg) => vscode.l10n.t('A connection of the kind “{0}” is not known.', arg('backend')),
	crl: () => vscode.l10n.t('This connection has no CRL to show.'),
	issue: () => vscode.l10n.t('This connection makes no keys; have a request signed instead.'),
	noIssuing: () => vscode.l10n.t('This connection issues no certificates.'),
	notFromEnvironment: () => vscode.l10n.t('The environment does not describe this connection.'),
	notLocalFile: (arg) => vscode.l10n.t('Only files on disk can be used, not {0}.', arg('scheme')),
	noReset: () =>
		vscode.l10n.t('Only the Local CA keeps its keys here; this connection’s are on its server.'),
	notSaved: () => vscode.l10n.t('This connection is not saved, so there is nothing to change.'),
	pin: () => vscode.l10n.t('Nothing is pinned here: everything is listed.'),
	revocationReason: () => vscode.l10n.t('This server takes no reason for a revocation.'),
	revoke: () => vscode.l10n.t('This connection revokes no certificates.'),
	severalConnections: () =>
		vscode.l10n.t('Select certificates of one connection only: they are revoked in one go.'),
	sign: () => vscode.l10n.t('This connection signs no requests.'),
	signIn: () => vscode.l10n.t('This connection needs no sign-in.'),
};

const tooLarge: Table = {
	crl: () => vscode.l10n.t('The CRLs are too large to find out what is revoked.'),
	file: (arg) => vscode.l10n.t('{0} is too large to be read.', arg('file')),
};

const restricted: Table = {
	write: () => vscode.l10n.t('This folder is not trusted, so nothing is written.'),
};

const keyLost: Table = {
	notKept: () =>
		vscode.l10n.t(
			'The secret storage refused to keep the private key of a new CA, so none was made. Its key can lie in a file instead.',
		),
	missing: () =>
		vscode.l10n.t(
			'The private key of the Local CA is gone from the secret storage, so it cannot sign any more. Its certificates stay readable.',
		),
	otherKey: () =>
		vscode.l10n.t(
			'The private key in the secret storage is not the one of the Local CA’s certificate, so it cannot sign any more.',
		),
};

const tables: Readonly<Partial<Record<PkiError['code'], Table>>> = {
	unreachable,
	untrusted,
	unauthorized,
	unexpected,
	forbidden,
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
	if (serialNumber === '') return vscode.l10n.t('There is no such certificate.');
	const serial = shortSerial(serialNumber);
	return ca === ''
		? vscode.l10n.t('{0} stores no certificate with serial number {1}.', mount, serial)
		: vscode.l10n.t('The {0} has no certificate with serial number {1}.', ca, serial);
}

function authoritySentence(name: string, mount: string): string {
	if (name !== '') return vscode.l10n.t('There is no issuer “{0}”.', name);
	if (mount === '') return vscode.l10n.t('There is no such issuer.');
	return vscode.l10n.t('{0} has no issuer yet.', mount);
}

function subjectSentence(subject: string, fault: string): string {
	switch (fault) {
		case 'tooLong':
			return vscode.l10n.t('The subject “{0}” is too long: 64 characters are allowed.', subject);
		case 'unknownType':
			return vscode.l10n.t('The subject “{0}” has an attribute that is not known.', subject);
		case 'country':
			return vscode.l10n.t('The country in the subject “{0}” must have two letters.', subject);
		case 'emptyValue':
			return vscode.l10n.t('The subject “{0}” has an attribute without a value.', subject);
		case 'controlCharacter':
		case 'character':
			return vscode.l10n.t('The subject “{0}” has a character that cannot stand there.', subject);
		default:
			return vscode.l10n.t('The subject “{0}” is no name such as CN=api.test,O=Lab.', subject);
	}
}

function bundleSentence(fault: string, name: string): string {
	switch (fault) {
		case 'noCa':
			return vscode.l10n.t('The file has no CA certificate and no private key.');
		case 'foreignKey':
			return vscode.l10n.t(
				'The private key belongs to none of the certificates ({0}), so nothing could be signed with them. Choose the file with the right key, or import the certificates alone.',
				name,
			);
		case 'notCa':
			return vscode.l10n.t('“{0}” is no CA certificate.', name);
		case 'encryptedKey':
			return vscode.l10n.t('The private key is encrypted: decrypt it first.');
		default:
			return vscode.l10n.t('The file is damaged ({0}).', fault);
	}
}
