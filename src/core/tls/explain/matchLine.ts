/** What of the table stands in a line. Every step takes time in proportion to the line's length. */
import { alertOfName } from './alertNames.js';
import type { SaidBy } from './entry.js';
import {
	entryOf,
	entryOfCode,
	entryOfNumber,
	entryOfReason,
	type KnownEntry,
	type NumberKind,
	type Pattern,
	patterns,
} from './table.js';

/** An error of the table in a line; `start` and `end` are offsets in it. */
export interface Match {
	readonly entry: KnownEntry;
	readonly rank: number;
	readonly start: number;
	readonly end: number;
	readonly alert?: number;
	readonly saidBy?: SaidBy;
}

/** No error text is longer; what stands behind it in a line is not looked at. */
export const longestLine = 20_000;

/** In the order in which they stand; the longer first where one text begins with another. */
export function matchesIn(line: string): readonly Match[] {
	const text = searchable(line);
	const found: Match[] = [];
	for (const { 0: word, index } of text.matchAll(/\w+/g)) {
		for (const pattern of patterns.get(word) ?? []) {
			const match = matchPattern(text, index, pattern);
			if (match) found.push(match);
		}
		const match = word.includes('_') ? matchCode(word, index) : undefined;
		if (match) found.push(match);
	}
	return [...found, ...opensslErrors(text), ...pythonReasons(text)].sort(
		(a, b) => a.start - b.start || b.end - a.end,
	);
}

/** The number of an alert from the other side; undefined where it did not speak. */
export function alertIn(line: string): number | undefined {
	return matchesIn(line).find(({ alert }) => alert !== undefined)?.alert;
}

/** Lower-case, of the same length; escapes of JSON do not glue words together. */
function searchable(line: string): string {
	return line
		.slice(0, longestLine)
		.replaceAll('\u0130', 'I')
		.toLowerCase()
		.replace(/\\[nrt]/g, '  ');
}

function matchPattern(text: string, start: number, pattern: Pattern): Match | undefined {
	if (!text.startsWith(pattern.text, start)) return undefined;
	const end = start + pattern.text.length;
	const { entry, follows, also, unless, alert, saidBy } = pattern;
	if (entry) {
		// A code is a whole word; of a text only the beginning is.
		if (/\w/.test(text.charAt(end)) && /\w/.test(text.charAt(end - 1))) return undefined;
		if (also !== undefined && !stands(text, also)) return undefined;
		if (unless !== undefined && text.includes(unless)) return undefined;
		if (alert !== undefined) return alertMatch(alert, start, end);
		return { entry, rank: entry.rank ?? 2, start, end, ...(saidBy ? { saidBy } : {}) };
	}
	return follows === undefined ? undefined : matchFollowing(text, start, end, follows);
}

/** `.key` stands in `a.key: …`, and not in `a.keymap`. */
function stands(text: string, also: string): boolean {
	for (let at = text.indexOf(also); at !== -1; at = text.indexOf(also, at + 1)) {
		const glued = /\w/.test(also.slice(-1)) && /\w/.test(text.charAt(at + also.length));
		if (!glued) return true;
	}
	return false;
}

function matchFollowing(
	text: string,
	start: number,
	at: number,
	follows: NumberKind | 'alertName' | 'depth',
): Match | undefined {
	const value = /^\w{1,40}/.exec(text.slice(at, at + 40))?.[0] ?? '';
	const end = at + value.length;
	if (follows === 'alertName') {
		const alert = alertOfName(value);
		return alert === undefined ? undefined : alertMatch(alert, start, end);
	}
	if (!/^\d{1,3}$/.test(value)) return undefined;
	const number = Number(value);
	switch (follows) {
		case 'alert':
			return alertMatch(number, start, end);
		case 'depth':
			return / at \d+ depth lookup/.test(text.slice(end, end + 30))
				? numberMatch('verify', number, start, end)
				: undefined;
		case 'verify':
		case 'curl':
			return numberMatch(follows, number, start, end);
	}
}

function numberMatch(
	kind: NumberKind,
	number: number,
	start: number,
	end: number,
): Match | undefined {
	const entry = entryOfNumber(kind, number);
	if (!entry) return undefined;
	// curl's exit codes each stand for many causes, which curl tells in the same line.
	return { entry, rank: kind === 'curl' ? 1 : (entry.rank ?? 2), start, end };
}

function alertMatch(alert: number, start: number, end: number): Match {
	const entry = entryOfNumber('alert', alert) ?? entryOf('otherAlert');
	return { entry, rank: entry.rank ?? 2, start, end, alert, saidBy: 'peer' };
}

/** `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`, `ERR_OSSL_PEM_NO_START_LINE`, `X509_V_ERR_CERT_HAS_EXPIRED`, in lower case. */
function matchCode(word: string, start: number): Match | undefined {
	const end = start + word.length;
	const alert = alertInCode(word);
	if (alert !== undefined) return alertMatch(alert, start, end);
	const verify = /^x509_v_err_(\w+)$/.exec(word)?.[1];
	const reason = /^(?:err_ssl|err_ossl|ssl_r)_(\w+)$/.exec(word)?.[1];
	const entry =
		verify !== undefined
			? entryOfCode(verify.toUpperCase())
			: reason === undefined
				? undefined
				: reasonEntry(reason);
	return entry && { entry, rank: entry.rank ?? 2, start, end };
}

/** The prefix (`SSLV3`, `SSL/TLS`, `TLSV1`) says nothing about what was negotiated. */
function alertInCode(word: string): number | undefined {
	const name =
		/(?:^|_)alert_(\w+)$/.exec(word)?.[1] ?? /(?:^|_)tlsv1_(unrecognized_name)$/.exec(word)?.[1];
	return name === undefined ? undefined : alertOfName(name);
}

/** With or without the library whose reason it is. */
function reasonEntry(reason: string): KnownEntry | undefined {
	const name = reason.toUpperCase();
	// It is about a key only where a decoder says so; a digest that is not there has nothing to do with TLS.
	if (/^(?!DECODER_)\w+_UNSUPPORTED$/.test(name)) return undefined;
	return entryOfReason(name) ?? entryOfReason(name.replace(/^[A-Z0-9]+_/, ''));
}

/**
 * `error:0A000412:SSL routines::…` (OpenSSL, hexadecimal) and `268435581:SSL routines:OPENSSL_internal:…` (BoringSSL in
 * Envoy, decimal). Of alerts from the peer the low 12 bits are 1000 and the alert.
 */
function opensslErrors(text: string): readonly Match[] {
	if (!text.includes(' routines:')) return [];
	const found = text.matchAll(
		/\b([0-9a-f]{8,9}):([a-z0-9 ]{1,40}) routines:([\w /-]{0,80})(?::([\w /-]{1,80}))?/g,
	);
	return [...found].flatMap(
		({ 0: whole, 1: number = '', 2: library = '', 3: caller = '', 4: named, index }) => {
			const packed = parseInt(number, number.length === 9 ? 10 : 16) & 0xfff;
			const end = index + whole.length;
			if (packed > 1000 && packed < 1256) return [alertMatch(packed - 1000, index, end)];
			// Between library and reason stands the function that failed, or nothing.
			// nginx writes one error behind the other.
			const words = (named ?? caller).replace(/ error$/, '').trim();
			const reason = words.replace(/[ -]/g, '_');
			const [first] = library.split(' ');
			const entry = reasonEntry(reason === 'unsupported' ? `${first}_${reason}` : reason);
			return entry ? [{ entry, rank: entry.rank ?? 2, start: index, end }] : [];
		},
	);
}

/** `[X509: KEY_VALUES_MISMATCH]` */
function pythonReasons(text: string): readonly Match[] {
	if (!text.includes(': ')) return [];
	return [...text.matchAll(/\[[a-z0-9]{2,8}: ([a-z0-9_]{3,60})\]/g)].flatMap(
		({ 0: whole, 1: reason = '', index }) => {
			const entry = reasonEntry(reason);
			if (!entry) return [];
			return [{ entry, rank: entry.rank ?? 2, start: index + 1, end: index + whole.length - 1 }];
		},
	);
}
