import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import { writeFilesAtomically } from '../services/files/files.js';
import { sayDone } from '../ui/output.js';
import { plainText } from '../ui/words/plainText.js';

/** Asks where to, beside the file it came from where there is one, and writes PEM. */
export async function savePem(
	pem: string,
	name: string,
	ending: string,
	origin: vscode.Uri | undefined,
): Promise<void> {
	if (!vscode.workspace.isTrusted) throw new PkiError('restricted', { reason: 'write' });
	const folder =
		origin?.scheme === 'file'
			? vscode.Uri.joinPath(origin, '..')
			: vscode.workspace.workspaceFolders?.[0]?.uri;
	const fileName = suggestedName(name, ending, origin);
	const chosen = await vscode.window.showSaveDialog({
		defaultUri: folder ? vscode.Uri.joinPath(folder, fileName) : vscode.Uri.file(fileName),
		filters: { PEM: [ending.slice(1), 'pem'] },
	});
	if (!chosen) return;
	if (chosen.scheme !== 'file') {
		throw new PkiError('unsupported', {
			reason: 'notLocalFile',
			args: { name: 'file', scheme: chosen.scheme },
		});
	}
	// The dialog has asked before it names an existing file.
	await writeFilesAtomically([{ path: chosen.fsPath, content: pem }], { overwrite: true });
	sayDone(vscode.l10n.t('Saved {0}', plainText(path.basename(chosen.fsPath))));
}

/** Never the file that it came from, so that a bundle is not lost to one of its blocks. */
function suggestedName(name: string, ending: string, origin: vscode.Uri | undefined): string {
	const plain = name.replace(/^\*\./, 'wildcard.').replace(/[^A-Za-z0-9._@+-]+/g, '-');
	const stem = plain.replace(/^[.-]+|(?<![.-])[.-]+$/g, '').slice(0, 60) || 'block';
	const taken = origin && path.posix.basename(origin.path).toLowerCase();
	return taken === `${stem}${ending}`.toLowerCase() ? `${stem}-1${ending}` : `${stem}${ending}`;
}
