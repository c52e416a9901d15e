/** Lines of the ledger: JSON objects with a kind in front. */
import type { RevocationReason } from '../../contract/backend.js';

export type LedgerEntry = AuthorityEntry | UndoneEntry | IssuedEntry | RevokedEntry | CrlEntry;

/** A root and the intermediate under it that signs, certificates as DER in base64. A renewed intermediate keeps root and key. */
export interface AuthorityEntry {
	readonly k: 'ca';
	readonly id: string;
	/** The one it replaces; null for the first. Of two lines with the same `after` the first one counts. */
	readonly after: string | null;
	/** When it was made, ISO 8601. */
	readonly at: string;
	readonly root: string;
	/** What signs; the root itself where that allows no CA below it. */
	readonly issuing: string;
	/** The root was made elsewhere and its key is not kept here, so nothing below it is renewed. */
	readonly existing?: true;
}

/** The keys of the authority with this id could not be kept: it never signed anything. */
export interface UndoneEntry {
	readonly k: 'undone';
	readonly id: string;
}

export interface IssuedEntry {
	readonly k: 'issued';
	/** Id of the authority. */
	readonly ca: string;
	readonly serial: string;
	/** DER in base64. */
	readonly der: string;
}

export interface RevokedEntry {
	readonly k: 'revoked';
	readonly serial: string;
	/** ISO 8601. */
	readonly at: string;
	/** Tells the lines of two windows apart. */
	readonly id: string;
	readonly reason?: RevocationReason;
}

/** Somebody is going to sign a CRL: its number is the place of this line among its like. */
export interface CrlEntry {
	readonly k: 'crl';
	readonly id: string;
}

export const revocationReasons: readonly RevocationReason[] = [
	'unspecified',
	'keyCompromise',
	'affiliationChanged',
	'superseded',
	'cessationOfOperation',
	'privilegeWithdrawn',
];

/** Begins every line; inside a JSON string its quotes would be escaped, so it stands nowhere else. */
const head = '{"k":"';

export function formatEntry(entry: LedgerEntry): string {
	const { k, ...rest } = entry;
	return JSON.stringify({ k, ...rest });
}

/**
 * Undefined for a line that cannot be read. A line that was torn by a crash has the next one directly behind it: that
 * one is still read.
 */
export function parseEntry(line: string): LedgerEntry | undefined {
	return parseWhole(line) ?? parseWhole(line.slice(Math.max(0, line.lastIndexOf(head))));
}

function parseWhole(text: string): LedgerEntry | undefined {
	if (!text.startsWith(head)) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? narrow(value) : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function narrow(value: Readonly<Record<string, unknown>>): LedgerEntry | undefined {
	const { k, id, ca, serial, der, after, root, issuing, at, reason, existing } = value;
	if (k === 'ca' && isText(id) && isText(at) && isText(root) && isText(issuing)) {
		if (after !== null && !isText(after)) return undefined;
		return { k, id, after, at, root, issuing, ...(existing === true && { existing }) };
	}
	if (k === 'issued' && isText(ca) && isText(serial) && isText(der)) return { k, ca, serial, der };
	if (k === 'revoked' && isText(serial) && isText(at) && isText(id)) {
		const known = revocationReasons.find((candidate) => candidate === reason);
		return { k, serial, at, id, ...(known !== undefined && { reason: known }) };
	}
	return (k === 'crl' || k === 'undone') && isText(id) ? { k, id } : undefined;
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
