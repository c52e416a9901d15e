/** Opens a PKCS #12 (RFC 7292) with its password. */
import { createPacer, type Pacer } from '../../../common/pacer.js';
import { PkiError } from '../../../common/errors.js';
import { asBuffer } from '../../asn1/der.js';
import { containerError, damaged } from '../damaged.js';
import { type Entry, entryBlocks, withChains } from '../entries.js';
import { KeyPasswords } from '../keyPasswords.js';
import type { OpenedContainer, OpenOptions } from '../openedContainer.js';
import { readingsOf, type Secret } from './derive.js';
import { type IterationBudget, iterationBudget } from './iterations.js';
import { entryOf } from './listPkcs12.js';
import { isSealedWith } from './mac.js';
import { type Pkcs12, readPkcs12 } from './readPkcs12.js';
import { type Paced, readBags, type SafeBag } from './safeBags.js';
import { type Encrypted, sequenceIn } from './sequenceIn.js';

/** As `openContainer`. */
export async function openPkcs12(
	bytes: Uint8Array,
	{ password, keyPassword, signal, budget = iterationBudget() }: OpenOptions,
): Promise<OpenedContainer> {
	const pacer = createPacer(signal);
	try {
		const file = await finished(readPkcs12(asBuffer(bytes), budget), pacer);
		const secret = await secretOf(file, password, pacer);
		const passwords = new KeyPasswords(keyPassword);
		const entries: Entry[] = [];
		for (const bag of await bagsOf(file, secret, budget, pacer)) {
			entries.push(await openBag(bag, secret, passwords, pacer));
			if (pacer.isDue) await pacer.pause();
		}
		passwords.finish();
		const blocks = await entryBlocks(withChains(entries), 'pkcs12', bytes.length, pacer);
		return { kind: 'pkcs12', blocks, locked: passwords.locked };
	} catch (error) {
		throw containerError(error);
	}
}

/** Runs to the end, with pauses. */
async function finished<Answer>(steps: Paced<Answer>, pacer: Pacer): Promise<Answer> {
	for (;;) {
		const { done, value } = steps.next();
		if (done === true) return value;
		if (pacer.isDue) await pacer.pause();
	}
}

/** What the whole file shows that is encrypted, before anything is decrypted. */
function firstEncrypted({ parts }: Pkcs12): Encrypted | undefined {
	for (const part of parts) {
		if (part.encryption !== undefined) return part;
		for (const bag of part.bags) if (bag.kind === 'shroudedKey') return bag;
	}
	return undefined;
}

/** The reading of the password that the file was made with; undefined where it needs none and none was given. */
async function secretOf(
	file: Pkcs12,
	password: string | undefined,
	pacer: Pacer,
): Promise<Secret | undefined> {
	const encrypted = firstEncrypted(file);
	if (password === undefined) {
		if (encrypted === undefined) return undefined;
		throw new PkiError('invalid', { reason: 'passwordNeeded' });
	}
	if (file.mac === undefined && encrypted === undefined) return undefined;
	const secret = await rightReading(file, encrypted, password, pacer);
	if (secret !== undefined) return secret;
	if (password === '') throw new PkiError('invalid', { reason: 'passwordNeeded' });
	const empty = await rightReading(file, encrypted, '', pacer);
	throw new PkiError('invalid', { reason: empty ? 'passwordIsEmpty' : 'wrongPassword' });
}

/** One that fits the seal and what is encrypted; else one that fits the seal. */
async function rightReading(
	{ mac }: Pkcs12,
	encrypted: Encrypted | undefined,
	password: string,
	pacer: Pacer,
): Promise<Secret | undefined> {
	const readings = readingsOf(password);
	let sealed: Secret | undefined;
	for (const secret of readings) {
		if (mac && !(await isSealedWith(mac, secret, pacer))) continue;
		// Not decrypted twice where nothing is to be chosen from.
		if (mac && (readings.length === 1 || encrypted === undefined)) return secret;
		if (encrypted && (await sequenceIn(encrypted, secret, pacer))) return secret;
		if (mac) sealed ??= secret;
	}
	return sealed;
}

async function bagsOf(
	{ parts, mac }: Pkcs12,
	secret: Secret | undefined,
	budget: IterationBudget,
	pacer: Pacer,
): Promise<SafeBag[]> {
	const bags: SafeBag[] = [];
	for (const part of parts) {
		const own = part.encryption
			? await finished(readBags(await opened(part, mac, secret, pacer), budget), pacer)
			: part.bags;
		for (const bag of own) bags.push(bag);
	}
	return bags;
}

/** Some programs give a key a password of its own. */
async function openBag(
	bag: SafeBag,
	secret: Secret | undefined,
	passwords: KeyPasswords,
	pacer: Pacer,
): Promise<Entry> {
	if (bag.kind !== 'shroudedKey') return entryOf(bag);
	const own = passwords.for(bag.friendlyName);
	for (const reading of own === undefined ? [] : readingsOf(own)) {
		const key = await sequenceIn(bag, reading, pacer);
		if (key) passwords.noteOpened();
		if (key) return entryOf(bag, key);
	}
	const key = secret && (await sequenceIn(bag, secret, pacer));
	if (!key) passwords.noteLocked(bag.friendlyName);
	return entryOf(bag, key);
}

async function opened(
	encrypted: Encrypted,
	mac: Pkcs12['mac'],
	secret: Secret | undefined,
	pacer: Pacer,
): Promise<Buffer> {
	if (secret === undefined) throw new PkiError('invalid', { reason: 'passwordNeeded' });
	const plain = await sequenceIn(encrypted, secret, pacer);
	if (plain) return plain;
	// What the seal fits is as it was written.
	throw mac ? new PkiError('invalid', { reason: 'twoPasswords' }) : damaged('badDecrypt');
}
