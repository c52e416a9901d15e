/** What is to be renewed: files, blocks, rows, folders, or what a server has. */
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { certificateIn } from '../../core/rotate/pair.js';
import { chainItemOf, type ChainItem } from '../../core/x509/chain.js';
import { onFile } from '../../services/files/fileErrors.js';
import { readBounded } from '../../services/files/files.js';
import { listFiles } from '../../services/files/listFiles.js';
import { activeTabUri } from '../../ui/activeTab.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseCertificate, isInBackend } from '../input/chosenCertificate.js';
import { optionalUri } from '../input/fileUris.js';
import { optionalNumber, type Options } from '../input/options.js';

/** A certificate in a file. */
export interface FileTarget {
	readonly file: string;
	/** Zero-based. */
	readonly line?: number | undefined;
	/** `connection`, `mount` and `role`, as far as they are given. */
	readonly place: Options;
}

/** One that a server has and no file of the workspace. */
export interface ServerTarget {
	readonly leaf: ChainItem;
	readonly place: Options;
}

export interface Targets {
	readonly files: readonly FileTarget[];
	/** They come from a folder, of which not everything need be ours. */
	readonly isFolder: boolean;
	readonly server?: ServerTarget;
}

/** Rejects with `invalid` (`nothingOpen`, `noCertificate`) and the errors of reading. */
export async function renewTargets(context: CommandContext, input: CommandInput): Promise<Targets> {
	const { options, selection } = input;
	if (isInBackend(options)) return backendTargets(context, options);
	const rows = selection.length > 1 ? selection : [options];
	const places = rows.map((row) => placeOf(row)).filter((place) => place !== undefined);
	const chosen = places.length > 0 ? places : [await openPlace(context)];
	const files: FileTarget[] = [];
	let isFolder = false;
	for (const { uri, line } of chosen) {
		const file = localPath(uri);
		const place = placeOptions(options);
		if (await isDirectory(file)) {
			isFolder = true;
			files.push(...(await inFolder(context, file)).map((found) => ({ ...found, place })));
		} else files.push({ file, ...(line !== undefined && { line }), place });
	}
	if (files.length === 0) throw new PkiError('invalid', { reason: 'noCertificate' });
	return { files, isFolder: isFolder || files.length > 1 };
}

interface Place {
	readonly uri: vscode.Uri;
	readonly line?: number | undefined;
}

function placeOf(row: Options): Place | undefined {
	const uri =
		row instanceof vscode.Uri ? row : (optionalUri(row, 'certificate') ?? optionalUri(row, 'uri'));
	return uri && { uri, line: optionalNumber(row, 'line', { min: 0 }) };
}

/** The certificate at the cursor, else the file. */
async function openPlace({ blocks }: CommandContext): Promise<Place> {
	const editor = vscode.window.activeTextEditor;
	if (editor) {
		const { document, selection } = editor;
		const [block] = await blocks.blocksAt(document, selection.active);
		const isLeaf = block?.facts?.kind === 'certificate' && !block.facts.isCa;
		return { uri: document.uri, line: isLeaf ? block.line : undefined };
	}
	const uri = activeTabUri();
	if (!uri) throw new PkiError('invalid', { reason: 'nothingOpen' });
	return { uri };
}

function localPath(uri: vscode.Uri): string {
	if (uri.scheme === 'file') return uri.fsPath;
	throw new PkiError('invalid', { reason: 'noLocalFile' });
}

function isDirectory(file: string): Promise<boolean> {
	return onFile(file, async () => (await stat(file)).isDirectory());
}

function placeOptions({ connection, mount, role }: Options): Options {
	return { connection, mount, role };
}

const certificateName = /\.(?:pem|crt|cer|cert|der)$/i;

/** A folder with more files than one of certificates has is searched as the workspace is. */
async function inFolder(
	{ workspace }: CommandContext,
	folder: string,
): Promise<readonly Omit<FileTarget, 'place'>[]> {
	try {
		return await certificatesIn(folder);
	} catch (error) {
		if (!isPkiError(error, 'tooLarge') || error.reason !== 'folder') throw error;
	}
	if (workspace.state !== 'ready') await workspace.read();
	const found = workspace.blocks.filter(
		({ uri, kind, isCa }) =>
			kind === 'certificate' &&
			isCa !== true &&
			uri.scheme === 'file' &&
			uri.fsPath.startsWith(folder + path.sep),
	);
	const distinct = new Map(found.toReversed().map((block) => [block.fingerprint, block]));
	return [...distinct.values()].map(({ uri, range, isBinary }) => ({
		file: uri.fsPath,
		...(!isBinary && { line: range.start.line }),
	}));
}

/** Each certificate that is no CA's once, at the first file that holds it. */
async function certificatesIn(folder: string): Promise<readonly Omit<FileTarget, 'place'>[]> {
	const found = new Map<string, Omit<FileTarget, 'place'>>();
	for (const file of await listFiles(folder)) {
		if (!certificateName.test(file)) continue;
		const { bytes } = await readBounded(file);
		for (const block of await decodeInSlices(bytes)) {
			const item = certificateIn(block);
			if (!item || item.facts.isCa || found.has(item.facts.sha256Fingerprint)) continue;
			found.set(item.facts.sha256Fingerprint, { file, line: block.line });
		}
	}
	return [...found.values()];
}

/** Where the workspace has it; else it is the server's alone. */
async function backendTargets(context: CommandContext, options: Options): Promise<Targets> {
	const { certificatePem, source } = await chooseCertificate(context, options);
	const leaf = chainItemOf(certificatePem);
	if (!leaf) throw new PkiError('invalid', { reason: 'noCertificate' });
	const place = { ...placeOptions(options), ...source };
	const { workspace } = context;
	if (workspace.state !== 'ready') await workspace.read();
	const { sha256Fingerprint } = leaf.facts;
	const block = workspace.blocks.find(
		({ fingerprint, uri }) => fingerprint === sha256Fingerprint && uri.scheme === 'file',
	);
	if (!block) return { files: [], isFolder: false, server: { leaf, place } };
	const { uri, range, isBinary } = block;
	const line = isBinary ? undefined : range.start.line;
	return { files: [{ file: uri.fsPath, line, place: placeOptions(place) }], isFolder: false };
}
