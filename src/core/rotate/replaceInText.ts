/** Puts a new certificate, its chain and its key in the places of the old ones in a text; all else stays as it is. */
import { createPrivateKey } from 'node:crypto';
import { PkiError } from '../common/errors.js';
import { keyPem, publicKeyOf } from '../convert/keyMaterial.js';
import { decodeInSlices } from '../decode/decode.js';
import {
	applied,
	lineFormOf,
	type LineForm,
	wellWritten,
} from '../diagnostics/fixes/placeOfBlock.js';
import type { Replacement } from '../diagnostics/rule.js';
import { type ChainItem, isSelfIssued } from '../x509/chain.js';
import type { DecodedBlock } from '../x509/block.js';
import { openPrivateKey } from '../x509/write/openPrivateKey.js';
import { base64Like, bytesOfBase64 } from './base64Form.js';
import { keyLike } from './freshKey.js';
import {
	certificateIn,
	type FreshPair,
	isSameCertificate,
	type OldPair,
	type PairPart,
} from './pair.js';

export interface ReplaceOptions {
	/** Of the old private key where it is encrypted; the new one gets the same. */
	readonly password?: string | undefined;
	/** The file's path, by which its format is told. */
	readonly path: string;
}

export interface Replaced<Content> {
	readonly content: Content;
	readonly parts: readonly PairPart[];
}

/** PEM in base64 in base64 is met; more is not. */
const deepest = 2;

/**
 * Undefined where the text holds nothing of the pair. Rejects with `unsupported` (`rotatePlace`, args `line` from one) where it
 * stands in a form that nothing can be put in place of.
 */
export async function replaceInText(
	text: string,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
	depth = 0,
): Promise<Replaced<string> | undefined> {
	const blocks = await decodeInSlices(text);
	const roles = await rolesOf(blocks, text, old, options);
	if (roles.size === 0) return undefined;
	const file = { blocks, text, path: options.path };
	const replacements: Replacement[] = [];
	const parts = new Set<PairPart>();
	const certificatesAt = certificatesFor(blocks, roles, old, fresh);
	for (const block of blocks) {
		const role = roles.get(block);
		if (role === undefined) continue;
		if (block.encoding === 'base64Pem') {
			if (replacements.some(({ start }) => start === block.start)) continue;
			const inner = await insideBase64(text, block, old, fresh, options, depth);
			replacements.push(inner.replacement);
			for (const part of inner.parts) parts.add(part);
			continue;
		}
		if (role === 'key' && fresh.privateKeyPem === undefined) continue;
		const contents = role === 'key' ? [freshKey(block, fresh, options)] : certificatesAt(block);
		if (contents === undefined) continue;
		replacements.push(written(file, text, block, contents));
		parts.add(role);
	}
	if (replacements.length === 0) return undefined;
	return { content: applied(text, replacements), parts: [...parts] };
}

interface Written {
	readonly der: Uint8Array;
	readonly label: string;
}

async function rolesOf(
	blocks: readonly DecodedBlock[],
	text: string,
	{ leaf, above }: OldPair,
	{ password }: ReplaceOptions,
): Promise<ReadonlyMap<DecodedBlock, PairPart>> {
	const roles = new Map<DecodedBlock, PairPart>();
	let isBelowLeaf = false;
	for (const block of blocks) {
		const item = certificateIn(block);
		if (item) {
			if (isSameCertificate(item, leaf)) {
				roles.set(block, 'certificate');
				isBelowLeaf = true;
			} else if (!item.facts.isCa) isBelowLeaf = false;
			else if (isBelowLeaf && isIntermediateOf(item, above)) roles.set(block, 'chain');
		}
		const publicKey = await publicKeyIn(block, text, password);
		if (publicKey === leaf.facts.publicKeySha256) roles.set(block, 'key');
	}
	return roles;
}

/** A root stays: it is there because somebody trusts it. */
function isIntermediateOf(item: ChainItem, above: readonly ChainItem[]): boolean {
	return !isSelfIssued(item.facts) && above.some((other) => isSameCertificate(item, other));
}

/** Of a private key, as far as it can be opened. */
async function publicKeyIn(
	block: DecodedBlock,
	text: string,
	password: string | undefined,
): Promise<string | undefined> {
	if (block.error || block.facts.kind !== 'privateKey') return undefined;
	const { facts, der } = block;
	if (!facts.encrypted || password === undefined) return facts.publicKeySha256;
	try {
		const pem = keyPem({ ...block, facts, der }, text);
		return publicKeyOf(createPrivateKey(await openPrivateKey(pem, password)));
	} catch {
		// Another key with another password is none of ours.
		return undefined;
	}
}

/**
 * What takes the place of each certificate: the first intermediate below a leaf gives way to all of the new ones. Answers
 * undefined for one that stays, and nothing for one that goes.
 */
function certificatesFor(
	blocks: readonly DecodedBlock[],
	roles: ReadonlyMap<DecodedBlock, PairPart>,
	old: OldPair,
	fresh: FreshPair,
): (block: DecodedBlock) => readonly Written[] | undefined {
	const wanted = fresh.above.filter(({ facts }) => !isSelfIssued(facts));
	const present = old.above.filter(({ facts }) => !isSelfIssued(facts));
	const isSame =
		wanted.length === present.length &&
		wanted.every((item) => present.some((other) => isSameCertificate(item, other)));
	const isFirst = (block: DecodedBlock) => {
		const before = blocks.slice(0, blocks.indexOf(block));
		const last = before.findLast(({ facts }) => facts?.kind === 'certificate');
		return last !== undefined && roles.get(last) === 'certificate';
	};
	const leaf = certificateContent(fresh.leaf);
	const intermediates = wanted.map(certificateContent);
	return (block) => {
		// A chain that there was none of stands nowhere yet.
		if (roles.get(block) === 'certificate') {
			return present.length === 0 ? [leaf, ...intermediates] : [leaf];
		}
		if (isSame) return undefined;
		return isFirst(block) ? intermediates : [];
	};
}

function certificateContent({ der }: ChainItem): Written {
	return { der, label: 'CERTIFICATE' };
}

function freshKey(
	block: DecodedBlock,
	{ privateKeyPem = '' }: FreshPair,
	{ password }: ReplaceOptions,
) {
	if (block.facts?.kind !== 'privateKey' || block.container !== undefined) throw noPlace(block);
	return keyLike(block.facts, privateKeyPem, password);
}

function noPlace({ line }: DecodedBlock): PkiError {
	return new PkiError('unsupported', { reason: 'rotatePlace', args: { line: line + 1 } });
}

function written(
	file: Parameters<typeof lineFormOf>[0],
	text: string,
	block: DecodedBlock,
	contents: readonly Written[],
): Replacement {
	const { start, end, encoding, container } = block;
	if (container !== undefined) throw noPlace(block);
	if (encoding === 'base64Der') {
		const [only, ...others] = contents;
		if (!only || others.length > 0) throw noPlace(block);
		return { start, end, text: base64Like(text.slice(start, end), only.der) };
	}
	const form = lineFormOf(file, text, block);
	if (!form || encoding === 'der' || block.note) throw noPlace(block);
	if (contents.length === 0) return { start: withoutLineBreak(text, start, form), end, text: '' };
	const lines = contents.map((content) => wellWritten({ ...content, headers: {} }, form));
	return { start, end, text: lines.join(form.lineBreak + form.prefix) };
}

/** With the line break that would be left behind. */
function withoutLineBreak(text: string, start: number, { prefix, lineBreak }: LineForm): number {
	const before = lineBreak + prefix;
	return text.slice(start - before.length, start) === before ? start - before.length : start;
}

async function insideBase64(
	text: string,
	block: DecodedBlock,
	old: OldPair,
	fresh: FreshPair,
	options: ReplaceOptions,
	depth: number,
): Promise<{ readonly replacement: Replacement; readonly parts: readonly PairPart[] }> {
	const { start, end } = block;
	const present = text.slice(start, end);
	if (depth >= deepest) throw noPlace(block);
	// One character a byte, so that whatever stands around the blocks comes back as it was.
	const inner = bytesOfBase64(present).toString('latin1');
	const replaced = await replaceInText(inner, old, fresh, options, depth + 1);
	if (!replaced) return { replacement: { start, end, text: present }, parts: [] };
	const bytes = Buffer.from(replaced.content, 'latin1');
	return {
		replacement: { start, end, text: base64Like(present, bytes) },
		parts: replaced.parts,
	};
}
