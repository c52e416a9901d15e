/** Names of RFC 4514 as a person reads them. */
import * as vscode from 'vscode';
import { visible, visibleStart } from './visible.js';

/** The first CN of an RFC 4514 name, the nearest one, its escapes undone; the name where there is none. Cut for a line. */
export function shortName(name: string): string {
	const [, escaped] = /(?:^|[,+])CN=((?:\\.|[^,+\\]){1,500})/.exec(name) ?? [];
	if (escaped === undefined) return visibleStart(distinguishedName(name));
	// Escaped bytes (`\\0A`) stay as they are: they are what should not be shown.
	return visibleStart(escaped.replace(/\\([ "#+,;<=>\\])/g, '$1'));
}

/** A distinguished name; an empty one is legal and said so. */
export function distinguishedName(name: string): string {
	return name === '' ? vscode.l10n.t('(empty)') : visible(name);
}
