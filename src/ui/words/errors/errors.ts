import * as vscode from 'vscode';
import { type ErrorCode, isPkiError, PkiError } from '../../../core/common/errors.js';
import { forPerson } from '../../ask/forPerson.js';
import { nextSteps, type NextStep } from './nextSteps.js';
import { plainText } from '../plainText.js';
import { reasonSentence } from './reasonWords.js';
import { shortErrors, showFullError } from './serverWords.js';

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
export function describeError(error: unknown, about: object = {}): ErrorDescription {
	if (!isPkiError(error)) {
		return {
			message: plainText(error instanceof Error ? error.message : String(error)),
			actions: [],
		};
	}
	return { message: messageOf(error), actions: actionsFor(error, about) };
}

/** An error as a notification says it. */
export interface ErrorNotice {
	readonly message: string;
	/** What *Show Details* shows; absent where `message` says it all. */
	readonly details?: ErrorDetails;
}

interface ErrorDetails {
	/** What went wrong, in our words. */
	readonly sentence: string;
	/** All that the server said of it. Never the token: the connection takes it out of every answer. */
	readonly words: string;
}

/** The server's words short, and in full where that leaves out some of them. */
export function noticeOf(error: unknown): ErrorNotice {
	if (!isPkiError(error)) return { message: describeError(error).message };
	const { words, full } = shortErrors(newWords(error));
	const sentence = reasonSentence(error) ?? sentenceWithoutWords(error);
	return {
		message: withWords(error, words),
		...(full !== undefined && { details: { sentence, words: full } }),
	};
}

function messageOf(error: PkiError): string {
	const said = newWords(error).map((text) => plainText(text, 400));
	return withWords(error, said.join('; '));
}

function withWords(error: PkiError, words: string): string {
	const message = messageWith(error, words);
	const { requestId } = error.args;
	return requestId === undefined
		? message
		: // By it the operator of the server finds the request in the log.
			vscode.l10n.t('{0} Request ID: {1}.', message, plainText(String(requestId), 100));
}

function messageWith(error: PkiError, words: string): string {
	const sentence = reasonSentence(error);
	if (words === '') return sentence ?? sentenceOf(error);
	// A status alone explains nothing that the server's own words do not say better.
	if (sentence === undefined && wordsSayMore.includes(error.code)) {
		return vscode.l10n.t('The server refused this: {0}', words);
	}
	return vscode.l10n.t('{0} The server says: {1}', sentence ?? sentenceOf(error), words);
}

const wordsSayMore: readonly ErrorCode[] = ['invalid', 'notFound', 'unsupported'];

function sentenceWithoutWords(error: PkiError): string {
	return wordsSayMore.includes(error.code)
		? vscode.l10n.t('The server refused this.')
		: sentenceOf(error);
}

/** Of the server's words those that say more than our own sentence. */
function newWords(error: PkiError): readonly string[] {
	const sentence = reasonSentence(error) ?? '';
	return error.serverMessages.filter((text) => {
		const plain = plainText(text, 400);
		return !repeats(error.code, plain) && !sentence.includes(plain);
	});
}

function repeats(code: PkiError['code'], text: string): boolean {
	switch (code) {
		case 'sealed':
			return /^\S+ is sealed\.?$/i.test(text);
		case 'forbidden':
			return /^permission denied\.?$/i.test(text);
		default:
			return false;
	}
}

function sentenceOf(error: PkiError): string {
	const arg = (name: string) => plainText(String(error.args[name] ?? ''));
	switch (error.code) {
		case 'unreachable':
			return vscode.l10n.t('Could not connect to the server ({0}).', arg('detail') || facts(error));
		case 'untrusted':
			return vscode.l10n.t('The TLS certificate was not accepted ({0}).', facts(error));
		case 'sealed':
			return vscode.l10n.t('The server is sealed. An operator must unseal it.');
		case 'uninitialized':
			return vscode.l10n.t('The server is not initialized. An operator must initialize it.');
		case 'standby':
			return vscode.l10n.t('This node is a standby. Connect to the active one: {0}', arg('origin'));
		case 'unauthorized':
			return vscode.l10n.t('The token was refused. Sign in again.');
		case 'forbidden':
			return vscode.l10n.t('Permission denied. Your token does not allow this.');
		case 'notFound':
			return vscode.l10n.t('Not found: {0}', facts(error));
		case 'invalid':
			return vscode.l10n.t('Invalid value: {0}', facts(error));
		case 'rateLimited':
			return vscode.l10n.t('Too many requests. Wait a moment and retry.');
		case 'unsupported':
			return vscode.l10n.t('Not supported here: {0}', facts(error));
		case 'cancelled':
			return vscode.l10n.t('Cancelled.');
		case 'timeout':
			return vscode.l10n.t('The server did not respond in time.');
		case 'unexpected':
			return vscode.l10n.t('The server sent an unexpected response ({0}).', facts(error));
		case 'tooLarge':
			return vscode.l10n.t('Too large to read: {0}', facts(error));
		case 'keyLost':
			return vscode.l10n.t(
				'The private key of the Local CA is missing from the secret storage, so it can no longer sign. Its certificates can still be read.',
			);
		case 'exists':
			return vscode.l10n.t('{0} already exists and was not changed.', arg('file'));
		case 'restricted':
			return vscode.l10n.t('This folder is not trusted, so nothing is sent or written.');
	}
}

/** Reason and arguments, for codes whose sentence has no words of its own for them. */
function facts(error: PkiError): string {
	const args = Object.entries(error.args)
		.filter(([name]) => name !== 'requestId')
		.map(([name, value]) => `${name} ${plainText(String(value))}`);
	return [error.reason ?? '', ...args].filter((part) => part !== '').join(', ');
}

function actionsFor(error: PkiError, about: object): readonly ErrorAction[] {
	return nextSteps(error).map((step) => actionOf(step, error, about));
}

function actionOf(step: NextStep, error: PkiError, about: object): ErrorAction {
	const { connection } = placeIn(about);
	// A plain object would be a program's call, to which no error is shown.
	const onSame = [
		Object.getPrototypeOf(about) === Object.prototype ? forPerson({ ...about }) : about,
	];
	switch (step) {
		case 'addConnection':
			return { title: vscode.l10n.t('Add Connection…'), command: 'pki.addConnection' };
		case 'editConnection':
			return {
				...{ title: vscode.l10n.t('Edit Connection…'), command: 'pki.editConnection' },
				args: [forPerson({ ...(connection !== undefined && { connection }), error })],
			};
		case 'signIn':
			return { title: vscode.l10n.t('Sign In Again…'), command: 'pki.signIn', args: onSame };
		case 'retry':
			return { title: vscode.l10n.t('Retry'), command: retryCommand, args: onSame };
		case 'showStatus':
			return { title: vscode.l10n.t('Show Status'), command: 'pki.showStatus', args: onSame };
		case 'openSettings':
			return {
				...{ title: vscode.l10n.t('Open Settings'), command: 'workbench.action.openSettings' },
				args: [proxySetting(error)],
			};
		case 'pin':
			return { title: vscode.l10n.t('Pin by Path…'), command: 'pki.pin', args: onSame };
		case 'newLocalCa':
			return { title: vscode.l10n.t('New CA…'), command: 'pki.newLocalCa' };
		case 'generateRoot':
			return { title: vscode.l10n.t('Generate Root…'), command: 'pki.generateRoot', args: onSame };
		case 'importBundle':
			return {
				...{ title: vscode.l10n.t('Import CA Bundle…'), command: 'pki.importBundle' },
				args: [forPerson(placeIn(about))],
			};
		case 'createRequest':
			return { title: vscode.l10n.t('Create Certificate Request…'), command: 'pki.createRequest' };
		case 'signRequest':
			return {
				title: vscode.l10n.t('Sign Certificate Request…'),
				command: 'pki.signRequest',
				args: onSame,
			};
		case 'revokeByFile':
			return {
				title: vscode.l10n.t('Choose File…'),
				command: 'pki.revokeCertificate',
				args: onSame,
			};
		case 'editRole':
			return { title: vscode.l10n.t('Edit Role…'), command: 'pki.editRole', args: onSame };
		case 'manageTrust':
			return { title: vscode.l10n.t('Manage Trust'), command: 'workbench.trust.manage' };
		case 'openFolder':
			return { title: vscode.l10n.t('Open Folder…'), command: 'vscode.openFolder' };
		case 'showLog':
			return { title: vscode.l10n.t('Show Log'), command: logCommand };
	}
}

const logCommand = 'pki.showLog';

/** Runs anew what a row of the tree shows; a notification runs its own command again instead. */
const retryCommand = 'pki.refresh';

/** Where the address of the proxy is set, where that is a setting, else where this server can be left out. */
function proxySetting({ reason, args }: PkiError): string {
	if (reason === 'proxyAuthentication') return 'http.proxyAuthorization';
	const source = String(args.source ?? '');
	return source.startsWith('http.') ? source : 'http.noProxy';
}

interface Place {
	readonly connection?: string;
	readonly mount?: string;
}

function placeIn(about: object): Place {
	const connection = 'connection' in about ? about.connection : undefined;
	const mount = 'mount' in about ? about.mount : undefined;
	return {
		...(typeof connection === 'string' && { connection }),
		...(typeof mount === 'string' && { mount }),
	};
}

/**
 * Shows an error once, with its next steps as buttons, and *Show Details* in place of the log where the server said more
 * than fits. `again` runs the command anew: with what was typed, where that was kept, else where another try may help.
 */
export async function showError(
	error: unknown,
	about: object = {},
	again?: { readonly run: () => Promise<unknown>; readonly isTyped: boolean },
): Promise<void> {
	const { message, details } = noticeOf(error);
	const buttons = describeError(error, about).actions.flatMap(({ title, command, args = [] }) => {
		const run = () => vscode.commands.executeCommand(command, ...args);
		if (command === logCommand && details) return [];
		if (command !== retryCommand) return [{ title, run }];
		return again && !again.isTyped ? [{ title, run: again.run }] : [];
	});
	const edit = again?.isTyped
		? [{ title: vscode.l10n.t('Edit and Try Again'), run: again.run }]
		: [];
	const more = details ? [showDetails(details)] : [];
	const all = [...edit, ...buttons, ...more];
	const chosen = await vscode.window.showErrorMessage(message, ...all.map(({ title }) => title));
	await all.find(({ title }) => title === chosen)?.run();
}

function showDetails({ sentence, words }: ErrorDetails): {
	title: string;
	run: () => Promise<void>;
} {
	return { title: vscode.l10n.t('Show Details'), run: () => showFullError(sentence, words) };
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
