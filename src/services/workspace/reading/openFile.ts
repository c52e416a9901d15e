/** Opens files of a workspace that nobody may have trusted. Blocks the thread that it runs in. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** What a file is read by, and its length in bytes. */
export interface OpenedFile {
	readonly file: number;
	readonly size: number;
}

/**
 * Answers what `read` makes of a file; undefined for a link and for what is no file. Throws what the system says where there
 * is nothing to open.
 */
export function withFile<Answer>(
	path: string,
	read: (opened: OpenedFile) => Answer,
): Answer | undefined {
	// To open a pipe that nobody writes to would wait for ever.
	const { O_RDONLY, O_NONBLOCK, O_NOFOLLOW } = constants;
	const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
	try {
		const info = fstatSync(file);
		return info.isFile() ? read({ file, size: info.size }) : undefined;
	} finally {
		closeSync(file);
	}
}

/** Undefined where it is larger, or none that can be read. */
export function readOwnFile(path: string, largest: number): Buffer | undefined {
	try {
		return withFile(path, ({ file, size }) => (size <= largest ? readFileSync(file) : undefined));
	} catch {
		return undefined;
	}
}
