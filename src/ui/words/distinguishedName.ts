/** Names of RFC 4514 as a person reads them. */
import * as vscode from 'vscode';
import { valueIn } from '../../core/x509/names/spokenName.js';
import { visible, visibleStart } from './visible.js';

/** The first CN of an RFC 4514 name, the nearest one, its escapes undone; the name where there is none. Cut for a line. */
export function shortName(name: string): string {
	return visibleStart(valueIn(name, 'CN') ?? distinguishedName(name));
}

/** A distinguished name; an empty one is legal and said so. */
export function distinguishedName(name: string): string {
	return name === '' ? vscode.l10n.t('(empty)') : visible(name);
}
