/** Looks for planted secrets in everything that a VS Code wrote and showed, in each shape in which they could be there. */
import { Buffer } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Planted {
	/** What the report calls it; never the secret itself. */
	readonly name: string;
	readonly value: string;
}

/**
 * What to look for: a token as it is, of a private key the line in the middle of its PEM. Line ends may be written in
 * any way, the first lines say the algorithm and the modulus, and the last line of an EC key is the public one.
 */
export function needleOf(name: string, secret: string): Planted {
	if (!secret.includes('-----BEGIN')) return { name, value: secret };
	const lines = secret.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
	return { name, value: lines[Math.floor(lines.length / 2)] ?? '' };
}

/** UTF-8, UTF-16 and base64: databases and caches hold texts in any of them. */
function shapesOf(value: string): readonly Buffer[] {
	// The middle of a text in base64 is the same wherever it begins, at one of three offsets.
	const encoded = [0, 1, 2].map((offset) => {
		const shifted = Buffer.from('\0'.repeat(offset) + value).toString('base64');
		return shifted.slice(offset === 0 ? 0 : 4, -4);
	});
	return [
		Buffer.from(value, 'utf8'),
		Buffer.from(value, 'utf16le'),
		...encoded.filter((text) => text.length >= 8).map((text) => Buffer.from(text)),
	];
}

/** The names of the planted secrets that a text or a file holds. */
export function findIn(content: Buffer | string, planted: readonly Planted[]): readonly string[] {
	const bytes = typeof content === 'string' ? Buffer.from(content) : content;
	return planted
		.filter(({ value }) => shapesOf(value).some((shape) => bytes.includes(shape)))
		.map(({ name }) => name);
}

export interface Sweep {
	/** `file: name of the secret`. */
	readonly found: readonly string[];
	/** Every file that was read, relative to the folder. */
	readonly files: readonly string[];
}

/** Every file below a folder. Symbolic links are not followed: the extension's own code is behind one. */
export async function sweepFolder(folder: string, planted: readonly Planted[]): Promise<Sweep> {
	const found: string[] = [];
	const files: string[] = [];
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	for (const entry of entries) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const name = path.slice(folder.length + 1);
		files.push(name);
		for (const secret of findIn(await readFile(path), planted)) found.push(`${name}: ${secret}`);
	}
	return { found, files };
}
