/** Opens Java's own key store, with passwords or without. */
import { PkiError } from '../../../common/errors.js';
import { createPacer, type Pacer } from '../../../common/pacer.js';
import { asBuffer } from '../../asn1/der.js';
import { containerError } from '../damaged.js';
import { type Entry, entryBlock } from '../entries.js';
import type { OpenedContainer, OpenOptions } from '../openedContainer.js';
import { entryOf } from './listJks.js';
import { type Jks, readJks } from './readJks.js';
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
		const locked: string[] = [];
		const entries: Entry[] = [];
		let opened = 0;
		for (const item of store.items) {
			const own = passwordsFor(item.name, password, keyPassword);
			const key = item.kind === 'key' ? await firstThatOpens(item.der, own, pacer) : undefined;
			if (key?.isOwn === true) opened += 1;
			if (item.kind === 'key' && !key) {
				if (isNamed(keyPassword, item.name)) throw wrongKeyPassword(item.name);
				locked.push(item.name);
			}
			entries.push(entryOf(item, key?.der));
			if (pacer.isDue) await pacer.pause();
		}
		const [first] = locked;
		if (typeof keyPassword === 'string' && opened === 0 && first !== undefined) {
			throw wrongKeyPassword(first);
		}
		const blocks = entries.map((entry) => entryBlock(entry, 'jks', bytes.length));
		return { kind: 'jks', blocks, locked };
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

type KeyPassword = OpenOptions['keyPassword'];

function isNamed(keyPassword: KeyPassword, name: string): boolean {
	return typeof keyPassword === 'object' && Object.hasOwn(keyPassword, name);
}

function wrongKeyPassword(name: string): PkiError {
	return new PkiError('invalid', { reason: 'wrongKeyPassword', args: { name } });
}

interface TriedPassword {
	readonly password: string;
	/** The key's, not the store's. */
	readonly isOwn: boolean;
}

/** Most stores have one password for all. */
function passwordsFor(
	name: string,
	password: string | undefined,
	keyPassword: KeyPassword,
): readonly TriedPassword[] {
	const own =
		typeof keyPassword === 'object'
			? isNamed(keyPassword, name)
				? keyPassword[name]
				: undefined
			: keyPassword;
	return [
		...(own === undefined ? [] : [{ password: own, isOwn: true }]),
		...(password === undefined ? [] : [{ password, isOwn: false }]),
	];
}

async function firstThatOpens(
	der: Buffer,
	passwords: readonly TriedPassword[],
	pacer: Pacer,
): Promise<{ der: Buffer; isOwn: boolean } | undefined> {
	for (const { password, isOwn } of passwords) {
		const key = await unlockKey(der, password, pacer);
		if (key) return { der: key, isOwn };
	}
	return undefined;
}
