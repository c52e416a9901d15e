import { lstat } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { onFile } from '../../services/files/fileErrors.js';
import { makeFolder } from '../../services/files/folders.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import { folderWords, requireTrust } from '../input/folders.js';
import type { FileTarget } from './issuedFiles.js';

export interface TargetWish {
	readonly folder: string;
	readonly baseName: string;
	readonly overwrite?: boolean;
	/** A person is there to be asked. */
	readonly interactive: boolean;
	/** The files that a base name needs. */
	fileNames(baseName: string): readonly string[];
}

/**
 * Settles where files go before anything is sent or made: the folder is created, and what exists is replaced only if
 * the caller or the user said so. Rejects with `restricted`, `exists` (a program without `overwrite`) or `cancelled`.
 */
export async function settleTarget(wish: TargetWish): Promise<FileTarget> {
	requireTrust();
	await onFile(wish.folder, () => makeFolder(wish.folder));
	let { baseName, overwrite = false } = wish;
	while (!overwrite) {
		const present = await existing(wish.folder, wish.fileNames(baseName));
		if (present.length === 0) break;
		if (!wish.interactive) {
			throw new PkiError('exists', { args: { file: path.join(wish.folder, present[0] ?? '') } });
		}
		if (await mayOverwrite(wish.folder, present)) overwrite = true;
		else baseName = await askBaseName(wish, baseName);
	}
	return { folder: wish.folder, baseName, overwrite, replacesCa: wish.overwrite === true };
}

/** Answers whether files are to be replaced; false where there is none. Rejects with `cancelled`. */
export async function askToReplace(folder: string, names: readonly string[]): Promise<boolean> {
	const present = await existing(folder, names);
	if (present.length === 0) return false;
	await confirmLoss(
		vscode.l10n.t('{0} already has {1}. Overwrite?', folderWords(folder), present.join(', ')),
		{
			detail: vscode.l10n.t('The current content will be lost.'),
			keep: vscode.l10n.t('Do Not Overwrite'),
			actions: [vscode.l10n.t('Overwrite')],
		},
	);
	return true;
}

/** Those of the names that are there already. */
export async function existing(
	folder: string,
	names: readonly string[],
): Promise<readonly string[]> {
	const found = await Promise.all(
		names.map((name) => onFile(name, () => exists(path.join(folder, name)))),
	);
	return names.filter((_, index) => found[index]);
}

async function exists(file: string): Promise<boolean> {
	return lstat(file).then(
		() => true,
		(error: unknown) => {
			if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
			throw error;
		},
	);
}

async function mayOverwrite(folder: string, names: readonly string[]): Promise<boolean> {
	const overwrite = vscode.l10n.t('Overwrite');
	const rename = vscode.l10n.t('Choose Another Name…');
	const keyLost = names.some((name) => name.endsWith('.key'));
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t('{0} already has {1}. Overwrite?', folderWords(folder), names.join(', ')),
		{
			modal: true,
			...(keyLost && { detail: vscode.l10n.t('The existing private key will be lost.') }),
		},
		// The first one has the focus: Enter loses nothing.
		rename,
		overwrite,
	);
	if (answer === undefined) throw new PkiError('cancelled');
	return answer === overwrite;
}

async function askBaseName(wish: TargetWish, taken: string): Promise<string> {
	const free = await firstFree(wish, taken);
	return askOnce(vscode.l10n.t('Save Files'), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('File name, without extension'),
			value: free,
			validate: async (text) => {
				if (text.trim() === '' || fileNameFor(text.trim()) !== text.trim()) {
					return vscode.l10n.t('Use letters, digits, dots and hyphens');
				}
				const present = await existing(wish.folder, wish.fileNames(text.trim()));
				return present.length === 0
					? undefined
					: vscode.l10n.t('{0} already exists', present.join(', '));
			},
		}),
	).then((text) => text.trim());
}

async function firstFree(wish: TargetWish, taken: string): Promise<string> {
	for (let number = 2; number < 100; number++) {
		const candidate = fileNameFor(taken, `-${number}`);
		if ((await existing(wish.folder, wish.fileNames(candidate))).length === 0) return candidate;
	}
	return fileNameFor(taken, '-new');
}
