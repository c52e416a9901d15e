/** What differs between two certificates, requests, CRLs or keys, field by field. */
import type { DecodedFacts, ExtensionFacts } from '../x509/model.js';

export interface Difference {
	/** A field of `DecodedFacts`. */
	readonly field: string;
	/** Null where that side has no such field. Of lists only what the other side does not have. */
	readonly left: unknown;
	readonly right: unknown;
}

/**
 * Lists whose order means nothing: names are looked for one by one (RFC 5280, 4.2.1.6), usages are bits or a set in effect
 * (4.2.1.3, 4.2.1.12), extensions and revoked certificates are found by their identifiers (4.2, 5.1.2.6), and attributes
 * are a SET (RFC 2986, 4.1).
 */
const unordered = [
	...['subjectAltNames', 'keyUsage', 'extendedKeyUsage', 'extensions', 'revoked', 'attributes'],
	'problems',
];

/** SAN, IAN and extended key usage, whose values are in no order. */
const setExtensions = ['2.5.29.17', '2.5.29.18', '2.5.29.37'];

/** In the fields' order; empty where both say the same. */
export function differences(left: DecodedFacts, right: DecodedFacts): readonly Difference[] {
	const [one, other] = [fieldsOf(left), fieldsOf(right)];
	const names = new Set([...one.keys(), ...other.keys()]);
	return [...names].flatMap((field) => difference(field, one.get(field), other.get(field)));
}

function fieldsOf(facts: DecodedFacts): ReadonlyMap<string, unknown> {
	return new Map(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function difference(field: string, left: unknown, right: unknown): readonly Difference[] {
	if (unordered.includes(field) && Array.isArray(left) && Array.isArray(right)) {
		const [only, others] = [without(left, right), without(right, left)];
		return only.length + others.length === 0 ? [] : [{ field, left: only, right: others }];
	}
	return identityOf(left) === identityOf(right)
		? []
		: [{ field, left: left ?? null, right: right ?? null }];
}

/** Those of the first list that the second one has not, each as often as it is missing. */
function without(list: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
	const counts = new Map<string, number>();
	for (const item of other) {
		const id = identityOf(item);
		counts.set(id, (counts.get(id) ?? 0) + 1);
	}
	return list.filter((item) => {
		const id = identityOf(item);
		const left = counts.get(id) ?? 0;
		counts.set(id, left - 1);
		return left <= 0;
	});
}

function identityOf(value: unknown): string {
	if (value === undefined) return '';
	return JSON.stringify(isExtension(value) ? comparable(value) : value);
}

function isExtension(value: unknown): value is ExtensionFacts {
	return typeof value === 'object' && value !== null && 'oid' in value && 'valueHex' in value;
}

function comparable({ oid, critical, valueHex, lines, problem }: ExtensionFacts): unknown {
	return setExtensions.includes(oid) && problem === undefined
		? { oid, critical, lines: [...lines].sort() }
		: { oid, critical, valueHex };
}
