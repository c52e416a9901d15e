/** The bags of a PKCS #12 as entries. */
import { type Entry, entryContent, type Listing, unreadable, withChains } from '../entries.js';
import { iterationBudget } from './iterations.js';
import { readPkcs12 } from './readPkcs12.js';
import type { Paced, SafeBag } from './safeBags.js';

/** A bag as an entry; `key` is what is inside a shrouded one, where it has been decrypted. */
export function entryOf(bag: SafeBag, key?: Buffer): Entry {
	const { friendlyName: name, localKeyId: keyId } = bag;
	const entry = { name, ...(keyId === undefined ? {} : { keyId }) };
	switch (bag.kind) {
		case 'certificate':
		case 'crl':
		case 'privateKey':
			return { ...entry, kind: bag.kind, content: entryContent(bag.kind, bag.der) };
		case 'shroudedKey': {
			const content = key ? entryContent('privateKey', key) : entryContent('encryptedKey', bag.der);
			return { ...entry, kind: 'privateKey', stored: { encrypted: true }, content };
		}
		case 'secret':
			return { ...entry, kind: 'secret', content: unreadable('secretEntry') };
		case 'unsupported':
			return {
				...entry,
				kind: bag.entryKind,
				content: unreadable('unsupportedEntry', { type: bag.type }),
			};
	}
}

/**
 * The bags in the clear, which need no password. Now and then nothing, so that the caller can pause. Throws as
 * `readPkcs12`.
 */
export function* listPkcs12(bytes: Buffer): Paced<Listing> {
	const entries: Entry[] = [];
	let isLocked = false;
	const { parts } = yield* readPkcs12(bytes, iterationBudget());
	for (const part of parts) {
		if (part.encryption !== undefined) {
			isLocked = true;
			continue;
		}
		for (const bag of part.bags) {
			if (bag.kind === 'shroudedKey') isLocked = true;
			else entries.push(entryOf(bag));
			yield undefined;
		}
	}
	return { entries: withChains(entries), isLocked };
}
