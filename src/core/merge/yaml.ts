/** Merges into YAML by edits at the right places, so that comments, order, quotes and all other keys stay as they are. */
import { isDeepStrictEqual } from 'node:util';
import { type Document, isDocument, parseAllDocuments } from 'yaml';
import { eolOf, unreadable, unsafe, withEdits } from './edits.js';
import { afterSteps, copyOf, isMapping, planMerge, type Step } from './plan.js';
import { editsFor } from './yamlEdits.js';

/**
 * Each document of `addition` is merged into the one that it belongs to: a Kubernetes object into that of its kind and name, or
 * behind all others where there is none; anything else into the first that has one of its keys. Rejects with `invalid`:
 * `mergeSyntax` (args `line`), `mergeUnsafe`.
 */
export function mergeYaml(text: string, addition: string): string {
	return read(addition).reduce(
		(merged, document) => mergeDocument(merged, document, addition),
		text,
	);
}

function mergeDocument(text: string, added: Document.Parsed, addition: string): string {
	const documents = read(text);
	const value = valueOf(added);
	const index = placeFor(documents.map(valueOf), value);
	const into = documents[index];
	const filled = documents.filter(({ contents }) => contents !== null);
	if (!into || filled.length === 0) {
		const [start, , end] = added.range;
		const own = addition.slice(start, end).replace(/^---[^\n]*\n/, '');
		return checked(text, appended(text, own), documents, value);
	}
	const plan = planMerge(valueOf(into), value);
	const merge = { text, into, addition, added, filled: new Set<unknown>() };
	const merged = withEdits(
		text,
		plan.flatMap((step) => editsFor(merge, step)),
	);
	const expected = documents.map((document, at) => afterAll(document, at === index ? plan : []));
	if (!isSame(merged, expected)) throw unsafe();
	return merged;
}

function afterAll(document: Document.Parsed, plan: readonly Step[]): unknown {
	return afterSteps(valueOf(document), plan);
}

function checked(
	text: string,
	merged: string,
	documents: readonly Document.Parsed[],
	value: unknown,
): string {
	const others = documents.filter(({ contents }) => contents !== null).map(valueOf);
	const isWhole = merged.startsWith(text) && isSame(merged, [...others, value].map(copyOf));
	if (!isWhole) throw unsafe();
	return merged;
}

function isSame(merged: string, expected: readonly unknown[]): boolean {
	try {
		return isDeepStrictEqual(read(merged).map(valueOf).map(copyOf), expected);
	} catch {
		return false;
	}
}

function read(text: string): readonly Document.Parsed[] {
	const parsed = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: true });
	const documents: readonly Document.Parsed[] = 'empty' in parsed ? [] : parsed.filter(isDocument);
	for (const { errors } of documents) {
		const [error] = errors;
		if (error) throw unreadable(text, error.pos[0]);
	}
	return documents;
}

function valueOf(document: Document): unknown {
	return document.toJS({ maxAliasCount: 100 }) as unknown;
}

/** The index of the document; -1 where the addition becomes one of its own. */
function placeFor(existing: readonly unknown[], addition: unknown): number {
	if (!isMapping(addition)) throw unsafe();
	const identity = identityOf(addition);
	if (identity !== undefined) {
		return existing.findIndex((value) => isMapping(value) && identityOf(value) === identity);
	}
	const keys = Object.keys(addition);
	const shared = existing.findIndex(
		(value) => isMapping(value) && keys.some((key) => Object.hasOwn(value, key)),
	);
	const place = shared === -1 ? existing.findIndex(isMapping) : shared;
	if (place === -1 && existing.some((value) => value !== null)) throw unsafe();
	return place;
}

/** Of a Kubernetes object. */
function identityOf(value: Readonly<Record<string, unknown>>): string | undefined {
	const { apiVersion, kind, metadata } = value;
	if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
	return JSON.stringify([apiVersion, kind, isMapping(metadata) ? metadata.name : undefined]);
}

/** As a document of its own, behind a separator where another one stands before it. */
function appended(text: string, addition: string): string {
	const eol = eolOf(text);
	const own = addition.replaceAll('\n', eol);
	if (text.trim() === '') return text + own;
	const gap = text.endsWith('\n') ? '' : eol;
	const hasContent = read(text).some(({ contents }) => contents !== null);
	return `${text}${gap}${hasContent ? `---${eol}` : ''}${own}`;
}
