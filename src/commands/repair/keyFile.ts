import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { optionalUri } from '../input/fileUris.js';
import type { Options } from '../input/options.js';

/**
 * The path of the file `uri`, else of the active editor's. Rejects with `restricted` in an untrusted workspace, with
 * `invalid` for what is not a saved file of this machine.
 */
export function localFile(options: Options, reason: 'write' | 'run'): string {
	if (!vscode.workspace.isTrusted) throw new PkiError('restricted', { reason });
	const uri = optionalUri(options, 'uri') ?? vscode.window.activeTextEditor?.document.uri;
	if (uri?.scheme !== 'file') throw new PkiError('invalid', { reason: 'noLocalFile' });
	return uri.fsPath;
}
