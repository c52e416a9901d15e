import { sep } from 'node:path';
import * as vscode from 'vscode';
import type { InterruptedWrite } from '../services/files/writeJournal.js';
import type { Services } from '../services/services.js';
import { plainText } from '../ui/words/plainText.js';

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
	for (const { files, kept } of await writes.recover()) {
		// Our own state is written again by itself; nobody knows these files.
		const known = files.filter((file) => !file.startsWith(storage));
		if (known.length > 0) void vscode.window.showWarningMessage(interruptedSentence(known, kept));
	}
}

function interruptedSentence(files: readonly string[], kept: InterruptedWrite['kept']): string {
	const name = (path: string) => plainText(vscode.workspace.asRelativePath(path));
	return [
		vscode.l10n.t(
			'VS Code ended while these files were being written: {0}. Check them, or create them again.',
			files.map(name).join(', '),
		),
		...kept.map(({ file, old }) =>
			vscode.l10n.t('The previous content of {0} is in {1}.', name(file), name(old)),
		),
	].join(' ');
}
