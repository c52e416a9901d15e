import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services/services.js';

/** Clears away what a crash left of files that were being written, and says which are not whole. */
export function registerInterruptedWrites(services: Services): vscode.Disposable {
	const recover = () => {
		tell(services).catch((error: unknown) => {
			services.log.error(error instanceof Error ? error.message : String(error));
		});
	};
	// Nothing is written or deleted for a folder that is not trusted.
	if (vscode.workspace.isTrusted) recover();
	return vscode.workspace.onDidGrantWorkspaceTrust(recover);
}

async function tell({ context, writes }: Services): Promise<void> {
	const storage = context.globalStorageUri.fsPath + sep;
	for (const { files, kept, swap } of await writes.recover()) {
		// Our own state is written again by itself; nobody knows these files.
		const known = files.filter((file) => !file.startsWith(storage));
		if (known.length === 0) continue;
		const { interruptedSentence } = await import('../ui/words/interruptedWords.js');
		const sentence = interruptedSentence({ files: known, kept, ...(swap && { swap }) });
		void vscode.window.showWarningMessage(sentence);
	}
}
