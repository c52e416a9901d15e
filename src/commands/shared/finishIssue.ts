import * as vscode from 'vscode';
import type { IssuedFiles } from '../../api.js';
import type { IssuedCertificate } from '../../core/backends/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { describeError } from '../../ui/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { announce } from './afterIssue.js';
import { settleTarget } from './conflicts.js';
import { onFile } from '../../services/fileErrors.js';
import { fileNameFor } from './fileNames.js';
import { browseForFolder, folderFrom } from './folders.js';
import { type FileTarget, ownFileNames, writeIssuedFiles } from './issuedFiles.js';
import { shortened } from './lifetime.js';
import { optionalBoolean } from './options.js';

/** What was issued, and the private key where there is one to save. */
export interface Made {
	readonly issued: IssuedCertificate;
	readonly privateKeyPem?: string;
}

/** Where the files will stand; settled before anything is issued, so that nothing is issued in vain. */
export function settleFiles(
	input: CommandInput,
	folder: string | undefined,
	name: string,
	withKey: boolean,
): Promise<FileTarget> {
	return settleTarget({
		folder: folder ?? folderFrom(input.options),
		baseName: fileNameFor(name),
		overwrite: optionalBoolean(input.options, 'overwrite'),
		interactive: input.interactive,
		fileNames: (baseName) => ownFileNames(baseName, withKey),
	});
}

/** Where it was issued: what the tree and the details need to find it again. */
export interface IssuedBy {
	readonly connection: { readonly id: string };
	readonly mount: string;
}

/** Refreshes the tree, writes the files and tells the user. */
export async function finishIssue(
	context: CommandContext,
	input: CommandInput,
	{ connection, mount }: IssuedBy,
	target: FileTarget,
	done: Made & { readonly name: string; readonly wishedSeconds?: number },
): Promise<IssuedFiles> {
	const { issued, name, wishedSeconds } = done;
	context.changes.fire({ connection: connection.id, mount, part: 'certificates' });
	const files = await save(input, target, done);
	const { serialNumber, notAfter } = issued;
	const short = shortened(issued, wishedSeconds, new Date());
	const warnings = [...(short === undefined ? [] : [short]), ...issued.warnings];
	for (const warning of issued.warnings) context.log.warn(`${mount}: ${warning}`);
	const result: IssuedFiles = {
		serialNumber,
		notAfter,
		files,
		...(warnings.length > 0 && { warnings }),
	};
	if (input.interactive) {
		const source = { connection: connection.id, mount, serialNumber };
		announce(context, { name, source, issued, result, shortened: short });
	}
	return result;
}

/** A certificate that was issued must not be lost over a full disk: a person may choose another folder. */
async function save(
	input: CommandInput,
	target: FileTarget,
	made: Made,
): Promise<IssuedFiles['files']> {
	try {
		return await onFile(target.folder, () => writeIssuedFiles(target, made));
	} catch (error) {
		if (!input.interactive) throw error;
		const another = vscode.l10n.t('Choose Another Folder…');
		const answer = await vscode.window.showErrorMessage(
			vscode.l10n.t(
				'The certificate is issued, but its files could not be written. {0}',
				describeError(error).message,
			),
			{ modal: true },
			another,
		);
		if (answer !== another) throw new PkiError('cancelled', { cause: error });
		const folder = await browseForFolder(another);
		return save(input, { ...target, folder, overwrite: false, replacesCa: false }, made);
	}
}
