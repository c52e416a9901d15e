/** Narrows what a language model passes, which may be anything. */
import { realpath } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';

function field(input: unknown, name: string): unknown {
	if (typeof input !== 'object' || input === null) return undefined;
	return Object.entries(input).find(([key]) => key === name)?.[1] ?? undefined;
}

function badField(name: string, expected: string): PkiError {
	return new PkiError('invalid', { reason: 'badOption', args: { name, expected } });
}

export function textField(input: unknown, name: string): string | undefined {
	const value = field(input, name);
	if (value === undefined || typeof value === 'string') return value;
	throw badField(name, 'string');
}

export function numberField(input: unknown, name: string): number | undefined {
	const value = field(input, name);
	if (value === undefined || (typeof value === 'number' && Number.isFinite(value))) return value;
	throw badField(name, 'number');
}

export function textsField(input: unknown, name: string): readonly string[] | undefined {
	const value = field(input, name);
	if (value === undefined) return undefined;
	if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
	throw badField(name, 'string[]');
}

/**
 * The file that a model names: an absolute path, or one below a workspace folder. Never on another machine, since looking
 * there is a request. In an untrusted workspace only what really lies in it; rejects with `restricted` otherwise.
 */
export async function fileOf(name: string): Promise<vscode.Uri> {
	if (/^[\\/]{2}|^[a-z][a-z0-9+.-]+:\/\//i.test(name)) throw badField('file', 'local path');
	const uri = path.isAbsolute(name) ? vscode.Uri.file(name) : await belowWorkspace(name);
	if (!vscode.workspace.isTrusted && !(await liesInWorkspace(uri))) {
		throw new PkiError('restricted', { reason: 'outside' });
	}
	return uri;
}

/** In the first folder that has it. */
async function belowWorkspace(name: string): Promise<vscode.Uri> {
	const candidates = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) =>
		vscode.Uri.joinPath(uri, name),
	);
	for (const uri of candidates) {
		const exists = await vscode.workspace.fs.stat(uri).then(
			() => true,
			() => false,
		);
		if (exists) return uri;
	}
	throw new PkiError('notFound', { reason: 'file', args: { file: name } });
}

/** Links are followed: one that leads out of the workspace lies outside. */
async function liesInWorkspace(uri: vscode.Uri): Promise<boolean> {
	if (!vscode.workspace.getWorkspaceFolder(uri)) return false;
	if (uri.scheme !== 'file') return true;
	const folders = vscode.workspace.workspaceFolders ?? [];
	const [file, ...roots] = await Promise.all(
		[uri, ...folders.map((folder) => folder.uri)].map(({ fsPath }) =>
			realpath(fsPath).catch(() => undefined),
		),
	);
	return (
		file === undefined ||
		roots.some(
			(root) => root !== undefined && `${file}${path.sep}`.startsWith(`${root}${path.sep}`),
		)
	);
}
