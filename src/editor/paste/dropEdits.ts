import * as path from 'node:path';
import * as vscode from 'vscode';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import { keyPem } from '../../core/convert/keyMaterial.js';
import { clearEndings } from '../../core/find/paths/markers.js';
import { pemIn } from '../../core/paste/clipboard.js';
import { formsAt } from '../../core/paste/forms.js';
import { isPathMeant, pathIn } from '../../core/paste/pathForm.js';
import { isPkiError } from '../../core/common/errors.js';
import { containerOf } from '../../core/x509/containers/containerOf.js';
import { readContents } from '../../ui/contents.js';
import { kindOf, pathKind } from './kinds.js';
import { inputAt, type Insertion, replacing } from './replacing.js';

/** Larger files hold no single certificate. */
const largest = 1024 * 1024;
const mostFiles = 20;

/**
 * PEM and path of the files that are dropped, the one that fits the place first; of key stores the path alone. Undefined where
 * one is no such file.
 */
export async function dropEdits(
	document: vscode.TextDocument,
	position: vscode.Position,
	list: string,
	token: vscode.CancellationToken,
): Promise<vscode.DocumentDropEdit[] | undefined> {
	const uris = list
		.split(/\r?\n/)
		.filter((line) => line !== '' && !line.startsWith('#'))
		.map((line) => vscode.Uri.parse(line));
	if (uris.length > mostFiles) return undefined;
	const pems: string[] = [];
	for (const uri of uris) {
		const found = await pemOf(uri);
		if (found === undefined || token.isCancellationRequested) return undefined;
		pems.push(found);
	}
	if (pems.length === 0) return undefined;
	const input = inputAt(document, new vscode.Range(position, position));
	const [form] = pems.includes('') ? [] : formsAt(input, pems.join('')).forms;
	const paths = uris.map((uri) => pathFrom(document.uri, uri)).join(' ');
	const contents = form && dropEdit(document, form, vscode.l10n.t('Insert PEM'), kindOf(form.id));
	const { start, end } = input;
	const place = dropEdit(
		document,
		{ start, end, text: pathIn(input, paths) },
		...([vscode.l10n.t('Insert Path of Certificate'), pathKind] as const),
	);
	if (!contents) return [place];
	return isPathMeant(input) ? [place, contents] : [contents, place];
}

function dropEdit(
	document: vscode.TextDocument,
	insertion: Insertion,
	title: string,
	kind: vscode.DocumentDropOrPasteEditKind,
): vscode.DocumentDropEdit {
	const edit = new vscode.DocumentDropEdit('', title, kind);
	edit.additionalEdit = replacing(document, [insertion]);
	return edit;
}

const endings = new RegExp(`\\.(?:${clearEndings}|der|key|pub)$`, 'i');

/**
 * Everything that is in a file, nothing of a key store, which needs a password; undefined where it is no certificate file: a
 * configuration or a page may have PEM in it too.
 */
async function pemOf(uri: vscode.Uri): Promise<string | undefined> {
	try {
		const content = await readContents(uri, largest);
		if (typeof content !== 'string' && containerOf(content) !== undefined) return '';
		const text = textOf(content);
		if (text !== undefined && !endings.test(uri.path) && pemIn(text) === undefined) {
			return undefined;
		}
		const pems = (await decodeInSlices(content)).map((block) => {
			if (!block.facts || !/^(?:pem|der)$/.test(block.encoding)) return undefined;
			const { facts, der } = block;
			return facts.kind === 'privateKey'
				? keyPem({ ...block, facts, der }, text)
				: pemOfBlock(block);
		});
		return pems.length === 0 || pems.includes(undefined) ? undefined : pems.join('');
	} catch (error) {
		if (isPkiError(error)) return undefined;
		throw error;
	}
}

/**
 * From the document's folder, as configurations name files, where both are in one folder of the workspace or the file is below;
 * else whole. With `/`, which Windows takes too.
 */
function pathFrom(document: vscode.Uri, file: vscode.Uri): string {
	const pathOf = (uri: vscode.Uri) => (uri.scheme === 'file' ? uri.fsPath : uri.path);
	const whole = pathOf(file).split(path.sep).join('/');
	if (file.scheme !== document.scheme || file.authority !== document.authority) return whole;
	const relative = path.relative(path.dirname(pathOf(document)), pathOf(file));
	const folder = vscode.workspace.getWorkspaceFolder(file);
	const isTogether =
		folder !== undefined && folder === vscode.workspace.getWorkspaceFolder(document);
	const isAway = relative.startsWith('..') && !isTogether;
	return isAway || path.isAbsolute(relative) ? whole : relative.split(path.sep).join('/');
}
