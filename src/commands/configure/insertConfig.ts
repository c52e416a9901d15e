/** Puts a configuration where the cursor is, with the indentation of its file. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { indentedText } from '../../core/merge/insert.js';
import type { ClientConfig } from '../../core/snippets/clientConfig.js';

/** Replaces what is selected, as one step of undo. Rejects with `invalid`, reason `noEditor`. */
export async function insertConfig(
	{ text, languageId }: Pick<ClientConfig, 'text' | 'languageId'>,
	editor: vscode.TextEditor | undefined,
): Promise<void> {
	if (!editor || editor.document.isClosed) throw new PkiError('invalid', { reason: 'noEditor' });
	const { document, selection, viewColumn, options } = editor;
	const shown = await vscode.window.showTextDocument(document, {
		...(viewColumn && { viewColumn }),
		selection,
	});
	const line = document.lineAt(selection.start.line).text;
	const margin = /^[ \t]*/.exec(line.slice(0, selection.start.character))?.[0] ?? '';
	const size = typeof options.tabSize === 'number' ? options.tabSize : 4;
	const unit = options.insertSpaces === false ? '\t' : ' '.repeat(size);
	const put = indentedText(text, { margin, unit, languageId });
	const isDone = await shown.edit((edit) => edit.replace(selection, put));
	if (!isDone) throw new PkiError('unexpected', { reason: 'notEdited' });
}
