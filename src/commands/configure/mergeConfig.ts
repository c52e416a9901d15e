/** Merges a configuration into a file that is there, after its diff was accepted. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import {
	type MergeFormat,
	mergedText,
	mergeFormatOf,
	mergeFormatOfFile,
} from '../../core/merge/merge.js';
import type { ClientConfig } from '../../core/snippets/clientConfig.js';
import type { Target } from '../../core/snippets/target.js';
import { findLocalFiles } from '../../services/workspace/findLocalFiles.js';
import { readShown } from '../../ui/contents.js';
import { sayDone } from '../../ui/output.js';
import type { Frame } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import { requireTrust } from '../input/folders.js';
import { reviewChange } from './reviewChange.js';

type Text = Pick<ClientConfig, 'text' | 'languageId'>;

/** Undefined where the text is code, or in a format that is not merged. */
export function formatFor(target: Target, { languageId, text }: Text): MergeFormat | undefined {
	// A program that loads a .env file by itself reads this variable too late.
	return target.id === 'node-extra-ca-certs' ? undefined : mergeFormatOf(languageId, text);
}

/**
 * Rejects with `restricted`, `cancelled`, the errors of reading, those of `mergedText`, and with `invalid`, reason
 * `mergeFormat`, where file and text are not of one format.
 */
export async function mergeConfig(target: Target, config: Text, file: string): Promise<void> {
	requireTrust();
	const uri = vscode.Uri.file(file);
	const format = formatFor(target, config);
	if (format === undefined || format !== mergeFormatOfFile(path.basename(file))) {
		throw new PkiError('invalid', { reason: 'mergeFormat' });
	}
	await readShown(uri);
	const document = await vscode.workspace.openTextDocument(uri);
	const propose = (text: string) => mergedText(format, text, config.text);
	const name = plainText(path.basename(file), 80);
	if ((await propose(document.getText())) === document.getText()) {
		sayDone(vscode.l10n.t('{0} already has this configuration', name));
		return;
	}
	await reviewChange(document, propose);
	sayDone(vscode.l10n.t('Configuration merged into {0}', name));
}

const patterns: Readonly<Record<MergeFormat, string>> = {
	yaml: '**/*.{yaml,yml}',
	json: '**/*.{json,jsonc,json5}',
	env: '**/{.env,.env.*,*.env}',
};

const most = 200;

type Item = vscode.QuickPickItem & { readonly uri?: vscode.Uri };

/** What is open comes first. Answers a path; rejects with `cancelled`. */
export async function askMergeFile(
	frame: Frame,
	format: MergeFormat,
	last: string | undefined,
): Promise<string> {
	const open = vscode.workspace.textDocuments.map(({ uri }) => uri);
	const found = await findLocalFiles(patterns[format], most);
	const files = new Map(
		[...open, ...found.toSorted((a, b) => a.path.localeCompare(b.path))]
			.filter(({ scheme, path: at }) => scheme === 'file' && isOf(format, at))
			.map((uri) => [uri.toString(), uri]),
	);
	const items: Item[] = [...files.values()].map((uri) => ({
		label: plainText(path.posix.basename(uri.path)),
		description: plainText(vscode.workspace.asRelativePath(uri), 300),
		iconPath: new vscode.ThemeIcon('file'),
		uri,
	}));
	const browse: Item = {
		label: vscode.l10n.t('Choose file…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		alwaysShow: true,
	};
	const active = items.find(({ uri }) => uri?.fsPath === last);
	const { uri } = await frame.pick({
		prompt: vscode.l10n.t('File to merge the configuration into'),
		items: [...items, browse],
		...(active && { active }),
	});
	return (uri ?? (await browseForFile())).fsPath;
}

function isOf(format: MergeFormat, file: string): boolean {
	return mergeFormatOfFile(path.posix.basename(file)) === format;
}

async function browseForFile(): Promise<vscode.Uri> {
	const title = vscode.l10n.t('File to merge the configuration into');
	const [uri] = (await vscode.window.showOpenDialog({ title, canSelectMany: false })) ?? [];
	if (!uri) throw new PkiError('cancelled');
	return uri;
}
