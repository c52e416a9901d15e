import * as vscode from 'vscode';
import { lazily } from '../core/common/lazily.js';
import { mayExplain } from '../core/find/mayExplain.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';
import type { Services } from '../services/services.js';
import type { ErrorLink } from './terminalErrors.js';

/**
 * TLS errors in terminals, debug sessions and problems of other extensions can be explained. Of the code only a look for
 * words that may be about TLS is there at the start.
 */
export function registerExplanations({
	context,
	log,
}: Pick<Services, 'context' | 'log'>): ExplanationsPort & { dispose(): void } {
	let reports: vscode.Disposable | undefined;
	const load = lazily(async () => {
		const parts = (await import('./parts.js')).createParts(context.extensionUri, log);
		({ reports } = parts);
		return parts;
	});
	const links: vscode.TerminalLinkProvider<ErrorLink> = {
		provideTerminalLinks: async ({ line, terminal }) =>
			mayExplain(line) ? (await load()).terminals.linksIn(line, terminal) : [],
		handleTerminalLink: async (link) => (await load()).terminals.follow(link),
	};
	const registered = vscode.Disposable.from(
		vscode.languages.registerCodeActionsProvider('*', {
			provideCodeActions: async (_, __, { diagnostics }) =>
				diagnostics.some(({ message }) => mayExplain(message))
					? (await load()).actionsFor(diagnostics)
					: [],
		}),
		vscode.window.registerTerminalLinkProvider(links),
		vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
			// Only what comes after the first call is read, so that the code must not be waited for.
			const output = execution.read();
			load().then(
				({ terminals }) => terminals.remember(terminal, execution.commandLine.value, output),
				(error: unknown) => log.error(String(error)),
			);
		}),
		vscode.debug.registerDebugAdapterTrackerFactory('*', {
			createDebugAdapterTracker: (session) => ({
				onDidSendMessage(message: unknown) {
					const text = textOf(message);
					if (text === undefined || !mayExplain(text)) return;
					void load().then(({ notices }) => notices.see(session, text));
				},
			}),
		}),
	);
	return {
		dispose: () => {
			registered.dispose();
			reports?.dispose();
		},
		show: async (explanation, text) => (await load()).reports.show(explanation, text),
	};
}

interface DebugEvent {
	readonly event?: string;
	readonly body?: {
		readonly output?: string;
		readonly text?: string;
		readonly description?: string;
	};
}

/** What a program printed, or the exception at which it stopped. */
function textOf(message: unknown): string | undefined {
	const { event, body } = message as DebugEvent;
	if (event === 'output') return body?.output;
	return event === 'stopped' ? `${body?.description ?? ''} ${body?.text ?? ''}` : undefined;
}
