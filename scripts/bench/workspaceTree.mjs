/** A workspace of a size, the same in every run. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';

export const tree = { files: 20_000, bytes: 200_000_000, certificates: 2000 };

const endings = ['.ts', '.json', '.md', '.yaml', '.txt', '.go', '.env'];
const words =
	'const return import server config value endpoint client begin token region replica image path'.split(
		' ',
	);

/**
 * Source files and texts of about the same length. Every twentieth holds certificates: one, or, of five of them, six in a
 * YAML. Every fiftieth of the others names a certificate's file.
 *
 * @param {string} folder
 */
export function writeTree(folder) {
	const size = tree.bytes / tree.files;
	const filler = prose(size * 40);
	let written = 0;
	for (let index = 0; index < tree.files; index += 1) {
		const parent = join(folder, `part-${index % 100}`, `unit-${Math.floor(index / 100) % 10}`);
		if (index < 1000) mkdirSync(parent, { recursive: true });
		const at = (index * 7919) % (filler.length - size);
		const { ending, text, certificates } = fileOf(index, filler.slice(at, at + size), written);
		written += certificates;
		writeFileSync(join(parent, `file-${index}${ending}`), text);
	}
	if (written !== tree.certificates) throw new Error(`${written} certificates were written`);
}

/** @param {number} index @param {string} text @param {number} written How many certificates there are already. */
function fileOf(index, text, written) {
	const ending = endings[index % endings.length] ?? '';
	if (index % 20 !== 0) {
		const naming = index % 50 === 1 ? `\ncert_file: certs/file-${index}.pem\n` : '';
		return { ending, text: text + naming, certificates: 0 };
	}
	if (index % 100 !== 0) return { ending: '.pem', text: `${pem(written)}\n`, certificates: 1 };
	const blocks = Array.from({ length: 6 }, (_, nth) => pem(written + nth).replace(/^/gm, '  '));
	const values = blocks.map((block) => `ca: |\n${block}\n`).join('');
	return { ending: '.yaml', text: `${text}\n${values}`, certificates: blocks.length };
}

/** @param {number} index */
function pem(index) {
	return rootCertificates[index % rootCertificates.length] ?? '';
}

/** @param {number} length */
function prose(length) {
	let state = 7;
	const lines = [];
	let size = 0;
	while (size < length) {
		const line = Array.from({ length: 12 }, () => {
			state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
			return words[Math.floor((state / 2 ** 32) * words.length)];
		}).join(' ');
		lines.push(line);
		size += line.length + 1;
	}
	return lines.join('\n');
}
