import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { Comparable } from '../../services/compareSelection.js';
import { readContents } from '../../ui/contents.js';
import type { CommandContext, CommandInput } from '../command.js';
import { type ChosenContent, chooseContents } from '../input/chosenContent.js';
import { optionalUri } from '../input/fileUris.js';
import { comparablesIn, itemOf, pickFrom, pickOne } from '../input/blockChoice.js';
import { showDifference } from './showDifference.js';

/**
 * `pki.compareCertificates`: two that are selected (rows, files, editor selections), else the one that is meant with another
 * that is chosen. Reads only, so it works in Restricted Mode with files.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const [left, right] = selections(input) ?? (await chosen(context, input));
	await showDifference(context, await left(), await right());
}

type Side = () => Promise<Comparable>;

/** Two selections of the editor that is open. */
function selections({ options, selection }: CommandInput): readonly [Side, Side] | undefined {
	const editor = vscode.window.activeTextEditor;
	const [one, other, ...more] = editor?.selections ?? [];
	if (!editor || !one || !other || more.length > 0 || one.isEmpty || other.isEmpty)
		return undefined;
	const isTheirs = optionalUri(options, 'uri')?.toString() === editor.document.uri.toString();
	const isBlock = (options['line'] ?? options['pem']) !== undefined;
	// The Explorer gives a list and means the whole file.
	const isEditors = selection.length === 0 || (selection[0] === options && isTheirs && !isBlock);
	if (!isEditors) return undefined;
	const { document } = editor;
	const title = path.posix.basename(document.uri.path);
	const side =
		(selection: vscode.Selection): Side =>
		async () => {
			const all = await comparablesIn({ title, content: document.getText(selection) });
			const { block } = await pickOne(all, vscode.l10n.t('Which one?'));
			return { title, block: { ...block, line: block.line + selection.start.line } };
		};
	return [side(one), side(other)];
}

async function chosen(
	context: CommandContext,
	input: CommandInput,
): Promise<readonly [Side, Side]> {
	const contents = await chooseContents(context, input, { cursorMeans: 'block' });
	const [first, second] = contents;
	if (!first) throw new PkiError('invalid', { reason: 'noBlocks' });
	const isServers = first.uri === undefined;
	const inFirst = await comparablesIn(placed(first));
	// What stands behind a certificate that a server has is its chain.
	const left = isServers ? inFirst[0] : await pickOne(inFirst, vscode.l10n.t('Compare which one?'));
	if (!second) return [() => Promise.resolve(left), () => pickOther(context, left, first.uri)];
	const inSecond = await comparablesIn(placed(second));
	return [
		() => Promise.resolve(left),
		() =>
			isServers
				? Promise.resolve(inSecond[0])
				: pickOne(inSecond, vscode.l10n.t('Compare with which one?')),
	];
}

/** Named by its path: two folders often have files of the same name. */
function placed({ title, content, uri }: ChosenContent): Pick<ChosenContent, 'title' | 'content'> {
	return { title: uri ? vscode.workspace.asRelativePath(uri) : title, content };
}

/** What was selected before, the others of the file and of open documents, or a file. */
async function pickOther(
	{ blocks, compareSelection: { current } }: CommandContext,
	left: Comparable,
	uri: vscode.Uri | undefined,
): Promise<Comparable> {
	const here: Comparable[] = [];
	const elsewhere: Comparable[] = [];
	for (const document of vscode.workspace.textDocuments) {
		if (/^(?:pki-details|output)$/.test(document.uri.scheme)) continue;
		const title = vscode.workspace.asRelativePath(document.uri);
		const isHere = document.uri.toString() === uri?.toString();
		for (const block of await blocks.blocksOf(document)) {
			if (block.error || (isHere && isSame(block, left.block))) continue;
			(isHere ? here : elsewhere).push({ title, block });
		}
	}
	const others = [...here, ...elsewhere];
	// Of the same kind first.
	others.sort((a, b) => Number(isLike(b, left)) - Number(isLike(a, left)));
	const earlier = current && !isSame(current.block, left.block) ? [current] : [];
	const items = [...earlier, ...others].map(itemOf);
	const file = {
		label: vscode.l10n.t('Choose File…'),
		iconPath: new vscode.ThemeIcon('folder-opened'),
		choose: chooseFile,
	};
	return pickFrom([...items, file], vscode.l10n.t('Compare with'));
}

/** By its bytes, as what was cut out of a file stands in other lines; of private keys no bytes are kept. */
function isSame(one: Comparable['block'], other: Comparable['block']): boolean {
	return one.der && other.der
		? Buffer.compare(one.der, other.der) === 0
		: JSON.stringify(one.facts) === JSON.stringify(other.facts);
}

function isLike(one: Comparable, other: Comparable): boolean {
	return one.block.facts.kind === other.block.facts.kind;
}

async function chooseFile(): Promise<Comparable> {
	const openLabel = vscode.l10n.t('Compare');
	const [uri] = (await vscode.window.showOpenDialog({ openLabel, canSelectMany: false })) ?? [];
	if (!uri) throw new PkiError('cancelled');
	const title = vscode.workspace.asRelativePath(uri);
	const all = await comparablesIn({ title, content: await readContents(uri) });
	return pickOne(all, vscode.l10n.t('Compare with which one?'));
}
