import * as vscode from 'vscode';
import type { Explanation } from '../core/tls/explain/explanation.js';
import type { ExplanationsPort } from '../services/ports/explanations.js';
import { explanationText } from './explanationText.js';
import { actionCommands } from './actionCommands.js';

interface Shown {
	readonly explanation: Explanation;
	/** Where the error was found. */
	readonly text: string;
}

/** In memory only; older ones are forgotten. */
const mostDocuments = 20;

/** Explanations as read-only documents, with what can be done in a line above. */
export class ExplanationDocuments implements ExplanationsPort {
	readonly #shown = new Map<string, Shown>();
	#count = 0;

	async show(explanation: Explanation, text: string): Promise<void> {
		this.#count += 1;
		const uri = vscode.Uri.from({
			scheme: 'pki-explanation',
			path: `/${vscode.l10n.t('TLS error')}.md`,
			query: String(this.#count),
		});
		this.#shown.set(uri.toString(), { explanation, text });
		for (const old of [...this.#shown.keys()].slice(0, -mostDocuments)) this.#shown.delete(old);
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document, { preview: true });
	}

	contentOf(uri: vscode.Uri): string {
		const shown = this.#shown.get(uri.toString());
		return shown
			? explanationText(shown.explanation, shown.text)
			: vscode.l10n.t('This text was lost when the window was reloaded. Explain the error again.');
	}

	async lensesOf(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
		const shown = this.#shown.get(uri.toString());
		if (!shown) return [];
		const commands = await actionCommands(shown.explanation, shown.text);
		return commands.map((command) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command));
	}
}
