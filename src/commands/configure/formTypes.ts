/** What the steps of the form share. */
import type * as vscode from 'vscode';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import type { ConfigAnswers, Remembered } from './answers.js';
import type { BuiltConfig } from './buildConfig.js';
import type { KnownAuthority, KnownCertificate } from './knownCertificates.js';

/** What can be offered. */
export interface Offered {
	readonly remembered: Remembered;
	/** Resolves when `workspace` is read, or takes too long. */
	readonly ready: Promise<void>;
	readonly workspace: WorkspaceIndex;
	readonly certificates: () => Promise<readonly KnownCertificate[]>;
	readonly authorities: () => readonly KnownAuthority[];
	/** The one in which the cursor was. */
	readonly editor: vscode.TextEditor | undefined;
}

export interface OptionsContext extends Offered {
	/** What is given is not asked. */
	readonly given: Partial<ConfigAnswers>;
}

/** A row of the list: an option to change, or a place for the text, which ends the question. */
export interface Row extends vscode.QuickPickItem {
	readonly id?: string;
	/** Undefined where the user went back to the list. */
	readonly choose?: () => Promise<Partial<ConfigAnswers> | undefined>;
	readonly isEnd?: boolean;
}

export type Preview =
	(BuiltConfig & { readonly isKeyEncrypted: boolean }) | { readonly problem: string };
