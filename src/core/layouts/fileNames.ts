import { distinctNames } from '../common/distinctNames.js';

const maxLength = 60;
/** Of 255, with `.fullchain.crt` and what is put around a file that is being written. */
const maxBytes = 200;

const reservedOnWindows = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * A file name, without extension, from a certificate's name: `*.example.com` → `wildcard.example.com`. It never leaves
 * its folder, is legal on Windows, macOS and Linux, and is never `ca`, which is the root's.
 *
 * @param end Stands behind a name of any length.
 */
export function fileNameFor(name: string, end = ''): string {
	const plain = name
		.normalize('NFC')
		.replace(/^\*\./, 'wildcard.')
		.replace(/[^\p{L}\p{M}\p{N}._@+-]+/gu, '-')
		.replace(/\.{2,}/g, '.');
	const cut = trimEnds(shorten(trimEnds(plain), end.length)) + end;
	if (cut === '') return 'certificate';
	const [stem = ''] = cut.split('.');
	if (reservedOnWindows.test(stem)) return `_${cut}`;
	return cut.toLowerCase() === 'ca' ? `${cut}-certificate` : cut;
}

/** File names for certificates that go into one folder: a name that is taken, whatever its case, is numbered. */
export function distinctFileNames(names: readonly string[]): readonly string[] {
	const plain = names.map((name) => fileNameFor(name));
	return distinctNames(plain, (name, number) => fileNameFor(name, `-${number}`));
}

function shorten(text: string, reserved: number): string {
	let short = '';
	for (const character of [...text].slice(0, maxLength - reserved)) {
		if (Buffer.byteLength(short + character) > maxBytes - reserved) break;
		short += character;
	}
	return short;
}

/** Leading dots hide a file, leading hyphens look like options, trailing dots vanish on Windows. */
function trimEnds(text: string): string {
	return text.replace(/^[.-]+|(?<![.-])[.-]+$/g, '');
}
