/** Where the files of a swap really are, and the folders behind links that are changed as a whole. */
import {
	chmod,
	chown,
	lstat,
	readdir,
	readFile,
	readlink,
	realpath,
	stat,
	symlink,
} from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { PkiError } from '../../core/common/errors.js';
import { isSystemError, onFile } from '../files/fileErrors.js';
import { isMissing } from '../files/sameFile.js';
import { stage } from '../files/staging.js';

/** A file of a set, and what it keeps of the one that it replaces. */
export interface Place {
	/** As it was named. */
	readonly path: string;
	/** Where the bytes are. */
	readonly real: string;
	readonly content: Uint8Array;
	readonly before: Uint8Array | undefined;
	readonly mode: number | undefined;
	readonly owner: { readonly uid: number; readonly gid: number } | undefined;
	/** A link in the same folder as the folder it leads to, as Kubernetes' `..data`: all files below it can change at once. */
	readonly link?: { readonly path: string; readonly from: string };
}

interface Wanted {
	readonly path: string;
	readonly content: Uint8Array;
	readonly before: Uint8Array | undefined;
	readonly mode?: number;
}

/** Rejects with `invalid` (`changedMeanwhile`) where the file is not the one that was read. */
export function placeOf({ path, content, before, mode }: Wanted): Promise<Place> {
	return onFile(path, async () => {
		const reached = await followed(path);
		const folder = await realpath(dirname(reached));
		const real = join(folder, basename(reached));
		const present = await contentAt(real);
		const isSame = before === undefined ? !present : present?.bytes.equals(before) === true;
		if (!isSame)
			throw new PkiError('invalid', { reason: 'changedMeanwhile', args: { file: path } });
		const link = await versionLink(dirname(reached));
		return {
			...{ path, real, content, before },
			mode: present ? present.mode & 0o7777 : mode,
			owner: process.platform === 'win32' ? undefined : present?.owner,
			...(link && { link }),
		};
	});
}

/** Links of files, one after the other; what they lead to. */
async function followed(path: string): Promise<string> {
	let reached = path;
	for (let count = 0; count < 40; count++) {
		const target = await readlink(reached).catch((error: unknown) => {
			if (isSystemError(error, 'EINVAL', 'ENOENT', 'UNKNOWN')) return undefined;
			throw error;
		});
		if (target === undefined) return reached;
		reached = isAbsolute(target) ? target : join(dirname(reached), target);
	}
	throw new PkiError('invalid', { reason: 'notFile', args: { file: path } });
}

async function contentAt(path: string) {
	try {
		const { mode, uid, gid } = await stat(path);
		return { bytes: await readFile(path), mode, owner: { uid, gid } };
	} catch (error) {
		if (isSystemError(error, 'ENOENT')) return undefined;
		throw error;
	}
}

/** A folder of more entries, or one with folders in it, is no version of a set of files. */
const mostEntries = 64;
const largestEntry = 1024 * 1024;

async function versionLink(folder: string): Promise<Place['link']> {
	if (process.platform === 'win32' || !(await lstat(folder)).isSymbolicLink()) return undefined;
	const from = await readlink(folder);
	if (basename(from) !== from || from === '.' || from === '..') return undefined;
	const old = join(dirname(folder), from);
	if (!(await lstat(old)).isDirectory()) return undefined;
	const names = await readdir(old);
	if (names.length > mostEntries) return undefined;
	for (const name of names) {
		const info = await lstat(join(old, name));
		if (!info.isSymbolicLink() && (!info.isFile() || info.size > largestEntry)) return undefined;
	}
	return { path: join(await realpath(dirname(folder)), basename(folder)), from };
}

/** Copies what a folder holds, but for some names, with mode and owner, and its own mode and owner. */
export async function copyFolder(
	from: string,
	to: string,
	except: readonly string[],
): Promise<void> {
	for (const name of await readdir(from)) {
		if (except.includes(name)) continue;
		const [source, copy] = [join(from, name), join(to, name)];
		const { mode, uid, gid } = await lstat(source);
		const content = await readlink(source).catch(() => undefined);
		if (content !== undefined) await symlink(content, copy);
		else {
			const owner = { uid, gid };
			await stage({ content: await readFile(source), mode: mode & 0o7777, owner }, copy);
		}
	}
	const { mode, uid, gid } = await stat(from);
	const made = await stat(to);
	if (made.uid !== uid || made.gid !== gid) await chown(to, uid, gid);
	await chmod(to, mode & 0o7777);
}

/** `20261126T102205Z`: for names that sort by their time. */
export function backupStamp(now: Date): string {
	return `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** A name beside the old folder's, in its form: Kubernetes' `..2026_11_26_10_22_05.123456789`, else with the time at its end. */
export async function nextFolderName(above: string, old: string, now: Date): Promise<string> {
	const bare = old.replace(/-\d{8}T\d{6}Z(?:-\d+)?$/, '');
	const [date, time] = [now.toISOString().slice(0, 10), now.toISOString().slice(11, 19)];
	const isKubernetes = /^\.\.\d{4}(?:_\d\d){5}\.\d+$/.test(old);
	for (let count = 1; ; count++) {
		const name = isKubernetes
			? `..${date}_${time}`.replace(/[-:]/g, '_') +
				`.${now.getMilliseconds()}${count}`.padEnd(10, '0')
			: `${bare}-${backupStamp(now)}${count === 1 ? '' : `-${count}`}`;
		if (await isMissing(join(above, name))) return name;
	}
}
