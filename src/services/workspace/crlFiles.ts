/** CRLs in files: what they revoke of the certificates of other files. */
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { type KeptBlock, keptOf } from '../../core/decode/kept.js';
import type { CrlInFile, RuleBlock } from '../../core/diagnostics/rule.js';
import { readContents } from '../../ui/contents.js';
import { openDocument } from '../../ui/openDocument.js';

/** Bytes. */
const largestFile = 1024 * 1024;

/** None where it cannot be read, or is too large. */
export async function crlsOfFile(uri: vscode.Uri): Promise<readonly CrlInFile[]> {
	return crlsIn(uri, await blocksOfFile(uri));
}

/** Those among blocks of the file. */
export function crlsIn(uri: vscode.Uri, blocks: readonly RuleBlock[]): readonly CrlInFile[] {
	const file = vscode.workspace.asRelativePath(uri);
	return blocks.flatMap(({ facts, der }) =>
		facts?.kind === 'crl' && der ? [{ file, facts, der }] : [],
	);
}

/** The newest of each file, so that a large CRL is not read at every pause in typing. */
const known = new Map<string, { readonly state: string; readonly blocks: readonly KeptBlock[] }>();
const mostKnown = 40;

/** None where the file cannot be read, or is too large. What is not saved yet counts. */
export async function blocksOfFile(uri: vscode.Uri): Promise<readonly KeptBlock[]> {
	const key = uri.toString();
	try {
		if (openDocument(uri)?.isDirty) return await read(uri);
		const { mtime, size } = await vscode.workspace.fs.stat(uri);
		const state = `${mtime} ${size}`;
		const before = known.get(key);
		if (before?.state === state) return before.blocks;
		const blocks = await read(uri);
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

async function read(uri: vscode.Uri): Promise<readonly KeptBlock[]> {
	return (await decodeInSlices(await readContents(uri, largestFile))).map(keptOf);
}
