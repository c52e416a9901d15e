import * as vscode from 'vscode';
import type { WorkspaceIndex } from './workspaceIndex.js';

/** The index as `activate()` makes it: nothing is known, and what reads is not loaded. */
export class LazyIndex implements WorkspaceIndex, vscode.Disposable {
	readonly #changed = new vscode.EventEmitter<void>();
	readonly onDidChange = this.#changed.event;
	readonly state = 'idle';
	readonly readsByItself = false;
	readonly blocks = [];
	readonly files = [];
	readonly leftOut = [];

	blocksIn(): readonly [] {
		return [];
	}

	usesOf(): readonly [] {
		return [];
	}

	otherHalves(): readonly [] {
		return [];
	}

	read(): Promise<void> {
		return Promise.resolve();
	}

	refresh(): Promise<void> {
		return this.read();
	}

	dispose(): void {
		this.#changed.dispose();
	}
}
