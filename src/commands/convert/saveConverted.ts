/** Writes what was converted: beside its source, or where a person says. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { OutputFile } from '../../core/convert/target.js';
import { fileNameFor } from '../../core/layouts/fileNames.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import { makeFolder } from '../../services/files/folders.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import { browseForFolder, folderFrom, folderWords } from '../input/folders.js';
import { optionalBoolean, optionalFile, type Options } from '../input/options.js';
import { askToReplace } from '../save/conflicts.js';
import type { Source } from './sources.js';

interface Order {
	readonly source: Source;
	readonly options: Options;
	readonly interactive: boolean;
}

/** All of them or none; what holds a private key is for its owner alone. Answers the paths. */
export async function saveConverted(
	files: readonly OutputFile[],
	order: Order,
): Promise<{ readonly files: string[] }> {
	const { paths, overwrite } = await placesFor(files, order);
	const writes = files.map(({ content, key }, index) => ({
		path: paths[index] ?? '',
		content,
		...(key !== 'none' && { mode: 0o600 }),
	}));
	const [first = ''] = paths;
	await onFile(first, () => writeFilesAtomically(writes, { overwrite }));
	sayDone(
		paths.length === 1
			? vscode.l10n.t('Saved {0}', plainText(path.basename(first)))
			: vscode.l10n.t('{0} files saved in {1}', paths.length, folderWords(path.dirname(first))),
	);
	return { files: [...paths] };
}

interface Places {
	readonly paths: readonly string[];
	readonly overwrite: boolean;
}

async function placesFor(
	files: readonly OutputFile[],
	{ source, options, interactive }: Order,
): Promise<Places> {
	const named = (base: string) => files.map(({ ending }) => base + ending);
	const base = entryName(baseName(source), source.entry);
	// Never proposes the file that it comes from.
	const isOwn = interactive && named(base).includes(source.contents[0]?.title ?? '');
	const names = named(isOwn ? fileNameFor(base, '-new') : base);
	const given = optionalFile(options, 'folder');
	const beside = folderOf(source);
	if (interactive && given === undefined) {
		const [only = ''] = names;
		if (names.length === 1) return { paths: [await askFile(only, beside)], overwrite: true };
		const folder = await browseForFolder(vscode.l10n.t('Save Converted Files'), beside);
		const overwrite = await askToReplace(folder, names);
		return { paths: names.map((name) => path.join(folder, name)), overwrite };
	}
	const folder = given ?? beside ?? folderFrom(options);
	await onFile(folder, () => makeFolder(folder));
	const overwrite = optionalBoolean(options, 'overwrite') === true;
	return { paths: names.map((name) => path.join(folder, name)), overwrite };
}

const certificateEnding =
	/\.(?:pem|crt|cer|cert|der|key|csr|req|p10|crl|pub|ca-bundle|p8|p7b|p7c|p12|pfx|jks|jwks?|json|ya?ml|env|txt)$/i;

/** The source's name without its ending; of a dotfile, or where there is no file, what the certificate is called. */
function baseName({ contents }: Source): string {
	const [first] = contents;
	const title = first?.title ?? '';
	return fileNameFor(first?.uri ? title.replace(certificateEnding, '') || title : title);
}

/** Each entry of a store gets files of its own. */
function entryName(base: string, entry: Source['entry']): string {
	if (entry === undefined) return base;
	return fileNameFor(`${base}-${typeof entry === 'number' ? entry + 1 : entry}`);
}

function folderOf({ contents }: Source): string | undefined {
	const uri = contents[0]?.uri;
	return uri?.scheme === 'file' ? path.dirname(uri.fsPath) : undefined;
}

/** The dialog itself asks before it answers an existing file. */
async function askFile(name: string, folder: string | undefined): Promise<string> {
	const chosen = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Save Converted File'),
		defaultUri: vscode.Uri.file(folder === undefined ? name : path.join(folder, name)),
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file') {
		const args = { name: 'file', scheme: chosen.scheme };
		throw new PkiError('unsupported', { reason: 'notLocalFile', args });
	}
	return chosen.fsPath;
}
