/** The kinds of our edits, as `editor.pasteAs.preferences` and `editor.dropIntoEditor.preferences` may name them. */
import * as vscode from 'vscode';
import type { FormId } from '../../core/paste/forms.js';

const root = vscode.DocumentDropOrPasteEditKind.Empty.append('pki');
const forms: readonly FormId[] = ['block', 'escaped', 'base64', 'pem'];

export const pathKind = root.append('path');

export function kindOf(form: FormId): vscode.DocumentDropOrPasteEditKind {
	return root.append('pem', form);
}

/** Each by itself: VS Code asks only who names the very kind that somebody prefers, or one below it. */
export const pasteKinds = forms.map(kindOf);
export const dropKinds = [...pasteKinds, pathKind];
