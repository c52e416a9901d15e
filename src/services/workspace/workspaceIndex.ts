import type * as vscode from 'vscode';
import type { BlockRecord } from '../../core/workspace/record.js';
import type { Verdict } from '../../core/x509/model.js';

/** A certificate, request, CRL or key somewhere in the workspace, without its bytes. */
export interface IndexedBlock extends Omit<BlockRecord, 'range'> {
	readonly uri: vscode.Uri;
	/** Of the whole block; DER has no lines: its range counts bytes on line 0. */
	readonly range: vscode.Range;
	/** The file is not text, so that an editor has nothing to show of it. */
	readonly isBinary: boolean;
	/**
	 * At this moment and with the file's settings, of a CRL by its next update; `none` for what has no validity. `revoked`
	 * where a CRL of the workspace says so.
	 */
	readonly state: Verdict | 'none';
}

/** Where a file is named by its path. */
export interface PathUse {
	readonly uri: vscode.Uri;
	readonly range: vscode.Range;
}

/** A file that holds blocks, or that names files which may. */
export interface IndexedFile {
	readonly uri: vscode.Uri;
	readonly blocks: readonly IndexedBlock[];
	readonly namesPaths: boolean;
}

/** A file in which there may be blocks, and that was not read. */
export interface LeftOutFile {
	readonly uri: vscode.Uri;
	readonly reason: 'tooLarge' | 'unreadable';
}

export interface ReadOptions {
	readonly signal?: AbortSignal | undefined;
	/** Files that are done, and those that are known to be worth reading: the latter may grow. */
	readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What is known of all certificates, keys and the like in the workspace, and where they are used. Reads only. */
export interface WorkspaceIndex {
	/** Something of what is told here changed; many changes in a row are told once. */
	readonly onDidChange: vscode.Event<void>;
	/** `idle` before the first read, and after one that was cancelled. */
	readonly state: 'idle' | 'reading' | 'ready';
	/** Whether it may be read without being asked for: the setting `pki.workspace.read`. */
	readonly readsByItself: boolean;
	/** Everything known at this moment, by file and place, never starting a read. */
	readonly blocks: readonly IndexedBlock[];
	readonly files: readonly IndexedFile[];
	readonly leftOut: readonly LeftOutFile[];
	blocksIn(uri: vscode.Uri): readonly IndexedBlock[];
	/** Where the file is named by a path. */
	usesOf(uri: vscode.Uri): readonly PathUse[];
	/** Blocks with the other half of a key: private keys, or for a private one what holds its public key. */
	otherHalves(publicKey: string, isPrivate: boolean): readonly IndexedBlock[];
	/**
	 * Reads all that is not read yet, or waits for the read that runs. Rejects with a `PkiError` of code `cancelled` when
	 * the read was cancelled or the signal is aborted; a read that nobody else waits for ends with the signal.
	 */
	read(options?: ReadOptions): Promise<void>;
	/** Reads everything anew. */
	refresh(options?: ReadOptions): Promise<void>;
	/** Ends the read that runs, whoever waits for it. */
	cancel(): void;
}
