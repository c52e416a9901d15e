/** Opens Java's own key store, with passwords or without. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { createPacer, type Pacer } from '../../../common/pacer.js';
import { asBuffer, DerError } from '../../asn1/der.js';
import { containerError } from '../damaged.js';
import { type Entry, entryBlocks, unreadable } from '../entries.js';
import { KeyPasswords } from '../keyPasswords.js';
import type { OpenedContainer, OpenOptions } from '../openedContainer.js';
import { entryOf } from './listJks.js';
import { type Jks, type JksItem, readJks } from './readJks.js';
import { isDigestOf, unlockKey } from './unlock.js';

/** As `openContainer`. */
export async function openJks(
	bytes: Uint8Array,
	{ password, keyPassword, signal }: OpenOptions,
): Promise<OpenedContainer> {
	const pacer = createPacer(signal);
	try {
		const store = readJks(asBuffer(bytes));
		if (password !== undefined) checkDigest(store, password);
		const passwords = new KeyPasswords(keyPassword);
		const entries: Entry[] = [];
		for (const item of store.items) {
			entries.push(await openItem(item, password, passwords, pacer));
			if (pacer.isDue) await pacer.pause();
		}
		passwords.finish();
		const blocks = await entryBlocks(entries, 'jks', bytes.length, pacer);
		return { kind: 'jks', blocks, locked: passwords.locked };
	} catch (error) {
		throw containerError(error);
	}
}

function checkDigest(store: Jks, password: string): void {
	if (isDigestOf(store, password)) return;
	if (password === '') throw new PkiError('invalid', { reason: 'passwordNeeded' });
	const reason = isDigestOf(store, '') ? 'passwordIsEmpty' : 'wrongPassword';
	throw new PkiError('invalid', { reason });
}

/** A key that is damaged, or encrypted in another way, hides no other entry. */
async function openItem(
	item: JksItem,
	password: string | undefined,
	passwords: KeyPasswords,
	pacer: Pacer,
): Promise<Entry> {
	if (item.kind !== 'key') return entryOf(item);
	try {
		const key = await openKey(item, password, passwords, pacer);
		if (!key) passwords.noteLocked(item.name);
		return entryOf(item, key);
	} catch (error) {
		const entry = entryOf(item);
		if (error instanceof DerError) return { ...entry, content: unreadable(error.code) };
		if (!isPkiError(error, 'unsupported')) throw error;
		const type = String(error.args['algorithm']);
		return { ...entry, content: unreadable('unsupportedEntry', { type }) };
	}
}

/** Its own password first; most stores have one for all. */
async function openKey(
	{ der, name }: JksItem,
	password: string | undefined,
	passwords: KeyPasswords,
	pacer: Pacer,
): Promise<Buffer | undefined> {
	const own = passwords.for(name);
	const key = own === undefined ? undefined : await unlockKey(der, own, pacer);
	if (key) passwords.noteOpened();
	return key ?? (password === undefined ? undefined : await unlockKey(der, password, pacer));
}
