/** What a conversion starts from: what a file or text holds, with its private keys opened where a password was given. */
import { PkiError } from '../common/errors.js';
import { decodeInSlices, textOf } from '../decode/decode.js';
import { type ChainItem, chainsIn } from '../x509/chain.js';
import { isClosedStore, openStoresIn } from '../decode/storesInText.js';
import {
	containerOf,
	openContainer,
	type OpenedContainer,
	type OpenOptions,
} from '../x509/containers/openContainer.js';
import type { DecodedBlock } from '../x509/block.js';
import type { CrlFacts, PublicKeyFacts, RequestFacts } from '../x509/model.js';
import { type KeyMaterial, readKey } from './keyMaterial.js';

export interface Material {
	/** In the source's order, each once. */
	readonly certificates: readonly CertificateItem[];
	readonly requests: readonly Item<RequestFacts>[];
	readonly crls: readonly Item<CrlFacts>[];
	readonly publicKeys: readonly Item<PublicKeyFacts>[];
	readonly keys: readonly KeyMaterial[];
}

export interface Item<Facts> {
	readonly facts: Facts;
	readonly der: Uint8Array;
}

export interface CertificateItem extends ChainItem {
	/** What its key store calls it. */
	readonly entryName?: string;
}

export interface ReadOptions {
	/** Of the container, and of encrypted private keys. */
	readonly password?: string | undefined;
	/** Of a Java keystore's entries that have one of their own. */
	readonly keyPassword?: string | undefined;
	/**
	 * Only these blocks: what bears the name in a container, with the certificates of its key, or the one at this place among
	 * all, from zero.
	 */
	readonly entry?: string | number | undefined;
	readonly signal?: AbortSignal | undefined;
}

/**
 * Reads everything that can be converted. Rejects with `invalid`: `noBlocks` where there is nothing, `unreadableBlock` (args
 * `line`, from one) where a part of it is damaged and would be lost, `keyPasswordRefused`, `noEntry` (args `name`); and with
 * what `openContainer` rejects with.
 */
export async function readMaterial(
	content: string | Uint8Array,
	options: ReadOptions = {},
): Promise<Material> {
	const { password } = options;
	const blocks = await readBlocks(content, options);
	// `EC PARAMETERS` and the like, and a key store's secrets, which have no other format.
	const readable = blocks.filter(
		({ error, entry }) => error?.code !== 'unknownLabel' && entry?.kind !== 'secret',
	);
	if (readable.every(({ error }) => error && holdsNothing.has(error.code))) {
		throw new PkiError('invalid', { reason: 'noBlocks' });
	}
	const broken = readable.find(({ error }) => error !== undefined);
	if (broken) {
		const args = { line: (broken.error?.line ?? broken.line) + 1 };
		throw new PkiError('invalid', { reason: 'unreadableBlock', args });
	}
	const text = textOf(content);
	const keys: KeyMaterial[] = [];
	for (const block of readable) {
		if (block.error || block.facts.kind !== 'privateKey') continue;
		const { facts, der } = block;
		const key = await readKey({ ...block, facts, der }, text, password, options.signal);
		keys.push({ ...key, ...entryName(block.entry) });
	}
	const material = joined([{ ...publicParts(readable), keys }]);
	// OCSP responses have no other format.
	const isEmpty = Object.values(material).every((items: readonly unknown[]) => items.length === 0);
	if (isEmpty) throw new PkiError('invalid', { reason: 'noBlocks' });
	return material;
}

/** What is whole and none of these: other data, and signatures without certificates. */
const holdsNothing = new Set(['notDer', 'emptyBundle']);

async function readBlocks(
	content: string | Uint8Array,
	{ password, keyPassword, entry, signal }: ReadOptions,
): Promise<readonly DecodedBlock[]> {
	// Entries of a Java keystore mostly have the password of the whole; without one it is only listed.
	const options = {
		...(signal && { signal }),
		...(password !== undefined && { password, keyPassword: keyPassword ?? password }),
	};
	const opened = await openedBlocks(content, options);
	const blocks = chosenFrom(opened.blocks, entry);
	const name = opened.locked.find((locked) =>
		blocks.some((block) => block.entry?.kind === 'privateKey' && block.entry.name === locked),
	);
	if (name === undefined) return blocks;
	if (password === undefined) throw new PkiError('invalid', { reason: 'passwordNeeded' });
	throw new PkiError('invalid', { reason: 'wrongKeyPassword', args: { name } });
}

async function openedBlocks(
	content: string | Uint8Array,
	options: OpenOptions,
): Promise<Pick<OpenedContainer, 'blocks' | 'locked'>> {
	if (typeof content !== 'string' && containerOf(content)) return openContainer(content, options);
	const { signal } = options;
	const blocks = await decodeInSlices(content, { ...(signal && { signal }) });
	const text = textOf(content);
	if (text === undefined || !blocks.some(isClosedStore)) return { blocks, locked: [] };
	const opened = await openStoresIn(blocks, text, options);
	// What stays closed would be lost.
	if (opened.blocks.some(isClosedStore)) {
		throw new PkiError('invalid', { reason: 'wrongPassword' });
	}
	return opened;
}

function chosenFrom(
	blocks: readonly DecodedBlock[],
	entry: ReadOptions['entry'],
): readonly DecodedBlock[] {
	if (entry === undefined) return blocks;
	const chosen = blocks.filter((block, index) =>
		typeof entry === 'number' ? index === entry : block.entry?.name === entry,
	);
	if (chosen.length === 0) {
		throw new PkiError('invalid', { reason: 'noEntry', args: { name: String(entry) } });
	}
	return typeof entry === 'number' ? chosen : withCertificates(chosen, blocks);
}

/** A PKCS #12 need not give the certificates of a key the key's name, and mostly gives its chain none. */
function withCertificates(
	chosen: readonly DecodedBlock[],
	blocks: readonly DecodedBlock[],
): readonly DecodedBlock[] {
	const keys = new Set(chosen.map(privateKeyOf).filter((hash) => hash !== undefined));
	if (keys.size === 0) return chosen;
	const certificates = publicParts(blocks).certificates;
	const chainOf = chainsIn(certificates);
	const own = certificates.filter(({ facts }) => keys.has(facts.publicKeySha256));
	const wanted = new Set<Uint8Array>(own.flatMap((one) => chainOf(one)).map(({ der }) => der));
	return blocks.filter(
		(block) => chosen.includes(block) || (block.der !== undefined && wanted.has(block.der)),
	);
}

function privateKeyOf({ facts }: DecodedBlock): string | undefined {
	return facts?.kind === 'privateKey' ? facts.publicKeySha256 : undefined;
}

/** Of several files: what stands in more than one of them is there once. */
export function joined(all: readonly Material[]): Material {
	const distinct = <I extends { readonly der: Uint8Array }>(items: readonly I[]): readonly I[] => [
		...new Map(items.map((item) => [Buffer.from(item.der).toString('base64'), item])).values(),
	];
	const keys = all.flatMap((one) => one.keys);
	return {
		certificates: distinct(all.flatMap((one) => one.certificates)),
		requests: distinct(all.flatMap((one) => one.requests)),
		crls: distinct(all.flatMap((one) => one.crls)),
		publicKeys: distinct(all.flatMap((one) => one.publicKeys)),
		keys: [...new Map(keys.map((key) => [key.publicKey ?? key.pem, key])).values()],
	};
}

function publicParts(blocks: readonly DecodedBlock[]): Omit<Material, 'keys'> {
	const certificates: CertificateItem[] = [];
	const requests: Item<RequestFacts>[] = [];
	const crls: Item<CrlFacts>[] = [];
	const publicKeys: Item<PublicKeyFacts>[] = [];
	for (const { facts, der, entry } of blocks) {
		if (!facts) continue;
		if (facts.kind === 'certificate') certificates.push({ facts, der, ...entryName(entry) });
		if (facts.kind === 'request') requests.push({ facts, der });
		if (facts.kind === 'crl') crls.push({ facts, der });
		if (facts.kind === 'publicKey') publicKeys.push({ facts, der });
	}
	return { certificates, requests, crls, publicKeys };
}

function entryName(entry: DecodedBlock['entry']): { readonly entryName?: string } {
	return entry === undefined || entry.name === '' ? {} : { entryName: entry.name };
}
