/** Why something cannot be done here: not at all, not with this file, not in this folder. */
import * as vscode from 'vscode';
import { lacking } from '../connections/abilityWords.js';
import type { Table } from '../connections/connectionWords.js';
import { beyondServer } from './accessWords.js';
import { largeKeyStore, unsupportedKeyStore } from './keyStoreWords.js';

export const unsupported: Table = {
	...unsupportedKeyStore,
	addConnection: () => vscode.l10n.t('Connections cannot be added.'),
	addIssuer: () =>
		vscode.l10n.t(
			'A certificate cannot be inserted after this block, because of how it is written.',
		),
	fileModes: () => vscode.l10n.t('Files on this system have no permission bits.'),
	...lacking,
	...beyondServer,
	backend: (arg) => vscode.l10n.t('Connections of type “{0}” are not supported.', arg('backend')),
	noServer: () => vscode.l10n.t('This connection has no server to test.'),
	crl: () => vscode.l10n.t('This connection has no CRL to show.'),
	crlSign: (arg) => vscode.l10n.t('“{0}” is not allowed to sign a CRL (key usage).', arg('name')),
	describedElsewhere: (arg) =>
		vscode.l10n.t(
			'This connection comes from the environment ({0}). Change it there, then restart VS Code.',
			arg('source'),
		),
	noSettings: () => vscode.l10n.t('The Local CA has no settings to edit.'),
	issue: () =>
		vscode.l10n.t(
			'This connection does not create keys. Have a certificate request signed instead.',
		),
	noIssuing: () => vscode.l10n.t('This connection does not issue certificates.'),
	issuingCall: () => vscode.l10n.t('Other programs cannot reach the server of this connection.'),
	listAuditEvents: () => vscode.l10n.t('This connection has no audit log.'),
	noEvents: () => vscode.l10n.t('The server of this connection does not send webhooks.'),
	notFromEnvironment: () => vscode.l10n.t('The environment does not describe this connection.'),
	notLocalFile: (arg) => vscode.l10n.t('Only files on disk can be used, not {0}.', arg('scheme')),
	noOwnCa: () =>
		vscode.l10n.t(
			'Only the Local CA keeps its keys on this machine. The keys of this connection are on its server.',
		),
	tlsJob: () => vscode.l10n.t('This version of the extension cannot do that.'),
	notSaved: () => vscode.l10n.t('This connection is not saved, so there is nothing to change.'),
	pin: () => vscode.l10n.t('Nothing can be pinned here, because everything is listed.'),
	base64Form: () =>
		vscode.l10n.t('The base64 is written with escapes, so it cannot be replaced where it is.'),
	rotateFile: (arg) => vscode.l10n.t('{0} cannot be replaced in its format.', arg('file')),
	rotatePlace: (arg) =>
		vscode.l10n.t(
			'The block at line {0} cannot be replaced where it is, because of how it is written.',
			arg('line'),
		),
	revocationReason: () => vscode.l10n.t('This server does not accept a revocation reason.'),
	revoke: () => vscode.l10n.t('This connection cannot revoke certificates.'),
	severalConnections: () => vscode.l10n.t('Select certificates of one connection only.'),
	sign: () => vscode.l10n.t('This connection cannot sign certificate requests.'),
	signIn: () => vscode.l10n.t('This connection does not need a sign-in.'),
	terminalFromEnvironment: (arg) =>
		vscode.l10n.t(
			'This connection comes from the environment ({0}), which terminals have too.',
			arg('source'),
		),
	terminalVariables: () => vscode.l10n.t('No command-line program can use this connection.'),
};

export const tooLarge: Table = {
	...largeKeyStore,
	crl: () => vscode.l10n.t('The CRLs are too large to read, so what is revoked is unknown.'),
	file: (arg) =>
		vscode.l10n.t(
			'{0} is too large to read. The limit is {1}.',
			arg('file'),
			sizeWords(Number(arg('limit'))),
		),
	list: () => vscode.l10n.t('The server’s list is too long to read.'),
	folder: (arg) => vscode.l10n.t('The folder {0} contains too many files.', arg('file')),
};

function sizeWords(bytes: number): string {
	const kilobytes = bytes / 1024;
	return kilobytes < 1024
		? vscode.l10n.t('{0} KB', Math.round(kilobytes))
		: vscode.l10n.t('{0} MB', Math.round(kilobytes / 1024));
}

export const restricted: Table = {
	write: () => vscode.l10n.t('This folder is not trusted, so nothing is written.'),
	run: () => vscode.l10n.t('This folder is not trusted, so no program is started.'),
	send: () => vscode.l10n.t('This folder is not trusted, so nothing is requested.'),
	outside: () =>
		vscode.l10n.t(
			'This folder is not trusted, so language models cannot read files outside of it.',
		),
};

export const keyLost: Table = {
	notKept: () =>
		vscode.l10n.t(
			'The secret storage did not accept the private key, so no CA was created. The key can be kept in a file instead.',
		),
	missing: () =>
		vscode.l10n.t(
			'The private key of the Local CA is missing from the secret storage, so it can no longer sign. Its certificates can still be read.',
		),
	otherKey: () =>
		vscode.l10n.t(
			'The private key in the secret storage does not match the Local CA’s certificate, so it can no longer sign.',
		),
};
