import * as vscode from 'vscode';
import { type Explanation, explainText } from '../core/tls/explain/explanation.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';
import { explanationWords } from '../ui/words/errors/tls/explanationWords.js';
import { plainText } from '../ui/words/plainText.js';
import { probeButton } from './actionCommands.js';

const setting = 'pki.debug.explainErrors';

/** Characters of one output that are looked through. */
const mostText = 200_000;

/** Says once a session and kind that a program which is debugged has met a TLS error. */
export class DebugNotices {
	/** By the first session of a tree of sessions. */
	readonly #told = new WeakMap<vscode.DebugSession, Set<string>>();

	constructor(
		private readonly reports: ExplanationsPort,
		private readonly log: vscode.LogOutputChannel,
	) {}

	/** Never rejects: nobody waits for it. */
	async see(session: vscode.DebugSession, text: string): Promise<void> {
		const explanation = explainText(text.slice(0, mostText));
		if (!explanation || !isOn(session) || !this.#isFresh(session, explanation)) return;
		try {
			await this.#tell(session, explanation, text);
		} catch (error) {
			this.log.error(`debug: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	#isFresh(session: vscode.DebugSession, { id }: Explanation): boolean {
		const root = rootOf(session);
		const told = this.#told.get(root) ?? new Set();
		this.#told.set(root, told);
		if (told.has(id)) return false;
		told.add(id);
		return true;
	}

	async #tell(session: vscode.DebugSession, found: Explanation, text: string): Promise<void> {
		const explain = vscode.l10n.t('Explain');
		const stop = vscode.l10n.t('Don’t Show Again');
		const probe = await this.#probe(found);
		const test = vscode.l10n.t('Test Connection');
		const buttons = [explain, ...(probe ? [test] : []), stop];
		const words = vscode.l10n.t(
			'“{0}”: {1} ({2})',
			plainText(rootOf(session).name, 60),
			explanationWords(found.id).title,
			plainText(found.code, 80),
		);
		const chosen = await vscode.window.showInformationMessage(words, ...buttons);
		if (chosen === explain) await this.reports.show(found, text);
		if (chosen === stop) await turnOff();
		if (probe && chosen === test) {
			await vscode.commands.executeCommand(probe.command, ...probe.arguments);
		}
	}

	/** Where the error names a host, and something can test it. */
	async #probe({
		host,
		port,
		actions,
	}: Explanation): Promise<ReturnType<typeof probeButton> | undefined> {
		if (host === undefined || !actions.includes('probe')) return undefined;
		const probe = probeButton(host, port);
		return (await vscode.commands.getCommands(true)).includes(probe.command) ? probe : undefined;
	}
}

/** Sessions that a session starts are of the same program. */
function rootOf(session: vscode.DebugSession): vscode.DebugSession {
	return session.parentSession ? rootOf(session.parentSession) : session;
}

function isOn({ workspaceFolder }: vscode.DebugSession): boolean {
	return (
		vscode.workspace.getConfiguration(undefined, workspaceFolder).get<unknown>(setting) !== false
	);
}

async function turnOff(): Promise<void> {
	await vscode.workspace
		.getConfiguration()
		.update(setting, false, vscode.ConfigurationTarget.Global);
}
