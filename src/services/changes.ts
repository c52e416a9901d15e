import * as vscode from 'vscode';
import type { Change, ChangeHub } from './services.js';

export function createChangeHub(): ChangeHub & { dispose(): void } {
	const emitter = new vscode.EventEmitter<Change>();
	return {
		onDidChange: emitter.event,
		fire: (change) => emitter.fire(change),
		dispose: () => emitter.dispose(),
	};
}
