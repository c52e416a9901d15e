/** What a reading thread is told, and what it tells. */
import type { BlockRecord, FileRecord } from '../../../core/workspace/record.js';
import type { SiblingRule } from '../../../core/workspace/siblingRules.js';

export interface ReadJob {
	readonly folders: readonly SearchedFolder[];
	/** Whether what git ignores is left out. */
	readonly useIgnoreFiles: boolean;
	/** Whether the search program may read git's rules itself, wherever links lead to that stand in place of them. */
	readonly isTrusted: boolean;
	/** The search program; absent: files are looked through here. */
	readonly program?: string | undefined;
	/** Only these files and what is in these folders; absent: everything. Absolute. */
	readonly paths?: readonly string[] | undefined;
}

export type SearchedJob = ReadJob & { readonly program: string };

export interface SearchedFolder {
	/** Absolute. */
	readonly path: string;
	/** Patterns of VS Code's settings, which count from the folder. */
	readonly excluded: readonly string[];
	/** Those that depend on a file beside. */
	readonly excludedBeside?: readonly SiblingRule[];
}

export interface ReadMessage {
	/** Files in which something was found, and those that were left out. */
	readonly files: readonly FileRecord[];
	/** How many were read, and how many are known to be worth it. */
	readonly done: number;
	readonly total: number;
	/** Nothing follows: a thread may end before what it has told has arrived, so that its end says nothing. */
	readonly isLast: boolean;
}

/** Blocks of the file that is told of next, before its others. */
export interface BlocksAhead {
	readonly ahead: readonly BlockRecord[];
}

/** What the search program says of one folder after the other; none where it is not asked. */
export type SearchMessage =
	/** Absolute paths that may be worth it, some of them twice. */
	| { readonly named: readonly string[] }
	/** A folder is done with; where `isFailed`, its files have to be looked through. */
	| { readonly isFailed: boolean };

/** What a thread also takes: to end, and to go on after blocks that were told of ahead, as all that is told at once is heard at once. */
export const stop = 'stop';
export const goOn = 'goOn';

/** Whether the search program is asked; files that changed are known. */
export function isSearched(job: ReadJob): job is SearchedJob {
	return job.program !== undefined && job.paths === undefined;
}
