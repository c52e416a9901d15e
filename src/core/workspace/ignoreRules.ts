/** The rules of `.gitignore` files. */
import ignore, { type Ignore } from 'ignore';

/** Names are the same in either case on these systems, for git too. */
const options = { ignorecase: process.platform === 'win32' || process.platform === 'darwin' };

/** What stands in a folder's `.gitignore`. */
export interface FolderRules {
	readonly folder: string;
	readonly rules: Ignore;
}

export function ignoreRules(lines: string | readonly string[]): Ignore {
	return ignore(options).add(typeof lines === 'string' ? lines : [...lines]);
}

/**
 * By the rules nearest to a path that say anything of it: `rules` has the nearest first. `insideOf` answers the path as it is
 * from a folder, with `/` between folders and at the end of a folder. The folders above it are to be asked before.
 */
export function isIgnoredBy(
	rules: readonly FolderRules[],
	insideOf: (folder: string) => string,
): boolean {
	for (const { folder, rules: here } of rules) {
		const { ignored, unignored } = here.test(insideOf(folder));
		if (ignored) return true;
		if (unignored) return false;
	}
	return false;
}
