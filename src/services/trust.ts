import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';

/** Throws `restricted` in an untrusted workspace: nothing is sent there, and nothing kept. */
export function assertTrusted(): void {
	if (!vscode.workspace.isTrusted) throw new PkiError('restricted');
}
