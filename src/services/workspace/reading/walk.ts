/** Names every file of a folder that the rules take, where no search program is at hand. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FileRules } from './fileRules.js';

/** Links are not followed: they may lead anywhere, also in a circle. */
export function* walk(folder: string, rules: FileRules): Generator<string> {
	const folders = [folder];
	for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
		for (const entry of entriesOf(current)) {
			const path = join(current, entry.name);
			if (entry.isDirectory()) {
				if (rules.takesFolder(path)) folders.push(path);
			} else if (entry.isFile() && rules.takesFile(path)) yield path;
		}
	}
}

/** A folder that must not be read holds nothing for us. */
function entriesOf(folder: string) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		return [];
	}
}
