/** Puts a new pair in the place of an old one in a file, whatever its format, and reads it back. */
import { PkiError } from '../common/errors.js';
import { readMaterial } from '../convert/material.js';
import { decodeInSlices, isUtf16, textOf } from '../decode/decode.js';
import { toPem } from '../find/pem.js';
import { isSelfIssued } from '../x509/chain.js';
import { containerOf, openContainer } from '../x509/containers/openContainer.js';
import { writePkcs12 } from '../x509/containers/pkcs12.js';
import { keyLike } from './freshKey.js';
import { certificateIn, type FreshPair, isSameCertificate, type OldPair } from './pair.js';
import { type Replaced, replaceInText, type ReplaceOptions } from './replaceInText.js';

/**
 * Undefined where the file holds nothing of the pair. Rejects with `unsupported`: `rotatePlace` (args `line`) or
 * `rotateFile` (args `file`) where nothing can be put in its place; with `invalid` (`passwordNeeded`, `wrongPassword`) and
 * the other errors of opening a key store.
 */
export async function replaceInFile(
	bytes: Uint8Array,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<Replaced<Uint8Array> | undefined> {
	const replaced = await replaceAnywhere(bytes, old, fresh, options);
	if (replaced) await requireReplaced(replaced, old, fresh, options);
	return replaced;
}

/** The same without reading it back. */
export function replaceAnywhere(
	bytes: Uint8Array,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<Replaced<Uint8Array> | undefined> {
	const container = containerOf(bytes);
	if (container === 'pkcs12') return inPkcs12(bytes, old, fresh, options);
	if (container !== undefined) throw noFile(options);
	return textOf(bytes) === undefined
		? inDer(bytes, old, fresh, options)
		: inText(bytes, old, fresh, options);
}

function noFile({ path }: ReplaceOptions): PkiError {
	return new PkiError('unsupported', { reason: 'rotateFile', args: { file: path } });
}

async function inText(
	bytes: Uint8Array,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<Replaced<Uint8Array> | undefined> {
	if (isUtf16(bytes)) {
		const found = await replaceInText(textOf(bytes) ?? '', old, fresh, options);
		if (found) throw noFile(options);
		return undefined;
	}
	const buffer = Buffer.from(bytes);
	// In another encoding one character a byte, so that all around the blocks comes back as it was.
	const encoding = Buffer.from(buffer.toString('utf8')).equals(buffer) ? 'utf8' : 'latin1';
	const found = await replaceInText(buffer.toString(encoding), old, fresh, options);
	return found && { content: Buffer.from(found.content, encoding), parts: found.parts };
}

/** One object is all that there is. */
async function inDer(
	bytes: Uint8Array,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<Replaced<Uint8Array> | undefined> {
	const [block, ...others] = await decodeInSlices(bytes);
	if (!block || block.error) return undefined;
	const { facts, container } = block;
	const item = certificateIn(block);
	const isLeaf = item !== undefined && isSameCertificate(item, old.leaf);
	const isKey =
		facts.kind === 'privateKey' && facts.publicKeySha256 === old.leaf.facts.publicKeySha256;
	if (!isLeaf && !isKey) return undefined;
	if (others.length > 0 || container !== undefined) throw noFile(options);
	if (isLeaf) return { content: fresh.leaf.der, parts: ['certificate'] };
	if (fresh.privateKeyPem === undefined || !isKey) return undefined;
	return { content: keyLike(facts, fresh.privateKeyPem, undefined).der, parts: ['key'] };
}

/** Only where all of it belongs to the pair: anything else would be lost. */
async function inPkcs12(
	bytes: Uint8Array,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<Replaced<Uint8Array> | undefined> {
	const { password } = options;
	const { blocks } = await openContainer(bytes, password === undefined ? {} : { password });
	const leaf = blocks.find((block) => {
		const item = certificateIn(block);
		return item !== undefined && isSameCertificate(item, old.leaf);
	});
	if (!leaf) return undefined;
	if (password === undefined) throw new PkiError('invalid', { reason: 'passwordNeeded' });
	const { keys, certificates } = await readMaterial(bytes, { password });
	const key = keys.find(({ publicKey }) => publicKey === old.leaf.facts.publicKeySha256);
	const isWhole =
		keys.length === 1 &&
		certificates.every((item) =>
			[old.leaf, ...old.above].some((of) => isSameCertificate(item, of)),
		);
	if (!key?.opened || !isWhole) throw noFile(options);
	const hadRoot = certificates.some(({ facts }) => isSelfIssued(facts));
	const above = fresh.above.filter(({ facts }) => hadRoot || !isSelfIssued(facts));
	const isLeafOnly = certificates.length === 1 && old.above.length > 0;
	const content = await writePkcs12({
		privateKeyPem:
			fresh.privateKeyPem ?? key.opened.export({ type: 'pkcs8', format: 'pem' }).toString(),
		certificatePem: toPem('CERTIFICATE', fresh.leaf.der),
		chainPem: isLeafOnly ? [] : above.map(({ der }) => toPem('CERTIFICATE', der)),
		password,
		name: leaf.entry?.name ?? fresh.leaf.facts.name,
	});
	return { content, parts: ['certificate', 'key'] };
}

/** What is written must hold the new pair where it held the old one, or a program that reads it would not find it. */
async function requireReplaced(
	{ content, parts }: Replaced<Uint8Array>,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
): Promise<void> {
	const { certificates, keys } = await readMaterial(content, { password: options.password });
	const has = (item: OldPair['leaf']) => certificates.some((one) => isSameCertificate(one, item));
	const isWritten = !parts.includes('certificate') || (has(fresh.leaf) && !has(old.leaf));
	const own = fresh.leaf.facts.publicKeySha256;
	const hasKey = !parts.includes('key') || keys.some(({ publicKey }) => publicKey === own);
	if (!isWritten || !hasKey) throw noFile(options);
}
