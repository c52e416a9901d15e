import { lstat, readFile } from 'node:fs/promises';
import { isSystemError } from './fileErrors.js';

/** True when nothing has that name, not even a broken link. */
export async function isMissing(path: string): Promise<boolean> {
	return (await statOf(path)) === undefined;
}

/** Two names of one file, or two files of the same content; false where one is missing or no file. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
	const [first, second] = await Promise.all([statOf(one), statOf(other)]);
	if (!first || !second) return false;
	if (first.ino === second.ino && first.dev === second.dev) return true;
	if (!first.isFile() || !second.isFile() || first.size !== second.size) return false;
	const [left, right] = await Promise.all([readFile(one), readFile(other)]);
	return left.equals(right);
}

async function statOf(path: string) {
	try {
		return await lstat(path, { bigint: true });
	} catch (error) {
		if (isSystemError(error, 'ENOENT', 'ENOTDIR')) return undefined;
		throw error;
	}
}
