/** Where the file that a path names may be. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { expandPath } from '../../core/find/paths/expand.js';

export interface Places {
	/** In the order in which they are looked at. */
	readonly uris: readonly vscode.Uri[];
	/** The path means a file of this project or of this user, and of no other machine. */
	readonly isOurs: boolean;
}

/** Whether files outside the workspace may be looked at, and the user's environment with them. */
export function isFree({ scheme }: vscode.Uri): boolean {
	return vscode.workspace.isTrusted && (scheme === 'file' || scheme === 'untitled') && !isVirtual();
}

function isVirtual(): boolean {
	const { workspaceFolders = [] } = vscode.workspace;
	return workspaceFolders.length > 0 && workspaceFolders.every(({ uri }) => uri.scheme !== 'file');
}

const isWindows = process.platform === 'win32';

/** No place where the path leads out of what may be looked at, or cannot be told. */
export function placesOf(raw: string, document: vscode.Uri): Places {
	const free = isFree(document);
	const here = document.scheme === 'untitled' ? undefined : vscode.Uri.joinPath(document, '..');
	const path = expandPath(raw, {
		home: free ? homedir() : undefined,
		variable: free ? (name) => process.env[name] : undefined,
		folder: (name) => folderOf(document, name)?.uri.fsPath,
		here: here?.fsPath ?? '',
		isWindows,
	});
	// A backslash is a part of a name elsewhere than on Windows.
	if (path === undefined || (!isWindows && /\\|^[A-Za-z]:/.test(path)))
		return { uris: [], isOurs: false };
	const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(path);
	const uris = isAbsolute ? [absolute(path, document)] : relative(path, here, document);
	const allowed = uris.filter((uri) => isOrdinary(uri) && (free || isInWorkspace(uri)));
	return {
		uris: allowed,
		isOurs:
			allowed.length > 0 && (!isAbsolute || raw.startsWith('~') || allowed.some(isInWorkspace)),
	};
}

function absolute(path: string, document: vscode.Uri): vscode.Uri {
	return document.scheme === 'file' || document.scheme === 'untitled'
		? vscode.Uri.file(path)
		: document.with({ path });
}

function relative(
	path: string,
	here: vscode.Uri | undefined,
	document: vscode.Uri,
): readonly vscode.Uri[] {
	const own = folderOf(document, undefined)?.uri;
	const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
	const bases = [...(here ? [here] : []), ...(own ? [own] : []), ...folders];
	const uris = bases.map((base) => vscode.Uri.joinPath(base, path));
	return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function folderOf(
	document: vscode.Uri,
	name: string | undefined,
): vscode.WorkspaceFolder | undefined {
	const { workspaceFolders = [] } = vscode.workspace;
	return name === undefined
		? (vscode.workspace.getWorkspaceFolder(document) ?? workspaceFolders[0])
		: workspaceFolders.find((folder) => folder.name === name);
}

export function isInWorkspace(uri: vscode.Uri): boolean {
	return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** No device, wherever `..` may lead. */
function isOrdinary({ scheme, path }: vscode.Uri): boolean {
	return scheme !== 'file' || !/^\/(?:dev|proc)(?:\/|$)/.test(path);
}
