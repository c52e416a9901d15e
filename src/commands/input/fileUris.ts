/** Files of any file system as options: unlike `optionalFile` also those of a virtual workspace. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { badOption, fileWords, type Options } from './options.js';

/** A `Uri` (also one that went through JSON) or an absolute path. */
export function optionalUri(options: Options, name: string): vscode.Uri | undefined {
	const value = options[name] ?? undefined;
	return value === undefined ? undefined : toUri(value, name, fileWords);
}

export function optionalUris(options: Options, name: string): readonly vscode.Uri[] | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	const expected = `(${fileWords})[]`;
	if (!Array.isArray(value)) throw badOption(name, expected);
	return value.map((item: unknown) => toUri(item, name, expected));
}

/** What VS Code takes for no address is `invalid` as any other value. */
function toUri(value: unknown, name: string, expected: string): vscode.Uri {
	try {
		return readUri(value) ?? refuse();
	} catch {
		return refuse();
	}
	function refuse(): never {
		throw badOption(name, expected);
	}
}

/** Throws what VS Code says of an address that is none. */
function readUri(value: unknown): vscode.Uri | undefined {
	if (value instanceof vscode.Uri) return value;
	if (typeof value === 'string') {
		if (path.isAbsolute(value)) return vscode.Uri.file(value);
		if (/^[a-z][a-z0-9+.-]+:\/\//i.test(value)) return vscode.Uri.parse(value, true);
	}
	if (typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value) {
		const { scheme, path: uriPath } = value;
		const part = (key: string) => {
			const text: unknown = Object.entries(value).find(([id]) => id === key)?.[1];
			return typeof text === 'string' ? text : '';
		};
		if (typeof scheme === 'string' && typeof uriPath === 'string') {
			const [authority, query, fragment] = [part('authority'), part('query'), part('fragment')];
			return vscode.Uri.from({ scheme, path: uriPath, authority, query, fragment });
		}
	}
	return undefined;
}
