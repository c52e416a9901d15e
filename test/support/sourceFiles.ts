import { readdirSync } from 'node:fs';
import { sep } from 'node:path';

/**
 * Files below a folder, by the end of their name. `fs.globSync` is newer than the Node of the oldest VS Code.
 *
 * @returns Paths with forward slashes, the folder's included, sorted.
 */
export function sourceFiles(folder: string, ending: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith(ending))
		.map((file) => `${folder}/${file.split(sep).join('/')}`)
		.sort();
}
