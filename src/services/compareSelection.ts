/** What was selected to be compared with something later, as VS Code's Explorer has it for files. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';

/** One certificate, request, CRL or key, without the bytes of a private one. */
export interface Comparable {
	/** Where it is from: a file's name, what the certificate is called. */
	readonly title: string;
	readonly block: Extract<KeptBlock, { readonly error?: undefined }>;
}

export interface CompareSelection {
	readonly onDidChange: vscode.Event<void>;
	readonly current: Comparable | undefined;
	select(comparable: Comparable): void;
	dispose(): void;
}

export function createCompareSelection(): CompareSelection {
	const changed = new vscode.EventEmitter<void>();
	let current: Comparable | undefined;
	return {
		onDidChange: changed.event,
		get current() {
			return current;
		},
		select(comparable) {
			current = comparable;
			changed.fire();
		},
		dispose: () => changed.dispose(),
	};
}
