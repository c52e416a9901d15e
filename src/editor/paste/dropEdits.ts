import * as path from 'node:path';
import * as vscode from 'vscode';
import { decodeInSlices, textOf } from '../../core/decode/decode.js';
import { pemOfBlock } from '../../core/decode/kept.js';
import { keyPem } from '../../core/convert/keyMaterial.js';
import { formsAt } from '../../core/paste/forms.js';
import { isPathMeant, pathIn } from '../../core/paste/pathForm.js';
import { isPkiError } from '../../core/common/errors.js';
import { readContents } from '../../ui/contents.js';
import { kindOf, pathKind } from './kinds.js';
import { inputAt, type Insertion, replacing } from './replacing.js';

/** Larger files hold no single certificate. */
const largest = 1024 * 1024;
const mostFiles = 20;

/** PEM and path of the files that are dropped, the one that fits the place first; undefined where one is no such file. */
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
	let pem = '';
	for (const uri of uris) {
		const found = await pemOf(uri);
		if (found === undefined || token.isCancellationRequested) return undefined;
		pem += found;
	}
	if (pem === '') return undefined;
	const input = inputAt(document, new vscode.Range(position, position));
	const [form] = formsAt(input, pem).forms;
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

/** Everything that is in a file; undefined where it is no certificate file, by its content. */
async function pemOf(uri: vscode.Uri): Promise<string | undefined> {
	try {
		const content = await readContents(uri, largest);
		const text = textOf(content);
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

/** From the document's folder, as configurations name files; whole where it is on another machine or disk. */
function pathFrom(document: vscode.Uri, file: vscode.Uri): string {
	if (file.scheme !== document.scheme || file.authority !== document.authority) return file.fsPath;
	const relative = path.relative(path.dirname(document.fsPath), file.fsPath);
	return path.isAbsolute(relative) ? file.fsPath : relative.split(path.sep).join('/');
}
