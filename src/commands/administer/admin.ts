/** What the administration commands have in common: whom they talk to, the last question, and what is said after. */
import * as vscode from 'vscode';
import type { AdminOutcome, Administration } from '../../core/backends/contract/administration.js';
import {
	type Ability,
	abilitiesOf,
	type Backend,
	can,
	hasMethods,
	type Operation,
} from '../../core/backends/contract/backend.js';
import { type Difference, isSevere } from '../../core/backends/issuing/comparison.js';
import { PkiError } from '../../core/common/errors.js';
import type { Change } from '../../services/changes.js';
import type { Connection } from '../../services/connectionStore.js';
import { differenceSentence } from '../../ui/words/findings/differenceWords.js';
import { showError } from '../../ui/words/errors/errors.js';
import { shortWarnings, showFullWarnings } from '../../ui/words/errors/serverWords.js';
import { noteSentences } from '../../ui/words/outcomeNotes.js';
import { plainText } from '../../ui/words/plainText.js';
import { withProgress } from '../../ui/ask/progress.js';
import { askOnce, type Frame, type Step } from '../../ui/ask/wizard.js';
import { forPerson } from '../../ui/ask/forPerson.js';
import type { CommandContext, CommandInput } from '../command.js';
import { copyAsCli } from '../input/copyAsCli.js';
import type { Options } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

export interface AdminTarget<M extends keyof Administration = never> {
	readonly connection: Connection;
	readonly client: Backend;
	/** What the command needs. */
	readonly administration: Pick<Administration, M>;
}

/**
 * The connection to administer, of a backend that has all the methods. Rejects with `unsupported` where the one that was
 * named lacks one: the reason is the method.
 */
export async function pickAdminTarget<M extends keyof Administration>(
	context: CommandContext,
	options: Options,
	...methods: readonly [M, ...M[]]
): Promise<AdminTarget<M>> {
	const connection = await pickConnection(context, options, (candidate) =>
		methods.every((method) => can(context.backends.of(candidate), method)),
	);
	const client = await context.clients.get(connection.id);
	const { administration } = client;
	if (!hasMethods(administration, methods)) {
		const reason = methods.find((method) => !hasMethods(administration, [method]));
		throw new PkiError('unsupported', { reason });
	}
	return { connection, client, administration };
}

/** The longest lifetime that a mount grants, in seconds; undefined where the token may not know. */
export async function mountMaxTtl(client: Backend, mount: string): Promise<number | undefined> {
	const page = await withProgress(vscode.l10n.t('Reading what {0} allows', mount), (signal) =>
		client.listMounts({ limit: 5000 }, { signal }),
	);
	return page.items.find((item) => item.mount === mount)?.maxTtlSeconds;
}

export interface AdminTask<R extends AdminOutcome> {
	/** A verb on a noun: `Generate root`. */
	readonly title: string;
	/** What will happen, in one sentence. */
	readonly summary: string;
	/** What *Copy as CLI* writes; absent where `confirm` asks. */
	readonly operation?: Operation;
	/** Asks in place of the usual question, a program too. Rejects with `cancelled`. */
	confirm?(): Promise<void>;
	run(signal: AbortSignal): Promise<R>;
	/** Said when it went through. */
	done(outcome: R): string;
	/** What came back differently from what was asked for. */
	differences?(outcome: R): readonly Difference[] | Promise<readonly Difference[]>;
	readonly changes: readonly Change[];
	/** What a person is likely to do next, as buttons; of the same connection. */
	readonly next?: readonly NextCommand[];
	/** A person has answered the last question already, as the last step of a form. */
	readonly isConfirmed?: boolean;
}

export interface NextCommand {
	readonly title: string;
	readonly command: string;
	/** Offered where the backend can do one of these. */
	readonly needs: readonly Ability[];
	/** What the command need not ask; the connection goes without saying. */
	readonly options: Options;
}

/**
 * Asks a person once whether to run it or to copy the command line, runs it with progress and cancel, refreshes what
 * it changed and shows every warning of the server. A program's call runs at once. Rejects with `cancelled` when the
 * command line was copied instead.
 */
export async function carryOut<R extends AdminOutcome>(
	context: CommandContext,
	input: CommandInput,
	target: AdminTarget,
	task: AdminTask<R>,
): Promise<R> {
	if (task.confirm) await task.confirm();
	else if (input.interactive && task.isConfirmed !== true) {
		await askOnce(task.title, (frame) => confirmTask(frame, target, task));
	}
	const outcome = await withProgress(task.title, (signal) => task.run(signal)).finally(() =>
		// Also after a failure: a task of several requests may have changed something before it failed.
		task.changes.forEach((change) => context.changes.fire(change)),
	);
	const differences = (await task.differences?.(outcome)) ?? [];
	const sentences = [...differences.map(differenceSentence), ...noteSentences(outcome.notes)];
	const warnings = [...sentences, ...outcome.warnings];
	for (const warning of warnings) context.log.warn(`${task.title}: ${warning}`);
	if (input.interactive) {
		const abilities = abilitiesOf(target.client);
		const next = (task.next ?? [])
			.filter(({ needs }) => needs.some((ability) => abilities.includes(ability)))
			.map(({ options, ...command }) => ({
				...command,
				options: { connection: target.connection.id, ...options },
			}));
		// Not awaited: the notification may stand there for minutes.
		const message = [task.done(outcome), ...sentences].join(' ');
		const severity = differences.some(isSevere) ? 'error' : sentences.length > 0 ? 'warning' : '';
		announce(message, outcome.warnings, next, severity).catch((error: unknown) => showError(error));
	}
	return { ...outcome, warnings };
}

/** The last question. Rejects with `cancelled` when the command line was copied instead; `more` is one more choice. */
export async function confirmTask<R extends AdminOutcome>(
	frame: Frame,
	target: AdminTarget,
	task: AdminTask<R>,
	more?: vscode.QuickPickItem,
): Promise<'run' | 'more'> {
	const { commandLine } = target.client;
	const { operation } = task;
	const run = {
		label: task.title,
		detail: task.summary,
		iconPath: new vscode.ThemeIcon('play'),
		answer: 'run' as const,
	};
	const copy = {
		label: vscode.l10n.t('Copy as CLI'),
		iconPath: new vscode.ThemeIcon('terminal'),
		detail: vscode.l10n.t('The equivalent command, without the token'),
		answer: 'copy' as const,
	};
	const items = [
		run,
		...(more ? [{ ...more, answer: 'more' as const }] : []),
		...(commandLine && operation ? [copy] : []),
	];
	const prompt = vscode.l10n.t('Run on {0}?', plainText(target.connection.label));
	const { answer } = await frame.pick<vscode.QuickPickItem & { answer: 'run' | 'more' | 'copy' }>({
		...{ prompt, items },
	});
	if (answer !== 'copy') return answer;
	if (commandLine && operation) await copyAsCli(commandLine, [operation]);
	throw new PkiError('cancelled');
}

/** The same as the last step of a form, so that it is counted and Back leads into the form. */
export function confirmStep<S>(
	input: CommandInput,
	target: AdminTarget,
	task: (state: S) => AdminTask<AdminOutcome>,
): Step<S> {
	return {
		when: () => input.interactive,
		ask: async (frame, state) => {
			// Every step before it is answered.
			await confirmTask(frame, target, task(state as S));
			return {};
		},
	};
}

async function announce(
	message: string,
	warnings: readonly string[],
	next: readonly NextCommand[],
	severity: 'error' | 'warning' | '',
): Promise<void> {
	const titles = next.map(({ title }) => title);
	const showDetails = vscode.l10n.t('Show Details');
	const { words, full } = shortWarnings(warnings);
	const isPlain = words === '' && severity === '';
	const text = words === '' ? message : vscode.l10n.t('{0} The server warns: {1}', message, words);
	const more = words === '' ? vscode.l10n.t('OK') : showDetails;
	const { showErrorMessage, showInformationMessage, showWarningMessage } = vscode.window;
	const chosen = await (isPlain
		? showInformationMessage(text, ...titles)
		: // With a button at least: VS Code cuts a message without any off after one line.
			(severity === 'error' ? showErrorMessage : showWarningMessage)(text, ...titles, more));
	if (chosen === showDetails) await showFullWarnings(full ?? words);
	const step = next.find(({ title }) => title === chosen);
	if (step) await vscode.commands.executeCommand(step.command, forPerson(step.options));
}
