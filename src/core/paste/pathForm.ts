/** A file's path as a value, and where a path is what is meant. */
import { hintOfKey, normalKey } from '../find/paths/keys.js';
import { shellQuote } from '../common/shellQuote.js';
import { lineAround, type PlaceInput } from './place.js';
import { placeFor } from './placeFor.js';

const pathWord =
	/(?:^|_)(?:file|path|filename|location)s?(?:_|$)|(?:ca|cert|certificate|key|crl|pem|chain|bundle|trust|store)(?:file|path)$/;

/** Whether what stands before a place is the name of a file: `cert_file:`, `SSL_CERT_FILE=`, `ssl_certificate `. */
export function isPathMeant(input: PlaceInput): boolean {
	const { before = '' } = lineAround(input) ?? {};
	const [, key = ''] =
		/(?<![\w.$-])([\w.$-]+)["']?[ \t]*[:=][ \t]*["']?$/.exec(before.slice(-200)) ?? [];
	if (key !== '') return pathWord.test(normalKey(key));
	const [, directive = ''] = /^[ \t]*([A-Za-z][\w-]*)[ \t]+$/.exec(before) ?? [];
	return directive !== '' && hintOfKey(directive) !== undefined;
}

/**
 * With quotes where the place has none and needs them, and the signs escaped that a string does not take.
 * @param path Written with `/`.
 */
export function pathIn(input: PlaceInput, path: string): string {
	const place = placeFor(input);
	if (!place) return path;
	if (input.languageId === 'shellscript') return shellQuote(path);
	const { open, close } = place.form === 'lines' ? place.inLine : place;
	const escaped = JSON.stringify(path).slice(1, -1);
	const { quote } = place;
	return open + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + close;
}
