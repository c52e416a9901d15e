/** Checks files, or the whole workspace, when somebody asks. Loaded when that happens. */
import * as vscode from 'vscode';
import type { ExpiryCheck, ExpiryPort } from '../../services/ports/expiry.js';
import type { Services } from '../../services/services.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { closedSurroundings } from '../closedFiles.js';
import { damagedIn } from './damaged.js';
import { toExpiryItems } from './expiryItems.js';
import type { FileReport } from './report.js';
import { scan } from './scan.js';

/** The reports, and what they are told as. */
export async function checkOnRequest(
	options: Parameters<ExpiryPort['check']>[0],
	services: Pick<Services, 'log' | 'blocks' | 'references' | 'workspace'>,
): Promise<{ readonly reports: readonly FileReport[]; readonly check: ExpiryCheck }> {
	const { uris, folder, signal } = options;
	const { log, workspace } = services;
	if (!uris) await workspace.refresh({ signal });
	const { reports, leftOut } = await scan({
		...options,
		...(uris ? {} : { indexed: filesThatExpire(workspace, folder) }),
		log,
		surroundingsOf: closedSurroundings(services),
	});
	const items = toExpiryItems(reports);
	const damaged = damagedIn(reports, new Date());
	return { reports, check: { items, read: reports.length, leftOut, damaged } };
}

/** Those with certificates or CRLs, and those of which nobody can say, in the folder or anywhere. */
function filesThatExpire(
	{ files, leftOut }: WorkspaceIndex,
	folder: vscode.Uri | undefined,
): readonly vscode.Uri[] {
	const kinds = ['certificate', 'crl', 'unreadable'];
	return [
		...files.filter(({ blocks }) => blocks.some(({ kind }) => kinds.includes(kind))),
		...leftOut,
	].flatMap(({ uri }) => (folder && !isBelow(uri, folder) ? [] : [uri]));
}

function isBelow(uri: vscode.Uri, folder: vscode.Uri): boolean {
	return uri.toString().startsWith(`${folder.toString().replace(/\/$/, '')}/`);
}

/** Those whose files are gone. */
export async function missingAmong(
	reports: readonly FileReport[],
): Promise<ReadonlySet<FileReport>> {
	const isGone = await Promise.all(reports.map(({ uri }) => isMissing(uri)));
	return new Set(reports.filter((_, index) => isGone[index]));
}

async function isMissing(uri: vscode.Uri): Promise<boolean> {
	return vscode.workspace.fs.stat(uri).then(
		() => false,
		(error: unknown) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
	);
}
