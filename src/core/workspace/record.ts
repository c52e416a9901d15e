/** What an index keeps of a file: small enough for tens of thousands of blocks, and without the bytes of any. */
import type { IndexedBlock } from '../x509/block.js';
import type { PathCandidate } from '../find/paths/candidate.js';
import { LineStarts, type TextPosition } from '../find/lines.js';
import { keyName } from '../x509/keys/keyName.js';
import type { CrlFacts, IndexFacts, KeyFacts } from '../x509/model.js';
import { spokenName } from '../x509/names/spokenName.js';

export interface TextRange {
	readonly start: TextPosition;
	readonly end: TextPosition;
}

/** `container`: a keystore whose contents need a password. `unreadable`: it begins as one of the others and is damaged. */
export type RecordKind = IndexFacts['kind'] | 'container' | 'unreadable';

export interface BlockRecord {
	/** DER has no lines: its range counts bytes on line 0. */
	readonly range: TextRange;
	readonly kind: RecordKind;
	/** Of a CRL its issuer, of a key its type (empty where it does not say), of what could not be read its label. */
	readonly name: string;
	/** ISO 8601. */
	readonly notBefore?: string | undefined;
	/** ISO 8601; of a CRL its next update. */
	readonly notAfter?: string | undefined;
	/** SHA-256 of the SubjectPublicKeyInfo, hex; of an encrypted key it may be unknown. */
	readonly publicKey?: string | undefined;
	/** SHA-256 of a certificate, hex. */
	readonly fingerprint?: string | undefined;
	/** Of a certificate, hex. */
	readonly serialNumber?: string | undefined;
	/** RFC 4514; of certificates and CRLs. */
	readonly issuer?: string | undefined;
	readonly isCa?: boolean | undefined;
	/** Of a private key. */
	readonly encrypted?: boolean | undefined;
}

/** A path as it is written; where it leads, the file's own place decides. */
export interface PathRecord {
	readonly range: TextRange;
	readonly raw: string;
}

export interface FileRecord {
	/** Absolute. */
	readonly path: string;
	readonly isBinary: boolean;
	readonly blocks: readonly BlockRecord[];
	readonly paths: readonly PathRecord[];
	/** It may hold blocks, and was not read. */
	readonly leftOut?: 'tooLarge' | 'unreadable';
}

/** UTF-16 units: nobody reads more of a name, and a hostile one has millions. */
const longestName = 300;

/** Of blocks that were read from a text, or from the bytes of a file (`text` is undefined then). */
export function blockRecords(
	blocks: readonly IndexedBlock[],
	text: string | undefined,
): readonly BlockRecord[] {
	if (blocks.length === 0) return [];
	const rangeOf = rangesIn(text);
	return blocks.flatMap((block) => {
		const content = block.facts ? contentOf(block.facts) : faultOf(block, text === undefined);
		return content === undefined ? [] : [{ range: rangeOf(block), ...content }];
	});
}

/** Paths of other machines and containers name no file here. */
export function pathRecords(
	candidates: readonly PathCandidate[],
	text: string,
): readonly PathRecord[] {
	const here = candidates.filter(({ isElsewhere }) => !isElsewhere);
	if (here.length === 0) return [];
	const rangeOf = rangesIn(text);
	return here.map((candidate) => ({ range: rangeOf(candidate), raw: candidate.raw }));
}

function rangesIn(text: string | undefined) {
	const lines = new LineStarts(text ?? '');
	return ({ start, end }: { readonly start: number; readonly end: number }): TextRange => ({
		start: lines.positionAt(start),
		end: lines.positionAt(end),
	});
}

type Content = Omit<BlockRecord, 'range'>;

function contentOf(facts: IndexFacts): Content {
	switch (facts.kind) {
		case 'certificate':
			return {
				kind: 'certificate',
				name: short(spokenName(facts)),
				notBefore: facts.notBefore,
				notAfter: facts.notAfter,
				publicKey: facts.publicKeySha256,
				fingerprint: facts.sha256Fingerprint,
				serialNumber: short(facts.serialNumber),
				issuer: short(facts.issuer),
				isCa: facts.isCa,
			};
		case 'request':
			return { kind: 'request', name: short(facts.name), publicKey: facts.publicKeySha256 };
		case 'crl':
			return crlContent(facts);
		case 'ocsp':
			return { kind: 'ocsp', name: short(facts.responder?.name ?? facts.responder?.keyHash ?? '') };
		case 'privateKey':
			return {
				kind: 'privateKey',
				name: short(nameOfKey(facts)),
				publicKey: facts.publicKeySha256,
				encrypted: facts.encrypted,
			};
		case 'publicKey':
			return { kind: 'publicKey', name: short(keyName(facts)), publicKey: facts.publicKeySha256 };
	}
}

function crlContent({ issuer, thisUpdate, nextUpdate }: CrlFacts): Content {
	const name = short(issuer);
	return { kind: 'crl', name, notBefore: thisUpdate, notAfter: nextUpdate, issuer: name };
}

/** Where its kind is not known, what it is called is left to who shows it. */
function nameOfKey(facts: KeyFacts): string {
	return facts.keyType === 'unknown' ? '' : keyName(facts);
}

const keystores: Readonly<Record<string, string>> = {
	pkcs12: 'PKCS#12',
	jks: 'JKS',
	jceks: 'JCEKS',
};

/** Undefined for what is none of ours: a block of another kind, and binary files that only have such a name. */
function faultOf(
	{ error, label }: Pick<IndexedBlock, 'error' | 'label'>,
	isBinary: boolean,
): Content | undefined {
	const keystore = error && keystores[error.code];
	if (keystore !== undefined) return { kind: 'container', name: keystore };
	if (!error || isBinary || ['unknownLabel', 'tooLarge'].includes(error.code)) return undefined;
	return { kind: 'unreadable', name: short(label) };
}

function short(name: string): string {
	return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
