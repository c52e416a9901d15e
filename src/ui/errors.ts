import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../core/common/errors.js';
import { plainText } from './plainText.js';
import { reasonSentence } from './reasonWords.js';

/** A button below an error: a title and the command it runs. */
export interface ErrorAction {
	readonly title: string;
	readonly command: string;
	readonly args?: readonly unknown[];
}

export interface ErrorDescription {
	/** What happened, whose words these are; one or two sentences. */
	readonly message: string;
	/** The next steps, the likeliest first. */
	readonly actions: readonly ErrorAction[];
}

/** An error in a person's words. `about` is the node or the options the failed call had. */
export function describeError(
	error: unknown,
	about: Readonly<Record<string, unknown>> = {},
): ErrorDescription {
	if (!isPkiError(error)) {
		return {
			message: plainText(error instanceof Error ? error.message : String(error)),
			actions: [],
		};
	}
	const words = error.serverMessages.map((text) => plainText(text)).join('; ');
	const sentence = reasonSentence(error) ?? sentenceOf(error);
	return {
		message: words === '' ? sentence : vscode.l10n.t('{0} The server says: {1}', sentence, words),
		actions: actionsFor(error, about),
	};
}

function sentenceOf(error: PkiError): string {
	const arg = (name: string) => plainText(String(error.args[name] ?? ''));
	const reason = error.reason ?? '';
	// Whoever threw it has said it in words already, as for what a role refuses.
	if (error.args.explanation !== undefined) {
		return plainText(String(error.args.explanation), 1000);
	}
	switch (error.code) {
		case 'unreachable':
			return unreachable(reason);
		case 'untrusted':
			return untrusted(reason, arg);
		case 'sealed':
			return vscode.l10n.t('Vault is sealed. An operator has to unseal it.');
		case 'uninitialized':
			return vscode.l10n.t('Vault is not initialized. An operator has to initialize it.');
		case 'standby':
			return vscode.l10n.t('This node is a standby; connect to the active one. {0}', arg('origin'));
		case 'unauthorized':
			return reason === 'noToken'
				? vscode.l10n.t('There is no token. Sign in.')
				: vscode.l10n.t('Vault refused the token. Sign in again.');
		case 'forbidden':
			return reason === 'file'
				? vscode.l10n.t('You have no permission for {0}.', arg('file'))
				: vscode.l10n.t('Your token may not do this (403 permission denied).');
		case 'notFound':
			return vscode.l10n.t('Nothing of that name is there: {0}', facts(error));
		case 'invalid':
			return reason === 'badOption'
				? vscode.l10n.t('“{0}” must be {1}.', arg('name'), arg('expected'))
				: reason === 'noFolder'
					? vscode.l10n.t('No folder is open. Open one, or choose where to save.')
					: vscode.l10n.t('This cannot be used: {0}', facts(error));
		case 'rateLimited':
			return vscode.l10n.t('The server limits requests. Wait a moment and retry.');
		case 'unsupported':
			return vscode.l10n.t('This is not possible here: {0}', facts(error));
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'timeout':
			return vscode.l10n.t('The server did not answer in time.');
		case 'unexpected':
			return unexpected(reason, arg);
		case 'tooLarge':
			return vscode.l10n.t('This is too large to be read: {0}', facts(error));
		case 'keyLost':
			return vscode.l10n.t(
				'The private key of the Local CA is gone from the secret storage, so it cannot sign any more. Its certificates stay readable.',
			);
		case 'exists':
			return vscode.l10n.t('{0} exists already and was left as it is.', arg('file'));
		case 'restricted':
			return vscode.l10n.t('This folder is not trusted: nothing is sent and nothing is written.');
	}
}

function unreachable(reason: string): string {
	switch (reason) {
		case 'refused':
			return vscode.l10n.t('Nothing listens at this address: is the server running?');
		case 'unknownHost':
			return vscode.l10n.t('This host name is unknown.');
		case 'httpsToHttp':
			return vscode.l10n.t('The server speaks plain HTTP: use http:// in the address.');
		case 'httpToHttps':
			return vscode.l10n.t('The server speaks TLS: use https:// in the address.');
		case 'tlsVersion':
			return vscode.l10n.t('The server offers no TLS version from 1.2 on.');
		default:
			return vscode.l10n.t('The server cannot be reached ({0}).', reason);
	}
}

function untrusted(reason: string, arg: (name: string) => string): string {
	switch (reason) {
		case 'selfSigned':
		case 'unknownIssuer':
		case 'incompleteCaFile':
			return vscode.l10n.t(
				'The certificate of {0} is not trusted; it was issued by {1}. Give that CA as the CA file of the connection.',
				arg('host'),
				arg('issuer'),
			);
		case 'expired':
			return vscode.l10n.t('The certificate of {0} expired on {1}.', arg('host'), arg('notAfter'));
		case 'nameMismatch':
			return vscode.l10n.t(
				'The certificate of {0} is for other names: {1}. Set the server name of the connection.',
				arg('host'),
				arg('names'),
			);
		case 'clientCertificateRequired':
			return vscode.l10n.t('The server demands a client certificate.');
		default:
			return vscode.l10n.t('The TLS certificate was not accepted ({0}).', reason);
	}
}

function unexpected(reason: string, arg: (name: string) => string): string {
	switch (reason) {
		case 'notVault':
			return vscode.l10n.t('Something answers there, but it is not Vault or OpenBao.');
		case 'redirect':
			return vscode.l10n.t(
				'The server redirects to {0}; the token is not sent there.',
				arg('origin'),
			);
		default:
			return vscode.l10n.t('The server answered in a way that was not expected ({0}).', reason);
	}
}

/** Reason and arguments, for codes whose sentence has no words of its own for them. */
function facts(error: PkiError): string {
	const args = Object.entries(error.args).map(
		([name, value]) => `${name} ${plainText(String(value))}`,
	);
	return [error.reason ?? '', ...args].filter((part) => part !== '').join(', ');
}

function actionsFor(
	error: PkiError,
	about: Readonly<Record<string, unknown>>,
): readonly ErrorAction[] {
	const log = { title: vscode.l10n.t('Show Log'), command: 'pki.showLog' };
	const { connection } = about;
	switch (error.code) {
		case 'unauthorized':
			return typeof connection === 'string'
				? [{ title: vscode.l10n.t('Sign In Again'), command: 'pki.signIn', args: [about] }, log]
				: [log];
		case 'restricted':
			return [{ title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' }];
		case 'cancelled':
		case 'exists':
			return [];
		default:
			return [log];
	}
}

/** Shows an error once, with its next steps as buttons. */
export async function showError(
	error: unknown,
	about: Readonly<Record<string, unknown>> = {},
): Promise<void> {
	const { message, actions } = describeError(error, about);
	const chosen = await vscode.window.showErrorMessage(message, ...actions.map((a) => a.title));
	const action = actions.find((a) => a.title === chosen);
	if (action) await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
}

/** What leaves through the command API: a sentence as the message, the code beside it. */
export function toApiError(error: unknown): Error {
	if (!isPkiError(error)) return error instanceof Error ? error : new Error(String(error));
	return Object.assign(new Error(describeError(error).message, { cause: error }), {
		name: PkiError.name,
		code: error.code,
		reason: error.reason,
	});
}
