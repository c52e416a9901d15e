/**
 * A certificate that was issued but could not be written: the server will not make its private key again, so both stay in
 * memory, and a message offers to save them until they are saved or given up.
 */
import { setTimeout as delay } from 'node:timers/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { describeError, showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import { notify } from '../issue/afterIssue.js';
import { browseForFolder, folderWords } from '../input/folders.js';
import { showMadePassword } from './pkcs12.js';
import { type FileTarget, type IssuedMaterial, writeIssuedFiles } from './issuedFiles.js';

export interface Unsaved {
	readonly name: string;
	readonly made: IssuedMaterial;
	/** Where it should have gone. */
	readonly target: FileTarget;
}

/** Returns at once; the message may stand there for hours. */
export function keepUnsaved(unsaved: Unsaved, problem: unknown): void {
	offer(unsaved, problem).catch((error: unknown) => showError(error));
}

/** The same error with what it means: the certificate is there, and not lost. */
export function notWritten({ name }: Unsaved, error: unknown): unknown {
	if (!isPkiError(error)) return error;
	const { code, reason, args } = error;
	const explanation = vscode.l10n.t(
		'“{0}” is issued, but its files could not be written. {1} It is kept in memory until you save or discard it.',
		plainText(name, 80),
		describeError(error).message,
	);
	return new PkiError(code, { reason, args: { ...args, explanation }, cause: error });
}

/** A message that is closed comes back: closing it does not give up a key. */
const pauseMs = 3000;

async function offer(unsaved: Unsaved, firstProblem: unknown): Promise<void> {
	const save = vscode.l10n.t('Choose Another Folder…');
	const discard = vscode.l10n.t('Discard');
	for (let problem = firstProblem; ;) {
		const answer = await vscode.window.showErrorMessage(
			describeError(notWritten(unsaved, problem)).message,
			save,
			discard,
		);
		if (answer === discard) return;
		if (answer === undefined) await delay(pauseMs);
		if (answer !== save) continue;
		try {
			await saveElsewhere(unsaved, save);
			return;
		} catch (error) {
			if (!isPkiError(error, 'cancelled')) problem = error;
		}
	}
}

async function saveElsewhere({ name, made, target }: Unsaved, title: string): Promise<void> {
	const folder = await browseForFolder(title, path.dirname(target.folder));
	const place = { ...target, folder, overwrite: false, replacesCa: false };
	const files = await onFile(folder, () => writeIssuedFiles(place, made));
	const message = vscode.l10n.t('“{0}” is saved in {1}.', plainText(name, 80), folderWords(folder));
	notify(message, { key: files.key, pkcs12: files.pkcs12, steps: [] });
	await showMadePassword(files.pkcs12, made.pkcs12);
}
