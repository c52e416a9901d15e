/** What a command is about, whatever it is: files, a block of a file, a selection, rows of the tree, or what is open. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import { keyPem } from '../../core/convert/keyMaterial.js';
import { pemText } from '../../core/layouts/pemText.js';
import { readContents, readShown } from '../../ui/contents.js';
import { activeTabUri } from '../../ui/activeTab.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificates, isInBackend } from './chosenCertificate.js';
import { optionalUri } from './fileUris.js';
import { optionalNumber, optionalString, type Options } from './options.js';

export interface ChosenContent {
	/** A file's name, or what the certificate is called. */
	readonly title: string;
	/** May hold private keys. */
	readonly content: string | Uint8Array;
	/** The file it is in. */
	readonly uri?: vscode.Uri | undefined;
	/** It is not all that the file holds. */
	readonly isPart?: boolean;
}

/**
 * Every one that is selected, and one at least. What a server has comes with its chain. `cursorMeans`: what a cursor in a PEM
 * file stands for where nothing is selected; in other files it is always a block. Rejects with the errors of reading, and with
 * `invalid` (`nothingOpen`) where nothing is named, selected or open.
 */
export async function chooseContents(
	context: CommandContext,
	input: CommandInput,
	{ cursorMeans }: { readonly cursorMeans: 'block' | 'file' },
): Promise<readonly ChosenContent[]> {
	const { options, selection, interactive } = input;
	const pem = optionalString(options, 'pem');
	if (pem !== undefined && selection.length < 2) return [given(pem, options)];
	if (isInBackend(options) || selection.some(isInBackend)) {
		return chooseCertificates(context, input);
	}
	const several = selection.map(contentOf).filter((content) => content !== undefined);
	if (several.length > 1) return Promise.all(several.map((content) => content()));
	const uri = optionalUri(options, 'uri');
	const line = optionalNumber(options, 'line', { min: 0 });
	if (uri && line !== undefined) return [await blockContent(uri, line)];
	const text = optionalString(options, 'text');
	if (text !== undefined) return [{ title: vscode.l10n.t('Text'), content: text }];
	const editor = vscode.window.activeTextEditor;
	const isLookedAt = uri === undefined || uri.toString() === editor?.document.uri.toString();
	// The Explorer gives a list and means the whole file.
	const isEditors = interactive && (selection.length === 0 || selection[0] === options);
	if (editor && isLookedAt && isEditors) {
		if (!editor.selection.isEmpty) return [selected(editor)];
		const at = cursorMeans === 'block' || editor.document.languageId !== 'pem';
		const [block] = at
			? await context.blocks.blocksAt(editor.document, editor.selection.active)
			: [];
		if (block) return [await blockContent(editor.document.uri, block.line)];
	}
	const file = uri ?? editor?.document.uri ?? activeTabUri();
	if (!file) throw new PkiError('invalid', { reason: 'nothingOpen' });
	return [await fileContent(file)];
}

/** A file, or a row that names a block of one; undefined for what names none. */
function contentOf(item: Options): (() => Promise<ChosenContent>) | undefined {
	const uri = optionalUri(item, 'uri') ?? asUri(item);
	const line = optionalNumber(item, 'line', { min: 0 });
	if (!uri) return undefined;
	return () => (line === undefined ? fileContent(uri) : blockContent(uri, line));
}

function asUri(item: Options): vscode.Uri | undefined {
	return item instanceof vscode.Uri ? item : undefined;
}

function given(pem: string, options: Options): ChosenContent {
	const title = optionalString(options, 'name') ?? vscode.l10n.t('Certificate');
	return { title, content: pem, uri: optionalUri(options, 'uri'), isPart: true };
}

async function fileContent(uri: vscode.Uri): Promise<ChosenContent> {
	return { title: path.posix.basename(uri.path), content: await readContents(uri), uri };
}

function selected({ document, selection }: vscode.TextEditor): ChosenContent {
	return {
		title: path.posix.basename(document.uri.path),
		content: document.getText(selection),
		uri: document.uri,
		isPart: true,
	};
}

/** All blocks that begin at a line, as PEM. Rejects with `invalid` (`noBlocks`) where there is none. */
async function blockContent(uri: vscode.Uri, line: number): Promise<ChosenContent> {
	const shown = await readShown(uri);
	const text = textOf(shown);
	const pems = (await decodeInSlices(shown)).flatMap((block) => {
		if (block.line !== line || !block.facts) return [];
		const { facts, der } = block;
		return facts.kind === 'privateKey'
			? [keyPem({ ...block, facts, der }, text)]
			: (pemOfBlock(block) ?? []);
	});
	if (pems.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
	return {
		...{ title: path.posix.basename(uri.path), content: pemText(pems), uri, isPart: true },
	};
}
