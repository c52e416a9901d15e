/** Blocks as symbols: the outline of a file, and *Go to Symbol in Workspace*. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { KeptBlock } from '../../core/decode/kept.js';
import { spokenName } from '../../core/x509/names/spokenName.js';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { isOwn } from '../../services/ownDocument.js';
import type { Services } from '../../services/services.js';
import type { IndexedBlock, WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import { blockName } from '../../ui/facts/facts.js';
import { visibleStart } from '../../ui/words/visible.js';
import { signalFrom } from '../../ui/ask/progress.js';
import { rangeOf } from './findingsAt.js';
import { madeOfBlocks } from './madeOfBlocks.js';
import { oneLine, outlineDetail } from './summary.js';

/** More rows are no help to anybody. */
const mostSymbols = 1000;

export async function symbolsOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
): Promise<vscode.DocumentSymbol[]> {
	// VS Code asks at every key, and takes all of them up anew.
	await blocks.whenQuiet(document, token);
	return madeOfBlocks(blocks, document, token, (all) => symbols(document, all));
}

function* symbols(
	document: vscode.TextDocument,
	all: readonly KeptBlock[],
): Generator<vscode.DocumentSymbol, void, undefined> {
	const now = new Date();
	for (const block of all) {
		const range = rangeOf(document, block);
		const detail = oneLine(outlineDetail(block, now));
		// Without a name VS Code takes none of them.
		const name = oneLine(blockName(block)) || vscode.l10n.t('(empty)');
		yield new vscode.DocumentSymbol(name, detail, kindOf(block), range, headOf(document, range));
	}
}

/** What the cursor is put on. */
function headOf(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range {
	const lineEnd = document.lineAt(start.line).range.end;
	return new vscode.Range(start, lineEnd.isBefore(end) ? lineEnd : end);
}

function kindOf({ facts }: KeptBlock): vscode.SymbolKind {
	switch (facts?.kind) {
		case 'privateKey':
		case 'publicKey':
			return vscode.SymbolKind.Key;
		case 'certificate':
			return facts.isCa ? vscode.SymbolKind.Class : vscode.SymbolKind.Object;
		case 'request':
			return vscode.SymbolKind.Event;
		case 'crl':
		case 'ocsp':
			return vscode.SymbolKind.Array;
		case undefined:
			return vscode.SymbolKind.Null;
	}
}

/**
 * Certificates of open documents and of the workspace's other files, and what recent checks found elsewhere (`known`). The
 * workspace is read first where the setting allows it.
 */
export async function workspaceSymbolsOf(
	{ blocks, workspace }: Pick<Services, 'blocks' | 'workspace'>,
	known: readonly ExpiryItem[],
	query: string,
	token: vscode.CancellationToken,
): Promise<vscode.SymbolInformation[]> {
	// The other side of a diff holds the same names again.
	const documents = vscode.workspace.textDocuments.filter(
		(document) => isOwn(document.uri) && blocks.mayHold(document),
	);
	const inDocuments = await Promise.all(
		documents.map(async (document) =>
			(await blocks.blocksOf(document, token)).flatMap((block) => {
				if (block.facts?.kind !== 'certificate') return [];
				const name = spokenName(block.facts);
				// Of thousands only those that are asked for become symbols.
				return isAsked(name, query)
					? [symbolAt(visibleStart(name), document.uri, rangeOf(document, block))]
					: [];
			}),
		),
	);
	const told = new Set(documents.map(({ uri }) => uri.toString()));
	const inFiles = (await blocksInFiles(workspace, token)).filter(
		({ uri, kind }) => kind === 'certificate' && !told.has(uri.toString()),
	);
	for (const { uri } of inFiles) told.add(uri.toString());
	const elsewhere = known
		.filter(({ uri, kind }) => kind === 'certificate' && !told.has(uri.toString()))
		.map(({ name, uri, line }) =>
			symbolAt(visibleStart(name), uri, new vscode.Range(line, 0, line, 0)),
		);
	return [
		...inDocuments.flat(),
		// Of tens of thousands only those that are asked for become symbols.
		...inFiles
			.filter(({ name }) => isAsked(name, query))
			.slice(0, mostSymbols)
			.map(({ name, uri, range }) => symbolAt(visibleStart(name), uri, range)),
		...elsewhere.filter(({ name }) => isAsked(name, query)),
	].slice(0, mostSymbols);
}

/** What is known of the workspace already, where reading it was cancelled or is not wanted. */
async function blocksInFiles(
	workspace: WorkspaceIndex,
	token: vscode.CancellationToken,
): Promise<readonly IndexedBlock[]> {
	if (workspace.readsByItself && workspace.state !== 'ready') {
		await workspace.read({ signal: signalFrom(token) }).catch((error: unknown) => {
			if (!isPkiError(error, 'cancelled')) throw error;
		});
	}
	return workspace.blocks;
}

function symbolAt(name: string, uri: vscode.Uri, range: vscode.Range): vscode.SymbolInformation {
	return new vscode.SymbolInformation(
		oneLine(name),
		vscode.SymbolKind.Object,
		vscode.l10n.t('Certificate'),
		new vscode.Location(uri, range),
	);
}

/** The letters of the query in their order, as VS Code's own search takes it. */
function isAsked(name: string, query: string): boolean {
	const text = name.toLowerCase();
	let from = 0;
	for (const character of query.toLowerCase().replace(/\s/g, '')) {
		const found = text.indexOf(character, from);
		if (found === -1) return false;
		from = found + character.length;
	}
	return true;
}
