/** What a text must hold to name a certificate or key file. Imports nothing, so that it can be asked before anything is loaded. */

/** File extensions, without their dot; of alternatives, as a regular expression that other programs understand too. */
export const pathEndings =
	'pem|crt|cer|der|key|pub|csr|req|crl|p7b|p7c|p12|pfx|jks|jwks?|ca-bundle';

/** Words in keys whose value may be a file without such an extension. */
export const pathWords =
	'cert|ca[_-]?(?:file|bundle|info|path)|key[_-]?(?:file|path|store)|trust[_-]?store|ssl[_-]?(?:key|ca)|client[_-]?key';

const marker = new RegExp(`\\.(?:${pathEndings})(?![\\w-])|${pathWords}`, 'i');

/** False where no path of a certificate, key or bundle file can be in the text; one pass. True says nothing. */
export function mayNamePaths(text: string): boolean {
	return marker.test(text);
}

/** Where the markers stand, in their order. */
export function* markersIn(text: string): Generator<number> {
	for (const match of text.matchAll(new RegExp(marker, 'gi'))) yield match.index;
}
