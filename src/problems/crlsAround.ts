/**
 * CRLs that may revoke what is in a file: those in open documents, in files of the same folder, and of the same issuers anywhere
 * in the workspace, where it was read.
 */
import * as vscode from 'vscode';
import type { CrlInFile, RuleBlock } from '../core/diagnostics/rule.js';
import type { BlockSource } from '../services/blocks/blockSource.js';
import { isOwn } from '../services/ownDocument.js';
import { isCrlFile } from '../core/workspace/globs.js';
import { crlsIn, crlsOfFile } from '../services/workspace/crlFiles.js';
import { exclusions } from '../services/workspace/excluded.js';
import type { WorkspaceIndex } from '../services/workspace/workspaceIndex.js';
import { namesIn } from '../ui/contents.js';

/** Of one folder; they are read whenever a certificate beside them is checked. */
const mostFiles = 20;

/** Nothing else can be revoked. */
export function holdsCertificate(blocks: readonly RuleBlock[]): boolean {
	return blocks.some(({ facts }) => facts?.kind === 'certificate');
}

type Index = Pick<WorkspaceIndex, 'blocks'>;
/** Of a file, which holds these blocks. */
type CrlsOf = (uri: vscode.Uri, own: readonly RuleBlock[]) => Promise<readonly CrlInFile[]>;

/** For one check, of however many files: each folder is read once. */
export function crlFinder(blocks: BlockSource, workspace: Index): CrlsOf {
	const folders = new Map<string, Promise<readonly FileOfCrls[]>>();
	let open: Promise<readonly FileOfCrls[]> | undefined;
	let indexed: ReadonlyMap<string, readonly vscode.Uri[]> | undefined;
	const isLeftOut = exclusions();
	return async (uri, own) => {
		open ??= inDocuments(blocks);
		const folder = vscode.Uri.joinPath(uri, '..');
		const beside = folders.get(folder.toString()) ?? inFolder(uri, folder);
		folders.set(folder.toString(), beside);
		const found = await Promise.all([
			ofIssuers(own, (indexed ??= byIssuer(workspace))),
			beside,
			// A document may be newer than its file.
			open,
		]);
		const byFile = new Map(
			found
				.flat()
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
	const uris = (await namesIn(folder))
		.filter(isCrlFile)
		.map((name) => vscode.Uri.joinPath(folder, name))
		.sort((a, b) => (a.path < b.path ? -1 : 1))
		.slice(0, mostFiles);
	return Promise.all(uris.map(async (uri) => ({ uri, crls: await crlsOfFile(uri) })));
}

/** The files of CRLs that the index of the workspace knows. */
function byIssuer({ blocks }: Index): ReadonlyMap<string, readonly vscode.Uri[]> {
	const files = new Map<string, vscode.Uri[]>();
	for (const { kind, issuer, uri } of blocks) {
		if (kind !== 'crl' || issuer === undefined) continue;
		const uris = files.get(issuer);
		if (uris) uris.push(uri);
		else files.set(issuer, [uri]);
	}
	return files;
}

function ofIssuers(
	own: readonly RuleBlock[],
	indexed: ReadonlyMap<string, readonly vscode.Uri[]>,
): Promise<readonly FileOfCrls[]> {
	const issuers = new Set(
		own.flatMap(({ facts }) => (facts?.kind === 'certificate' ? [facts.issuer] : [])),
	);
	const uris = [...issuers].flatMap((issuer) => indexed.get(issuer) ?? []).slice(0, mostFiles);
	return Promise.all(uris.map(async (uri) => ({ uri, crls: await crlsOfFile(uri) })));
}
