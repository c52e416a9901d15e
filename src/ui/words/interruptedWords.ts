import * as vscode from 'vscode';
import type { InterruptedWrite } from '../../services/files/writeJournal.js';
import { plainText } from './plainText.js';

function name(path: string): string {
	return plainText(vscode.workspace.asRelativePath(path));
}

/** What became of files that were being written when VS Code ended. */
export function interruptedSentence({ files, kept, swap }: InterruptedWrite): string {
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
