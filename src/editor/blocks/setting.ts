import * as vscode from 'vscode';
import { FindingDiagnostic } from '../../ui/findingDiagnostic.js';

/** How blocks are summarized beside the text. */
export type BlockSummaries = 'lens' | 'inlay' | 'off';

const setting = 'pki.editor.blocks';

export function blockSummaries(scope: vscode.Uri): BlockSummaries {
	const value = vscode.workspace.getConfiguration(undefined, scope).get<unknown>(setting);
	return value === 'inlay' || value === 'off' ? value : 'lens';
}

/**
 * Fires when another summary has to be drawn: the setting, or a finding of ours, is another one. What other extensions
 * find changes with every word that is typed, and VS Code asks all of them for their lenses when one fires. It fires with
 * `others` as well.
 */
export function createRefresh(...others: readonly vscode.Event<void>[]): {
	readonly event: vscode.Event<void>;
	dispose(): void;
} {
	const changed = new vscode.EventEmitter<void>();
	/** Of each file with findings of ours, what they were. */
	const known = new Map<string, string>();
	const isOther = (uri: vscode.Uri): boolean => {
		const key = uri.toString();
		const before = known.get(key) ?? '';
		const next = findingsIn(uri);
		if (next === '') known.delete(key);
		else known.set(key, next);
		return next !== before;
	};
	const registrations = vscode.Disposable.from(
		changed,
		...others.map((event) => event(() => changed.fire())),
		vscode.languages.onDidChangeDiagnostics(({ uris }) => {
			if (uris.filter(isOther).length > 0) changed.fire();
		}),
		vscode.workspace.onDidChangeConfiguration((event) => {
			if (event.affectsConfiguration(setting)) changed.fire();
		}),
	);
	return { event: changed.event, dispose: () => void registrations.dispose() };
}

/** The findings of ours in a file, so that two states can be compared; empty where there are none. */
function findingsIn(uri: vscode.Uri): string {
	const ours = vscode.languages
		.getDiagnostics(uri)
		.filter((diagnostic) => diagnostic instanceof FindingDiagnostic);
	return ours.length === 0 ? '' : JSON.stringify(ours);
}
