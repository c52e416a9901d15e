/** All entries, and an index of what to look for by the word with which it begins. */
import { alertNames } from './alertNames.js';
import { alerts } from './entries/alerts.js';
import { material } from './entries/material.js';
import { transport } from './entries/transport.js';
import { vault } from './entries/vault.js';
import { verdicts } from './entries/verdicts.js';
import type { Entry, SaidBy, Wording } from './entry.js';

const all = [...alerts, ...verdicts, ...material, ...transport, ...vault] as const;

/** Unique, and kept for ever: the anchors of docs/errors.md. */
export type ExplanationId = (typeof all)[number]['id'];

/** An entry whose references are known to be ids. */
export interface KnownEntry extends Entry {
	readonly id: ExplanationId;
	readonly swapped?: ExplanationId;
}

export const entries: readonly KnownEntry[] = all;

const byId = new Map(entries.map((entry) => [entry.id, entry]));

/** The entry of an id. */
export function entryOf(id: ExplanationId): KnownEntry {
	const entry = byId.get(id);
	if (!entry) throw new Error(`No TLS error ${id}`);
	return entry;
}

/** What a number in a line counts. */
export type NumberKind = 'alert' | 'verify' | 'curl';

export interface Pattern {
	/** Lower-case; begins where a word begins. */
	readonly text: string;
	readonly also?: string;
	readonly unless?: string;
	/** Absent where a number or a name follows that tells which it is. */
	readonly entry?: KnownEntry;
	readonly follows?: NumberKind | 'alertName' | 'depth';
	readonly alert?: number;
	readonly saidBy?: SaidBy;
}

/** What stands before a number or a name that tells which error it is. */
const leading: readonly Pattern[] = [
	{ text: 'ssl alert number ', follows: 'alert' },
	{ text: 'tls: alert(', follows: 'alert' },
	{ text: 'received fatal alert: ', follows: 'alertName' },
	{ text: "remote party sent a tls alert: '", follows: 'alertName' },
	{ text: 'verify error:num=', follows: 'verify' },
	{ text: 'verify return code: ', follows: 'verify' },
	{ text: 'verify error: (', follows: 'verify' },
	{ text: 'verify_code: ', follows: 'verify' },
	{ text: 'verify_code=', follows: 'verify' },
	{ text: 'verify_code ', follows: 'verify' },
	{ text: 'error ', follows: 'depth' },
	{ text: 'curl: (', follows: 'curl' },
];

/** Go's words for alerts, and OpenSSL's where a program leaves out its number, as PostgreSQL does. */
const alertWordings: readonly Pattern[] = alertNames.flatMap(([alert, name, go]) => {
	const words = name.replaceAll('_', ' ').toLowerCase();
	const openssl = ['tlsv1', 'tlsv13', 'sslv3', 'ssl/tls'].map(
		(prefix) => `${prefix} alert ${words}`,
	);
	const entry = entryOfNumber('alert', alert) ?? entryOf('otherAlert');
	return [`remote error: tls: ${go ?? words}`, ...openssl].map((text) => ({
		...{ text, entry, alert, saidBy: 'peer' as const },
	}));
});

/** By their first word. */
export const patterns: ReadonlyMap<string, readonly Pattern[]> = grouped([
	...entries.flatMap(patternsOf),
	...leading,
	...alertWordings,
]);

const byReason = new Map(
	entries.flatMap((entry) => (entry.reasons ?? []).map((reason) => [reason, entry] as const)),
);
const byCode = new Map(
	entries.flatMap((entry) => (entry.codes ?? []).map((code) => [code, entry] as const)),
);

/** By OpenSSL's reason, in capitals and without its library. */
export function entryOfReason(reason: string): KnownEntry | undefined {
	return byReason.get(reason);
}

/** By a code that programs give to errors, such as Node's `CERT_HAS_EXPIRED`. */
export function entryOfCode(code: string): KnownEntry | undefined {
	return byCode.get(code);
}

/** By an alert, OpenSSL's verify error or curl's exit code; undefined where it is not one of the table. */
export function entryOfNumber(kind: NumberKind, number: number): KnownEntry | undefined {
	return entries.find((entry) => numbersOf(entry, kind)?.includes(number));
}

function numbersOf(entry: Entry, kind: NumberKind): readonly number[] | undefined {
	switch (kind) {
		case 'alert':
			return entry.alerts;
		case 'verify':
			return entry.verify;
		case 'curl':
			return entry.curl;
	}
}

function patternsOf(entry: KnownEntry): readonly Pattern[] {
	const wordings = [
		...(entry.codes ?? []).map((code) => code.toLowerCase()),
		...(entry.texts ?? []),
	];
	return wordings.map((wording) => ({ ...withText(wording), entry }));
}

function withText(wording: string | Wording): Wording {
	return typeof wording === 'string' ? { text: wording } : wording;
}

function grouped(list: readonly Pattern[]): ReadonlyMap<string, readonly Pattern[]> {
	const groups = new Map<string, Pattern[]>();
	for (const pattern of list) {
		const word = /^\w+/.exec(pattern.text)?.[0] ?? '';
		groups.set(word, [...(groups.get(word) ?? []), pattern]);
	}
	return groups;
}
