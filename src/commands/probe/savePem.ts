import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import { defaultFolders, requireTrust } from '../input/folders.js';

/** Asks where to, and writes certificates there; answers the path. Rejects with `cancelled`. */
export async function savePem(pem: string, name: string): Promise<string> {
	requireTrust();
	const [folder] = defaultFolders();
	const fileName = name.replace(/[^A-Za-z0-9._-]+/g, '-');
	const chosen = await vscode.window.showSaveDialog({
		defaultUri: vscode.Uri.file(folder === undefined ? fileName : path.join(folder, fileName)),
		filters: { PEM: ['crt', 'pem'] },
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file') {
		const args = { name: 'file', scheme: chosen.scheme };
		throw new PkiError('unsupported', { reason: 'notLocalFile', args });
	}
	const file = { path: chosen.fsPath, content: pem };
	// The dialog has asked before it names an existing file.
	await onFile(chosen.fsPath, () => writeFilesAtomically([file], { overwrite: true }));
	sayDone(vscode.l10n.t('Saved {0}', plainText(path.basename(chosen.fsPath))));
	return chosen.fsPath;
}
