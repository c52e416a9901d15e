/** The bags of a SafeContents (RFC 7292, 4.2). */
import { isPkiError } from '../../../common/errors.js';
import { derForm } from '../../asn1/ber.js';
import { DerCursor, DerError, tags } from '../../asn1/der.js';
import { isStringTag, stringText, visibleText } from '../../asn1/strings.js';
import { readOid } from '../../asn1/values.js';
import { type Encryption, readEncryption } from './encryption.js';
import type { IterationBudget } from './iterations.js';

export interface BagAttributes {
	/** Safe to show; empty where it has none. */
	readonly friendlyName: string;
	/** Hex: equal for a key and its certificate. */
	readonly localKeyId?: string;
}

export type SafeBag = BagAttributes &
	(
		| { readonly kind: 'privateKey' | 'certificate' | 'crl'; readonly der: Buffer }
		| {
				readonly kind: 'shroudedKey';
				/** EncryptedPrivateKeyInfo (RFC 5958, 3). */
				readonly der: Buffer;
				readonly encryption: Encryption;
				readonly content: Buffer;
		  }
		| { readonly kind: 'secret' }
		| UnsupportedBag
	);

/** A certificate or CRL that is no X.509, a key encrypted in a way that is not known, or a bag of another type. */
interface UnsupportedBag {
	readonly kind: 'unsupported';
	readonly entryKind: 'certificate' | 'crl' | 'privateKey' | 'secret';
	/** Its OID. */
	readonly type: string;
}

const bagTypes: Readonly<Partial<Record<string, string>>> = {
	'1.2.840.113549.1.12.10.1.1': 'key',
	'1.2.840.113549.1.12.10.1.2': 'shroudedKey',
	'1.2.840.113549.1.12.10.1.3': 'certificate',
	'1.2.840.113549.1.12.10.1.4': 'crl',
	'1.2.840.113549.1.12.10.1.5': 'secret',
	'1.2.840.113549.1.12.10.1.6': 'safeContents',
};

const x509Certificate = '1.2.840.113549.1.9.22.1';
const x509Crl = '1.2.840.113549.1.9.23.1';
const friendlyName = '1.2.840.113549.1.9.20';
const localKeyId = '1.2.840.113549.1.9.21';

/** More than the key stores of whole systems have. */
const mostBags = 100_000;
/** Programs write one level. */
const deepestNesting = 16;

/** Yields now and then, so that the caller can pause. */
export type Paced<Answer> = Generator<undefined, Answer, undefined>;

/** All bags, those of nested SafeContents in their place; throws as `readPkcs12`. */
export function* readBags(contents: Buffer, budget: IterationBudget): Paced<SafeBag[]> {
	const { left } = budget;
	try {
		return yield* allBags(contents, budget);
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		const { der, problem } = derForm(contents);
		if (!problem) throw error;
		budget.left = left;
		return yield* allBags(der, budget);
	}
}

function* allBags(contents: Buffer, budget: IterationBudget): Paced<SafeBag[]> {
	const bags: SafeBag[] = [];
	yield* gather(DerCursor.over(contents), 0, bags, budget);
	return bags;
}

function* gather(
	contents: DerCursor,
	depth: number,
	bags: SafeBag[],
	budget: IterationBudget,
): Paced<void> {
	if (depth > deepestNesting) throw new DerError('tooDeep', contents.start);
	const list = contents.expect(tags.sequence).enterUnlimited();
	while (!list.atEnd) {
		const bag = list.expect(tags.sequence).enter();
		const oid = readOid(bag);
		const value = bag.expect(0xa0).span();
		const inner = bag.enter(value);
		if (bagTypes[oid] === 'safeContents') yield* gather(inner, depth + 1, bags, budget);
		else bags.push(readBag(oid, inner, readAttributes(bag), budget));
		if (bags.length > mostBags) throw new DerError('tooMany', list.start);
		yield undefined;
	}
}

function readBag(
	oid: string,
	value: DerCursor,
	attributes: BagAttributes,
	budget: IterationBudget,
): SafeBag {
	switch (bagTypes[oid]) {
		case 'key':
			return { ...attributes, kind: 'privateKey', der: value.read().element() };
		case 'shroudedKey':
			return { ...attributes, ...shroudedKey(value, budget) };
		case 'certificate':
			return { ...attributes, ...typedValue(value, 'certificate', x509Certificate) };
		case 'crl':
			return { ...attributes, ...typedValue(value, 'crl', x509Crl) };
		case 'secret':
			return { ...attributes, kind: 'secret' };
		default:
			return { ...attributes, kind: 'unsupported', entryKind: 'secret', type: oid };
	}
}

type ShroudedKey = Extract<SafeBag, { readonly kind: 'shroudedKey' }>;

/** EncryptedPrivateKeyInfo. */
function shroudedKey(
	value: DerCursor,
	budget: IterationBudget,
): Omit<ShroudedKey, keyof BagAttributes> | UnsupportedBag {
	const der = value.expect(tags.sequence).element();
	const info = value.enter();
	try {
		const encryption = readEncryption(info.expect(tags.sequence).enter(), budget);
		return {
			kind: 'shroudedKey',
			der,
			encryption,
			content: info.expect(tags.octetString).content(),
		};
	} catch (error) {
		if (!isPkiError(error, 'unsupported')) throw error;
		const type = String(error.args['algorithm']);
		return { kind: 'unsupported', entryKind: 'privateKey', type };
	}
}

/** CertBag and CRLBag: a type, and a value whose meaning depends on it. */
function typedValue(
	value: DerCursor,
	kind: 'certificate' | 'crl',
	known: string,
): { readonly kind: 'certificate' | 'crl'; readonly der: Buffer } | UnsupportedBag {
	const parts = value.expect(tags.sequence).enter();
	const type = readOid(parts);
	if (type !== known) return { kind: 'unsupported', entryKind: kind, type };
	return { kind, der: parts.expect(0xa0).enter().expect(tags.octetString).content() };
}

/** Those that are not known say nothing here (Java's trust settings, Microsoft's provider names). */
function readAttributes(bag: DerCursor): BagAttributes {
	let found: BagAttributes = { friendlyName: '' };
	if (!bag.optional(tags.set)) return found;
	const list = bag.enter();
	while (!list.atEnd) {
		const attribute = list.expect(tags.sequence).enter();
		const oid = readOid(attribute);
		const values = attribute.expect(tags.set).enter();
		if (values.atEnd) continue;
		const value = values.read();
		if (oid === friendlyName && isStringTag(value.tag)) {
			found = { ...found, friendlyName: visibleText(stringText(value, () => undefined)) };
		} else if (oid === localKeyId && value.tag === tags.octetString) {
			found = { ...found, localKeyId: value.content().toString('hex') };
		}
	}
	return found;
}
