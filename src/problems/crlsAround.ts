/** CRLs that may revoke what is in a file: those in open documents, and in files of the same folder. */
import * as vscode from 'vscode';
import { isPkiError } from '../core/common/errors.js';
import { decodeInSlices } from '../core/decode/decode.js';
import { type KeptBlock, keptOf } from '../core/decode/kept.js';
import type { CrlInFile, RuleBlock } from '../core/diagnostics/rule.js';
import type { BlockSource } from '../services/blocks/blockSource.js';
import { isOwn } from '../services/ownDocument.js';
import { readContents } from '../ui/contents.js';
import { isCrlFile } from '../core/workspace/globs.js';
import { exclusions } from '../services/workspace/excluded.js';

/** Of one folder; they are read whenever a certificate beside them is checked. */
const mostFiles = 20;
/** Bytes. */
const largestFile = 1024 * 1024;

/** Nothing else can be revoked. */
export function holdsCertificate(blocks: readonly RuleBlock[]): boolean {
	return blocks.some(({ facts }) => facts?.kind === 'certificate');
}

/** For one check, of however many files: each folder is read once. */
export function crlFinder(blocks: BlockSource): (uri: vscode.Uri) => Promise<readonly CrlInFile[]> {
	const folders = new Map<string, Promise<readonly FileOfCrls[]>>();
	let open: Promise<readonly FileOfCrls[]> | undefined;
	const isLeftOut = exclusions();
	return async (uri) => {
		open ??= inDocuments(blocks);
		const folder = vscode.Uri.joinPath(uri, '..');
		const beside = folders.get(folder.toString()) ?? inFolder(uri, folder);
		folders.set(folder.toString(), beside);
		const byFile = new Map(
			// A document may be newer than its file.
			[...(await beside), ...(await open)]
				// What is wrong on purpose revokes nothing but what lies beside it.
				.filter(({ uri: file }) => !isLeftOut(file) || isBeside(file, uri))
				.map(({ uri: file, crls }) => [file.toString(), crls]),
		);
		byFile.delete(uri.toString());
		return [...byFile.values()].flat();
	};
}

function isBeside(one: vscode.Uri, other: vscode.Uri): boolean {
	const [first, second] = [one, other].map((uri) => vscode.Uri.joinPath(uri, '..').toString());
	return first === second;
}

interface FileOfCrls {
	readonly uri: vscode.Uri;
	readonly crls: readonly CrlInFile[];
}

function crlsIn(uri: vscode.Uri, blocks: readonly RuleBlock[]): readonly CrlInFile[] {
	const file = vscode.workspace.asRelativePath(uri);
	return blocks.flatMap(({ facts, der }) =>
		facts?.kind === 'crl' && der ? [{ file, facts, der }] : [],
	);
}

function inDocuments(blocks: BlockSource): Promise<readonly FileOfCrls[]> {
	const documents = vscode.workspace.textDocuments.filter(
		(document) => isOwn(document.uri) && blocks.mayHold(document),
	);
	return Promise.all(
		documents.map(async (document) => ({
			uri: document.uri,
			crls: crlsIn(document.uri, await blocks.blocksOf(document)),
		})),
	);
}

async function inFolder(
	{ scheme }: vscode.Uri,
	folder: vscode.Uri,
): Promise<readonly FileOfCrls[]> {
	if (scheme === 'untitled') return [];
	// A folder that cannot be listed tells nothing.
	const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
	const uris = entries
		.filter(([name]) => isCrlFile(name))
		.map(([name]) => vscode.Uri.joinPath(folder, name))
		.sort((a, b) => (a.path < b.path ? -1 : 1))
		.slice(0, mostFiles);
	return Promise.all(
		uris.map(async (uri) => ({ uri, crls: crlsIn(uri, await blocksOfFile(uri)) })),
	);
}

/** The newest of each file, so that a large CRL is not read at every pause in typing. */
const known = new Map<string, { readonly state: string; readonly blocks: readonly KeptBlock[] }>();
const mostKnown = 40;

/** None where it cannot be read, or is too large. */
async function blocksOfFile(uri: vscode.Uri): Promise<readonly KeptBlock[]> {
	const key = uri.toString();
	try {
		const { mtime, size } = await vscode.workspace.fs.stat(uri);
		const state = `${mtime} ${size}`;
		const before = known.get(key);
		if (before?.state === state) return before.blocks;
		const blocks = (await decodeInSlices(await readContents(uri, largestFile))).map(keptOf);
		known.delete(key);
		known.set(key, { state, blocks });
		const [oldest] = known.keys();
		if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
		return blocks;
	} catch (error) {
		if (!isPkiError(error) && !(error instanceof vscode.FileSystemError)) throw error;
		return [];
	}
}
