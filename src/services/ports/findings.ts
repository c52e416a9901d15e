/** The check of everything that rules look at, as the commands and tools see it. */
import type * as vscode from 'vscode';
import type { CheckFinding } from '../../api.js';

export interface FindingsPort {
	/** Judges with the settings, as the Problems panel does. Rejects with `cancelled`, and for a named file that cannot be read. */
	find(request: FindingsRequest, options?: FindOptions): Promise<Found>;
}

export interface FindOptions {
	readonly signal?: AbortSignal;
	readonly onProgress?: (done: number, total: number) => void;
}

/** `workspace`: what is open, and every other file of the workspace. */
export type FindingsRequest =
	| { readonly uris: readonly vscode.Uri[] }
	| {
			readonly text: string;
			/** Which format it is in, where no path says so. */
			readonly languageId?: string | undefined;
			readonly path?: string | undefined;
	  }
	| 'workspace';

export interface Found {
	/** By file, then in its order. */
	readonly findings: CheckFinding[];
	/** How many files were read. */
	readonly read: number;
}
