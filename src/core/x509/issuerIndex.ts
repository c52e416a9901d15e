/** Certificates of a bag by name and key identifier, so that looking for an issuer costs the same however many there are. */
import type { CertificateFacts } from './model.js';

/** Certificates of one name and key that are looked at; more than any renewal leaves, and few enough for a hostile bag. */
export const mostNamesakes = 16;

interface Named {
	readonly facts: Pick<CertificateFacts, 'subject' | 'subjectKeyIdentifier'>;
}

/** A certificate, or a CRL. */
interface Issued {
	readonly facts: Pick<CertificateFacts, 'issuer' | 'authorityKeyIdentifier'>;
}

/**
 * Answers who may have issued something: those of that name whose key it names, and those that do not say which key they
 * have; of something that names no key all of that name (RFC 5280, 6.1 and 4.2.1.1). No more than so many.
 */
export function issuersIn<Item extends Named>(
	bag: Iterable<Item>,
	most = mostNamesakes,
): (issued: Issued) => readonly Item[] {
	const find = indexed(bag, most, ({ facts }) => [facts.subject, facts.subjectKeyIdentifier]);
	return ({ facts }) => find(facts.issuer, facts.authorityKeyIdentifier);
}

/** The other way round: what a certificate may have issued. */
export function issuedIn<Item extends Issued>(
	bag: Iterable<Item>,
	most: number,
): (issuer: Named) => readonly Item[] {
	const find = indexed(bag, most, ({ facts }) => [facts.issuer, facts.authorityKeyIdentifier]);
	return ({ facts }) => find(facts.subject, facts.subjectKeyIdentifier);
}

interface Group<Item> {
	readonly all: Item[];
	readonly byKey: Map<string | undefined, Item[]>;
}

function indexed<Item>(
	items: Iterable<Item>,
	most: number,
	nameAndKeyOf: (item: Item) => readonly [name: string, key: string | undefined],
): (name: string, key: string | undefined) => readonly Item[] {
	const groups = new Map<string, Group<Item>>();
	for (const item of items) {
		const [name, key] = nameAndKeyOf(item);
		const group: Group<Item> = groups.get(name) ?? { all: [], byKey: new Map() };
		const same = group.byKey.get(key) ?? [];
		groups.set(name, group);
		group.byKey.set(key, same);
		if (group.all.length < most) group.all.push(item);
		if (same.length < most) same.push(item);
	}
	return (name, key) => {
		const group = groups.get(name);
		if (!group || key === undefined) return group?.all ?? [];
		return [...(group.byKey.get(key) ?? []), ...(group.byKey.get(undefined) ?? [])].slice(0, most);
	};
}
