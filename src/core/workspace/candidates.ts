/** Which files of a workspace are worth reading, said once for the search program and for our own reading. */
import { certainMarkers, opensshMarker } from '../find/markers.js';
import { ambiguousEndings, clearEndings } from '../find/paths/markers.js';
import { privateKeyEndings } from '../layouts/otherHalfNames.js';
import { expandBraces } from './globs.js';

/**
 * What is longer than this in base64 of DER needs no BEGIN line; see `mayHoldBlocks`. The second character of a SEQUENCE with
 * 16 to 127 octets, or with a length of its own, is one of eight: so few that the search program looks for each of them as
 * for a word, in the same pass as for the others.
 */
const derInBase64 = String.raw`M[B-I][A-Za-z0-9+/_%\\-]{36}`;

/** The member of a JWK that says its type. */
const jwkType = String.raw`kty[\\"'\x60]{0,8}[ \t]{0,20}[:=]`;

const endings = `${clearEndings}|${ambiguousEndings}`;

/**
 * As Rust's regular expression: it finds every file in which `mayHoldBlocks` or `namesCertificateFiles` finds something,
 * except for bodies shorter than a line of PEM whose BEGIN is spoilt, endings in mixed case, and what the search program
 * takes for no text, as UTF-16 without its mark.
 */
export const contentPattern = [
	...[...certainMarkers, opensshMarker].map((marker) => marker.replace(/[.+]/g, '\\$&')),
	jwkType,
	String.raw`\.(?:${endings}|${endings.toUpperCase()})(?:[^\w-]|$)`,
	derInBase64,
].join('|');

/** Endings of files that may hold no text; what is in them decides. */
const binaryEndings =
	'der|cer|crt|cert|crl|csr|req|p7b|p7c|key|pub|pem|p8|pk8|p12|pfx|jks|jceks|keystore|truststore';

/** Java's own trust stores. */
const binaryNames = 'cacerts|jssecacerts';

const binaryName = new RegExp(`\\.(?:${binaryEndings})$|(?:^|[/\\\\])(?:${binaryNames})$`, 'i');

export function mayBeBinary(path: string): boolean {
	return binaryName.test(path);
}

/** The same for the search program, in either case. */
export const binaryGlobs: readonly string[] = [
	...binaryEndings.split('|').map((ending) => `*.${ending}`),
	...binaryNames.split('|'),
];

/** By its name; most of these are kept out of git on purpose. */
export function isKeyFile(path: string): boolean {
	const name = path.toLowerCase();
	return privateKeyEndings.some((ending) => name.endsWith(ending));
}

/** Java's magic numbers, and the tag and length of a SEQUENCE that is no text. */
export function startsAsBinary(head: Uint8Array): boolean {
	const [first = 0, second = 0] = head;
	if (first === 0x30) return second >= 0x80 || second < 0x20;
	return (first === 0xfe && second === 0xed) || (first === 0xce && second === 0xce);
}

/**
 * Patterns of VS Code's settings, which count from the workspace folder, as lines of a `.gitignore`. `!` and `#` mean
 * nothing there.
 */
export function asIgnoreLines(globs: readonly string[]): readonly string[] {
	return globs.flatMap(expandBraces).flatMap((glob) => {
		const trimmed = glob.trim();
		if (trimmed === '') return [];
		// Everything in a folder: then the folder need not be opened.
		const folder = trimmed.replace(/\/\*\*$/, '/');
		return [folder.startsWith('**') || folder.startsWith('/') ? folder : `/${folder}`];
	});
}
