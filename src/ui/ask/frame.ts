/** What can be asked, and what is asked with it. */
import type * as vscode from 'vscode';

export interface TextQuestion {
	readonly prompt: string;
	readonly value?: string;
	readonly placeholder?: string;
	readonly password?: boolean;
	/** Runs while typing; a sentence refuses, a `InputBoxValidationMessage` may only warn. */
	validate?(value: string): Validation | Promise<Validation>;
}

export type Validation = string | vscode.InputBoxValidationMessage | undefined;

export interface PickQuestion<T extends vscode.QuickPickItem> {
	readonly prompt: string;
	readonly items: readonly T[];
	readonly active?: T;
}

export interface FileQuestion extends TextQuestion {
	readonly filters?: Record<string, string[]>;
	/** Browse for a folder instead of a file. */
	readonly folder?: boolean;
}

export interface Frame {
	text(question: TextQuestion): Promise<string>;
	pick<T extends vscode.QuickPickItem>(question: PickQuestion<T>): Promise<T>;
	pickMany<T extends vscode.QuickPickItem>(
		question: PickQuestion<T> & { readonly selected?: readonly T[] },
	): Promise<readonly T[]>;
	/** Types or browses: a quick input whose button opens the file dialog. */
	file(question: FileQuestion): Promise<string>;
}
