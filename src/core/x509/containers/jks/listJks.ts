/** The items of a JKS as entries. */
import { visibleText } from '../../asn1/strings.js';
import { type Entry, entryContent, type Listing, unreadable } from '../entries.js';
import { type JksItem, readJks } from './readJks.js';

/** An item as an entry; `key` is a key's PKCS #8, where it has been unlocked. */
export function entryOf(item: JksItem, key?: Buffer): Entry {
	const { name, date } = item;
	const dated = date === undefined ? undefined : { date };
	if (item.kind === 'key') {
		const content = key ? entryContent('privateKey', key) : entryContent('encryptedKey', item.der);
		return { name, kind: 'privateKey', stored: { ...dated, encrypted: true }, content };
	}
	const { kind, type, der } = item;
	const content =
		type === 'X.509'
			? entryContent('certificate', der)
			: unreadable('unsupportedEntry', { type: visibleText(type) });
	return { name, kind, ...(dated && { stored: dated }), content };
}

/** What needs no password: certificates, and of keys that they are there. As `listPkcs12`. */
export function* listJks(bytes: Buffer): Generator<undefined, Listing, undefined> {
	const entries: Entry[] = [];
	for (const item of readJks(bytes).items) {
		entries.push(entryOf(item));
		yield undefined;
	}
	return { entries, isLocked: entries.some(({ kind }) => kind === 'privateKey') };
}
