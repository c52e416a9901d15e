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
	for (const { files, kept, swap } of await writes.recover()) {
		// Our own state is written again by itself; nobody knows these files.
		const known = files.filter((file) => !file.startsWith(storage));
		if (known.length === 0) continue;
		const sentence = interruptedSentence({ files: known, kept, ...(swap && { swap }) });
		void vscode.window.showWarningMessage(sentence);
	}
}

function name(path: string): string {
	return plainText(vscode.workspace.asRelativePath(path));
}

function interruptedSentence({ files, kept, swap }: InterruptedWrite): string {
	return [
		whatBecame(files.map(name).join(', '), swap),
		...kept.map(({ file, old }) =>
			vscode.l10n.t('The previous content of {0} is in {1}.', name(file), name(old)),
		),
	].join(' ');
}

function whatBecame(files: string, swap: InterruptedWrite['swap']): string {
	switch (swap) {
		case undefined:
			return vscode.l10n.t(
				'VS Code ended while these files were being written: {0}. Check them, or create them again.',
				files,
			);
		case 'completed':
			return vscode.l10n.t(
				'VS Code ended while these files were being replaced: {0}. The replacement is now complete.',
				files,
			);
		case 'undone':
			return vscode.l10n.t(
				'VS Code ended while these files were being replaced: {0}. The previous files are still in place.',
				files,
			);
		case 'changed':
			return vscode.l10n.t(
				'VS Code ended while these files were being replaced, and they were changed since: {0}. Check that certificate and key match.',
				files,
			);
	}
}
