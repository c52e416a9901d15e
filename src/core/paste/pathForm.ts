/** A file's path as a value, and where a path is what is meant. */
import { hintOfKey, normalKey } from '../find/paths/keys.js';
import { yamlString } from '../snippets/quote.js';
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

/** With quotes where the place has none and needs them. `path` is written with `/`. */
export function pathIn(input: PlaceInput, path: string): string {
	const place = placeFor(input);
	if (!place) return path;
	// A value of YAML can stand there plainly; behind an opening quote it is part of a string.
	if (place.form === 'lines') return (place.first.startsWith(' ') ? ' ' : '') + yamlString(path);
	return place.open + JSON.stringify(path).slice(1, -1) + place.close;
}
