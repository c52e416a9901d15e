/** Of paths that changed the files that are to be read. */
import { lstatSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import type { FileRules } from './fileRules.js';
import { walk } from './walk.js';

/** Those that lie in the folder, whether or not they are there; of folders what is in them. As in `walk` no link is followed. */
export function* changedFiles(
	paths: readonly string[],
	folder: string,
	rules: FileRules,
): Generator<string> {
	for (const path of paths) {
		if (!path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) continue;
		if (leadsThroughLink(path, folder)) continue;
		if (kindOf(path) !== 'folder') yield path;
		else if (rules.takesFolder(path)) yield* walk(path, rules);
	}
}

function leadsThroughLink(path: string, folder: string): boolean {
	for (let at = path; at.length > folder.length; at = dirname(at)) {
		if (kindOf(at) === 'link') return true;
	}
	return false;
}

/** Undefined for a file, and for what is gone or may not be looked at. */
function kindOf(path: string): 'link' | 'folder' | undefined {
	try {
		const found = lstatSync(path);
		return found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : undefined;
	} catch {
		return undefined;
	}
}
