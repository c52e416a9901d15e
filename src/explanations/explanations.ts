import * as vscode from 'vscode';
import { lazily } from '../core/common/lazily.js';
import { mayExplain } from '../core/find/mayExplain.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';
import type { ErrorLink } from './terminalErrors.js';

/**
 * TLS errors in terminals, debug sessions and problems of other extensions can be explained. Of the code only a look for
 * words that may be about TLS is there at the start.
 */
export function registerExplanations(
	log: vscode.LogOutputChannel,
): ExplanationsPort & { dispose(): void } {
	const load = lazily(async () => (await import('./parts.js')).createParts(log));
	const scheme = { scheme: 'pki-explanation' };
	const links: vscode.TerminalLinkProvider<ErrorLink> = {
		provideTerminalLinks: async ({ line, terminal }) =>
			mayExplain(line) ? (await load()).terminals.linksIn(line, terminal) : [],
		handleTerminalLink: async (link) => (await load()).terminals.follow(link),
	};
	const registered = vscode.Disposable.from(
		vscode.workspace.registerTextDocumentContentProvider(scheme.scheme, {
			provideTextDocumentContent: async (uri) => (await load()).documents.contentOf(uri),
		}),
		vscode.languages.registerCodeLensProvider(scheme, {
			provideCodeLenses: async ({ uri }) => (await load()).documents.lensesOf(uri),
		}),
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
		},
		show: async (explanation, text) => (await load()).documents.show(explanation, text),
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
