import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
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
	return { message: messageOf(error, words), actions: actionsFor(error, about) };
}

function messageOf(error: PkiError, words: string): string {
	const sentence = reasonSentence(error);
	if (words === '') return sentence ?? sentenceOf(error);
	// A status alone explains nothing that the server's own words do not say better.
	if (sentence === undefined && ['invalid', 'notFound', 'unsupported'].includes(error.code)) {
		return vscode.l10n.t('The server refused this: {0}', words);
	}
	return vscode.l10n.t('{0} The server says: {1}', sentence ?? sentenceOf(error), words);
}

function sentenceOf(error: PkiError): string {
	const arg = (name: string) => plainText(String(error.args[name] ?? ''));
	switch (error.code) {
		case 'unreachable':
			return vscode.l10n.t('The server cannot be reached ({0}).', arg('detail') || facts(error));
		case 'untrusted':
			return vscode.l10n.t('The TLS certificate was not accepted ({0}).', facts(error));
		case 'sealed':
			return vscode.l10n.t('Vault is sealed. An operator has to unseal it.');
		case 'uninitialized':
			return vscode.l10n.t('Vault is not initialized. An operator has to initialize it.');
		case 'standby':
			return vscode.l10n.t('This node is a standby; connect to the active one. {0}', arg('origin'));
		case 'unauthorized':
			return vscode.l10n.t('The token was refused. Sign in again.');
		case 'forbidden':
			return vscode.l10n.t('Your token may not do this.');
		case 'notFound':
			return vscode.l10n.t('Nothing of that name is there: {0}', facts(error));
		case 'invalid':
			return vscode.l10n.t('This cannot be used: {0}', facts(error));
		case 'rateLimited':
			return vscode.l10n.t('The server limits requests. Wait a moment and retry.');
		case 'unsupported':
			return vscode.l10n.t('This is not possible here: {0}', facts(error));
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'timeout':
			return vscode.l10n.t('The server did not answer in time.');
		case 'unexpected':
			return vscode.l10n.t(
				'The server answered in a way that was not expected ({0}).',
				facts(error),
			);
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
		case 'keyLost':
			return [{ title: vscode.l10n.t('New CA…'), command: 'pki.newLocalCa' }, log];
		case 'restricted':
			return [{ title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' }];
		case 'cancelled':
		case 'exists':
			return [];
		default:
			return [log];
	}
}

/** Shows an error once, with its next steps as buttons: `again` is the first of them, where there is one. */
export async function showError(
	error: unknown,
	about: Readonly<Record<string, unknown>> = {},
	again?: () => Promise<unknown>,
): Promise<void> {
	const { message, actions } = describeError(error, about);
	const edit = again ? [vscode.l10n.t('Edit and Try Again')] : [];
	const titles = [...edit, ...actions.map(({ title }) => title)];
	const chosen = await vscode.window.showErrorMessage(message, ...titles);
	if (chosen !== undefined && edit.includes(chosen)) await again?.();
	const action = actions.find(({ title }) => title === chosen);
	if (action) await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
}

/** What leaves through the command API: a sentence as the message, the code beside it. */
export function toApiError(error: unknown): Error {
	if (!isPkiError(error)) {
		const plain = error instanceof Error ? error : new Error(String(error));
		return Object.assign(new Error(plain.message, { cause: error }), { code: 'unexpected' });
	}
	return Object.assign(new Error(describeError(error).message, { cause: error }), {
		name: PkiError.name,
		code: error.code,
		reason: error.reason,
	});
}
