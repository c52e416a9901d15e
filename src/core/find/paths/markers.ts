/** What a text must hold to name a certificate or key file. Imports nothing, so that it can be asked before anything is loaded. */

/** File extensions, without their dot, as regular expressions that other programs understand too. */
export const clearEndings = 'pem|crt|cer|csr|crl|p7b|p7c|p12|pfx|jks|jwks?|ca-bundle';

/** The same for those that are words of programs as well: `event.key`, `context.req`. */
export const ambiguousEndings = 'key|pub|req|der';

/** Words in keys whose value may be a file without such an extension. */
const pathWords =
	'cert|ca[_-]?(?:file|bundle|info|path)|key[_-]?(?:file|path|store)|trust[_-]?store|ssl[_-]?(?:key|ca)|client[_-]?key';

const marker = new RegExp(`\\.(?:${clearEndings}|${ambiguousEndings})(?![\\w-])|${pathWords}`, 'i');

/** False where no path of a certificate, key or bundle file can be in the text; one pass. True says nothing. */
export function mayNamePaths(text: string): boolean {
	return marker.test(text);
}

const someEnding = new RegExp(`\\.(?:${clearEndings}|${ambiguousEndings})(?![\\w-])`, 'iy');
const clearOrInQuotes = new RegExp(
	`\\.(?:(?:${clearEndings})(?![\\w-])|(?:${ambiguousEndings})["'\`])`,
	'iy',
);

/**
 * The same for thousands of files: false also where a file may be named without a known extension, and in code (`isCode`),
 * where paths are in quotes, for the properties of objects.
 */
export function namesCertificateFiles(text: string, isCode: boolean): boolean {
	const ending = isCode ? clearOrInQuotes : someEnding;
	// Dots are found faster than endings are.
	for (let at = text.indexOf('.'); at !== -1; at = text.indexOf('.', at + 1)) {
		ending.lastIndex = at;
		if (ending.test(text)) return true;
	}
	return false;
}

/** Where the markers stand, in their order. */
export function* markersIn(text: string): Generator<number> {
	for (const match of text.matchAll(new RegExp(marker, 'gi'))) yield match.index;
}
