/** The certificates that a client may use and that need not be looked for: a row's, the open file's, and lately made ones. */
import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { isPkiError } from '../../core/common/errors.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import type { Services } from '../../services/services.js';
import type { IndexedBlock, WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { defaultFolders } from '../input/folders.js';
import { readMaterial } from './materialFiles.js';

/** `here`: in the row or file that the command was started from. `recent`: written in this session. */
export type KnownGroup = 'here' | 'recent' | 'workspace';

export interface KnownCertificate {
	readonly file: string;
	readonly facts: CertificateFacts;
	readonly group: KnownGroup;
}

/** As many files are read, so that the question comes at once. */
const most = 100;

/** The file of an editor, where it holds a certificate in any form. */
export async function fileWithCertificate(
	blocks: Services['blocks'],
	editor = vscode.window.activeTextEditor,
): Promise<string | undefined> {
	const document = editor?.document;
	if (document?.uri.scheme !== 'file' || !blocks.mayHold(document)) return undefined;
	const found = await blocks.blocksOf(document).catch((error: unknown) => {
		if (!isPkiError(error)) throw error;
		return [];
	});
	return found.some(({ facts }) => facts?.kind === 'certificate') ? document.uri.fsPath : undefined;
}

/**
 * `suggested` first, then what was issued in this session, then what lies in the folders of the setting
 * `pki.testCertificate.folder` and what the workspace's index knows at this moment; CAs are left out, and each certificate
 * stands there once.
 */
export async function knownCertificates(
	suggested: string | undefined,
	recent: readonly string[],
	workspace?: WorkspaceIndex,
): Promise<readonly KnownCertificate[]> {
	const { certificatesOf } = await import('../../core/diagnostics/clientConfig/material.js');
	const inFolders = (await Promise.all(defaultFolders().map(certificateFiles))).flat();
	const indexed = workspace ? filesOf(workspace, ({ isCa }) => isCa !== true) : [];
	const files = new Map<string, KnownGroup>();
	if (suggested !== undefined) files.set(suggested, 'here');
	for (const file of recent) if (!files.has(file)) files.set(file, 'recent');
	for (const file of [...inFolders, ...indexed]) if (!files.has(file)) files.set(file, 'workspace');
	const found = new Map<string, KnownCertificate>();
	for (const [file, group] of [...files].slice(0, most)) {
		const material = await readMaterial(file).catch(passOver);
		const all = material ? certificatesOf(material).map(({ facts }) => facts) : [];
		const leaves = all.filter(({ isCa }) => !isCa);
		for (const facts of leaves.length === 0 && group === 'here' ? all.slice(0, 1) : leaves) {
			if (!found.has(facts.sha256Fingerprint)) {
				found.set(facts.sha256Fingerprint, { file, facts, group });
			}
		}
	}
	return [...found.values()];
}

/** Enough for most workspaces, and short for a question. */
const longestWaitMs = 2000;

/** Reads the workspace where that may be done unasked; of one that takes longer, what is known by then is offered. */
export async function readAtHand(workspace: WorkspaceIndex): Promise<void> {
	if (workspace.state === 'ready' || !workspace.readsByItself) return;
	await Promise.race([workspace.read().catch(passOver), delay(longestWaitMs)]);
}

/** A file with a CA, as the workspace's index knows it. */
export interface KnownAuthority {
	readonly file: string;
	readonly name: string;
}

/** What the workspace's index knows at this moment; each CA once, the one with the shortest path. */
export function knownAuthorities(workspace: WorkspaceIndex): readonly KnownAuthority[] {
	const found = new Map<string, KnownAuthority>();
	const blocks = workspace.blocks
		.filter((block) => isCertificate(block) && block.isCa === true)
		.toSorted((a, b) => a.uri.fsPath.length - b.uri.fsPath.length);
	for (const { fingerprint = '', uri, name } of blocks) {
		if (!found.has(fingerprint)) found.set(fingerprint, { file: uri.fsPath, name });
	}
	return [...found.values()].slice(0, most);
}

function filesOf(
	workspace: WorkspaceIndex,
	isMeant: (block: IndexedBlock) => boolean,
): readonly string[] {
	const blocks = workspace.blocks.filter((block) => isCertificate(block) && isMeant(block));
	const files = new Set(blocks.map(({ uri }) => uri.fsPath));
	return [...files].sort((a, b) => a.length - b.length || a.localeCompare(b));
}

function isCertificate({ kind, uri }: IndexedBlock): boolean {
	return kind === 'certificate' && uri.scheme === 'file';
}

/** Shorter names first: the chain of `api.crt` lies beside it as `api.fullchain.crt`. */
async function certificateFiles(folder: string): Promise<readonly string[]> {
	const names = await readdir(folder).catch(() => []);
	return names
		.filter((name) => /\.(crt|cer|cert|pem)$/i.test(name))
		.sort((a, b) => a.length - b.length || a.localeCompare(b))
		.map((name) => path.join(folder, name));
}

/** What cannot be read is not offered. */
function passOver(error: unknown): undefined {
	if (!isPkiError(error)) throw error;
	return undefined;
}
