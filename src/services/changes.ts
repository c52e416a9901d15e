import * as vscode from 'vscode';

/** What an action changed, so that the tree refreshes that and nothing else. */
export interface Change {
	/** Absent: everything. */
	readonly connection?: string;
	readonly mount?: string;
	/** Absent: everything below. */
	readonly part?: 'mounts' | 'authorities' | 'roles' | 'certificates' | 'crl';
}

export interface ChangeHub {
	readonly onDidChange: vscode.Event<Change>;
	fire(change: Change): void;
}

export function createChangeHub(): ChangeHub & { dispose(): void } {
	const emitter = new vscode.EventEmitter<Change>();
	return {
		onDidChange: emitter.event,
		fire: (change) => emitter.fire(change),
		dispose: () => emitter.dispose(),
	};
}
