import * as vscode from 'vscode';
import type { Backend, BackendStatus } from '../../core/backends/contract/backend.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { NewConnection } from '../../services/connectionStore.js';
import { describeError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { noticeSentence, stateWord } from '../../ui/words/connections/statusWords.js';
import { relativeTime } from '../../ui/words/words.js';
import type { CommandContext } from '../command.js';

/** Long enough for a slow link; somebody is waiting for it. */
const patienceMs = 15_000;

/** Opens the connection once, with progress and cancel, and closes it again. Rejects with the cause of a failure. */
export function tryConnection(
	context: CommandContext,
	connection: NewConnection,
): Promise<BackendStatus> {
	return withProgress(
		vscode.l10n.t('Connecting to {0}', plainText(connection.label)),
		async (signal) => {
			const client = await context.clients.openUnsaved(connection);
			try {
				return await usableStatus(client, signal);
			} finally {
				client.dispose();
			}
		},
	);
}

/** The status of an open connection; sealed and uninitialized servers are failures here. */
export async function usableStatus(client: Backend, signal: AbortSignal): Promise<BackendStatus> {
	const status = await client.status({ signal, timeoutMs: patienceMs });
	if (status.state === 'sealed' || status.state === 'uninitialized') {
		throw new PkiError(status.state);
	}
	return status;
}

export type AfterFailure = 'edit' | 'retry' | 'save';

interface Choice extends vscode.MessageItem {
	/** Absent: a step outside the form. */
	readonly answer?: AfterFailure;
}

/** Names the cause and asks what to do. Rejects with `cancelled`, and with the error itself where no answer helps. */
export async function askAfterFailure(
	connection: NewConnection,
	error: unknown,
): Promise<AfterFailure> {
	if (isPkiError(error, 'cancelled') || isPkiError(error, 'restricted')) throw error;
	const edit: Choice = { title: vscode.l10n.t('Edit'), answer: 'edit' };
	const retry: Choice = { title: vscode.l10n.t('Retry'), answer: 'retry' };
	const save: Choice = { title: vscode.l10n.t('Save Anyway'), answer: 'save' };
	const { message, actions } = describeError(error);
	const elsewhere = actions.filter(({ command }) => !ownSteps.includes(command));
	const chosen = await vscode.window.showErrorMessage<Choice>(
		vscode.l10n.t('Could not connect to “{0}”', plainText(connection.label)),
		{ modal: true, detail: message },
		...[edit, retry, save, ...elsewhere.map(({ title }) => ({ title }))],
	);
	const action = elsewhere.find(({ title }) => title === chosen?.title);
	if (action) await vscode.commands.executeCommand(action.command, ...(action.args ?? []));
	if (chosen?.answer === undefined) throw new PkiError('cancelled', { cause: error });
	return chosen.answer;
}

/** What the form itself does, what needs a connection that is saved, and what would only end the form. */
const ownSteps = [
	...['pki.editConnection', 'pki.signIn', 'pki.showStatus', 'pki.refresh', 'pki.showLog'],
];

/** `OpenBao 2.7.2, active. The token expires in 31 days.`, `Local CA is ready.` */
export function statusWords(status: BackendStatus, now: Date): string {
	const { product, version, credentialsExpireAt, notices = [] } = status;
	const server = version === undefined ? product : `${product} ${version}`;
	const isPlain = version === undefined && status.state === 'active';
	const words = [
		isPlain
			? vscode.l10n.t('{0} is ready.', plainText(server))
			: vscode.l10n.t('{0}, {1}.', plainText(server), stateWord(status.state)),
	];
	if (credentialsExpireAt !== undefined) {
		words.push(vscode.l10n.t('The token expires {0}.', relativeTime(credentialsExpireAt, now)));
	}
	for (const notice of notices) {
		const sentence = noticeSentence(notice);
		if (sentence !== undefined) words.push(sentence);
	}
	return words.join(' ');
}
