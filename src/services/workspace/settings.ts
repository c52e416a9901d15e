/** What of the workspace is looked at, by the settings. */
import * as vscode from 'vscode';
import type { SiblingRule } from '../../core/workspace/siblingRules.js';
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

export interface Exclusions {
	/** Patterns, which count from the workspace folder. */
	readonly excluded: readonly string[];
	/** Those of files that are left out where another file lies beside them. */
	readonly excludedBeside: readonly SiblingRule[];
}

/** Everything that is left out in a workspace folder. */
export function leftOutIn(folder: vscode.Uri): Exclusions {
	const chosen = ['files', 'search'].flatMap((section) =>
		entriesOf(vscode.workspace.getConfiguration(section, folder).get<unknown>('exclude')),
	);
	return {
		excluded: [
			...chosen.flatMap(([pattern, value]) => (value === true ? [pattern] : [])),
			...excludedGlobs(folder),
		],
		excludedBeside: chosen.flatMap(([pattern, value]) => {
			const when = entriesOf(value).find(([name]) => name === 'when')?.[1];
			return typeof when === 'string' ? [{ pattern, when }] : [];
		}),
	};
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
	return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
