/** What of the workspace is looked at, by the settings. */
import * as vscode from 'vscode';
import { excludedGlobs } from './excluded.js';

/** Settings that decide which files are read. */
export const readSettings: readonly string[] = [
	'files.exclude',
	'search.exclude',
	'pki.diagnostics.exclude',
	'pki.expiry.exclude',
	'pki.workspace.useIgnoreFiles',
];

export function readsByItself(): boolean {
	const value = vscode.workspace.getConfiguration('pki.workspace').get<unknown>('read');
	return value !== 'whenAsked';
}

export function usesIgnoreFiles(): boolean {
	const settings = vscode.workspace.getConfiguration('pki.workspace');
	return settings.get<unknown>('useIgnoreFiles') !== false;
}

/** Patterns of everything that is left out in a workspace folder. */
export function leftOutIn(folder: vscode.Uri): readonly string[] {
	const hidden = ['files', 'search'].flatMap((section) =>
		chosen(vscode.workspace.getConfiguration(section, folder).get<unknown>('exclude')),
	);
	return [...hidden, ...excludedGlobs(folder)];
}

/** A pattern that depends on a file beside it (`{ when }`) hides what is made from that file, never what is written by hand. */
function chosen(patterns: unknown): readonly string[] {
	if (typeof patterns !== 'object' || patterns === null) return [];
	return Object.entries(patterns).flatMap(([pattern, value]) => (value === true ? [pattern] : []));
}
