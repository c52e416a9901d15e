/** The licences of the packages whose code is in the bundle: each asks that its notice goes along. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const notice = /^(licen[cs]e|copying|notice|copyright)/i;

/**
 * @param {readonly Pick<import('esbuild').Metafile, 'inputs'>[]} metafiles
 * @returns {readonly string[]} Folders, sorted: `node_modules/asn1js`.
 */
export function bundledPackages(metafiles) {
	const paths = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
	const folders = paths.flatMap((path) => {
		const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path) ?? [];
		return folder === undefined ? [] : [folder];
	});
	return [...new Set(folders)].sort();
}

/**
 * @param {readonly string[]} folders Of packages.
 * @returns {Promise<string>} Name, version and licence of each.
 */
export async function noticesOf(folders) {
	const parts = await Promise.all(folders.map(readNotice));
	return `PKI Workbench contains code of these packages.\n\n${parts.join('\n')}`;
}

/**
 * @param {string} folder
 * @returns {Promise<string>}
 */
async function readNotice(folder) {
	const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	const files = (await readdir(folder)).filter((file) => notice.test(file)).sort();
	if (files.length === 0) throw new Error(`${folder} has no file with its licence.`);
	const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
	return [
		`${'-'.repeat(80)}\n${name} ${version}\n`,
		...texts.map((text) => `${text.trim()}\n`),
	].join('\n');
}
