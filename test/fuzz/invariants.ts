/** What must hold of every input, however hostile; each function throws an `AssertionError` where it does not. */
import assert from 'node:assert/strict';
import { isPkiError } from '../../src/core/common/errors.js';
import { differences } from '../../src/core/compare/differences.js';
import { readMaterial } from '../../src/core/convert/material.js';
import { decode, textOf } from '../../src/core/decode/decode.js';
import { keptOf } from '../../src/core/decode/kept.js';
import { analyze } from '../../src/core/diagnostics/analyze.js';
import { BlockIndex } from '../../src/core/find/blockIndex.js';
import { findPathCandidates } from '../../src/core/find/paths/findPaths.js';
import { pemIn } from '../../src/core/paste/clipboard.js';
import { formsAt } from '../../src/core/paste/forms.js';
import type { PlaceInput } from '../../src/core/paste/place.js';
import { elementsIn } from '../../src/core/x509/asn1/elements.js';
import type { DecodedBlock } from '../../src/core/x509/block.js';
import { chainTrees } from '../../src/core/x509/chainTree.js';
import { openContainer } from '../../src/core/x509/containers/openContainer.js';
import { findEntries } from '../../src/core/x509/crlSearch.js';
import { rsaExponentOf } from '../../src/core/x509/keys/rsaExponent.js';
import { nameConstraintsOf, violationOf } from '../../src/core/x509/names/nameConstraints.js';
import { ocspSignature, writeOcspRequest } from '../../src/core/x509/ocspMessages.js';
import { Revocations } from '../../src/core/x509/revocations.js';

const hex = /^-?(?:[\da-f]{2})*$/;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Fields that are of a form, wherever they stand in the facts. */
const forms: Readonly<Record<string, RegExp>> = {
	serialNumber: hex,
	sha256Fingerprint: /^[\da-f]{64}$/,
	sha1Fingerprint: /^[\da-f]{40}$/,
	publicKeySha256: /^(?:[\da-f]{64})?$/,
	valueHex: hex,
	subjectKeyIdentifier: hex,
	authorityKeyIdentifier: hex,
	crlNumber: hex,
	...{ notBefore: isoTime, notAfter: isoTime, thisUpdate: isoTime, nextUpdate: isoTime },
	...{ revokedAt: isoTime, invalidityDate: isoTime },
	oid: /^[0-2](?:\.\d+)+$/,
	keyType: /^[\w.@-]+$/,
};

/** Nothing that would turn a line of a list or a terminal upside down. */
const unshowable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Blocks as others rely on them. `length`: of the input. */
export function assertWellFormed(blocks: readonly DecodedBlock[], length: number): void {
	for (const block of blocks) {
		const { start, end, line, endLine, error, facts, der } = block;
		assert.ok(0 <= start && start <= end && end <= length, `${start} to ${end} of ${length}`);
		assert.ok(0 <= line && line <= endLine, `lines ${line} to ${endLine}`);
		if (block.note) assert.ok(block.note.start <= block.note.end && block.note.end <= length);
		if (error) {
			assert.ok(error.line >= 0 && /^\w+$/.test(error.code), JSON.stringify(error));
			assert.deepEqual([facts, der], [undefined, undefined]);
		} else {
			// An RSA key without its primes, as RFC 7518, 6.3.2, allows it, has no other form.
			assert.ok(der.length > 0 || (block.container === 'jwk' && facts.kind === 'privateKey'));
			assertFacts(facts);
		}
	}
}

function assertFacts(value: unknown, field = ''): void {
	if (typeof value === 'string') {
		assert.doesNotMatch(value, unshowable, field);
		const form = forms[field];
		if (form) assert.match(value, form, field);
	} else if (typeof value === 'number') {
		assert.ok(Number.isSafeInteger(value), field);
	} else if (Array.isArray(value)) {
		for (const each of value) assertFacts(each, field);
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, each] of Object.entries(value)) assertFacts(each, name);
	}
}

/** Bytes of a file. */
export function checkBytes(bytes: Uint8Array): void {
	const blocks = decode(bytes);
	assertWellFormed(blocks, textOf(bytes)?.length ?? bytes.length);
}

/** What else reads the objects of a file, each by its own way: as a tree, beside itself, for whom it vouches. */
export async function checkObjects(bytes: Uint8Array): Promise<void> {
	for (const { facts, der } of decode(bytes)) {
		if (!facts) continue;
		assert.deepEqual(differences(facts, facts), []);
		walk(der);
		rsaExponentOf(facts.kind, der);
		await quietly(() => Revocations.read([{ complete: der, delta: der }]));
		await findEntries(der, '05', 10);
		if (facts.kind === 'ocsp') ocspSignature(der, facts.signatureAlgorithm, der);
		if (facts.kind !== 'certificate') continue;
		const item = { facts, der };
		const constraints = nameConstraintsOf(facts);
		if (constraints) violationOf(item, constraints);
		writeOcspRequest(der, der);
		const { count } = await chainTrees([item, item])(item);
		assert.equal(count, 1);
	}
	await checkMaterial(bytes);
}

/** What a file or text holds is ready to be converted, or refused. */
export async function checkMaterial(content: string | Uint8Array): Promise<void> {
	await quietly(() => readMaterial(content, { password: 'fuzz', keyPassword: 'fuzz' }));
}

/** Some elements of each level, as far down as they go. */
function walk(der: Uint8Array): void {
	const open = [{ start: 0, end: der.length }];
	for (let count = 0; open.length > 0 && count < 200; count += 1) {
		const range = open.pop() ?? { start: 0, end: 0 };
		const { elements, next, fault } = elementsIn(der, range, 20);
		for (const { start, contentStart, end, children } of elements) {
			assert.ok(range.start <= start && start < contentStart);
			assert.ok(contentStart <= end && end <= range.end);
			if (children) open.push(children);
		}
		for (const at of [next, fault?.offset]) assert.ok(at === undefined || at <= der.length);
	}
}

/** It may be refused, with an error that has words. */
async function quietly(run: () => Promise<unknown>): Promise<void> {
	try {
		await run();
	} catch (error) {
		if (!isPkiError(error)) throw error;
	}
}

/** A place in a text at which PEM is pasted; what is replaced is near it. */
export function checkPaste(text: string, input: Omit<PlaceInput, 'text'>): void {
	const pasted = pemIn(text);
	if (pasted !== undefined) assert.match(pasted, /^-----BEGIN [^]*\n$/);
	const { forms } = formsAt({ text, ...input }, '-----BEGIN X-----\nAAAA\n-----END X-----\n');
	assert.ok(forms.length >= 3);
	for (const { start, end, text: written } of forms) {
		assert.ok(0 <= start && start <= input.start && end <= text.length);
		// The end of a selected line stays, so that the next one begins where it did.
		assert.equal(text.slice(end, input.end).trim(), '');
		assert.ok(written.includes('BEGIN X') || written.includes('LS0tLS1CRUdJTiBY'));
	}
}

/** A text, and the same after an edit, by the index of the editor as by decoding it whole. */
export function checkText(
	text: string,
	edit: { readonly start: number; readonly end: number; readonly inserted: string },
): void {
	const blocks = decode(text);
	assertWellFormed(blocks, text.length);
	const index = new BlockIndex(text);
	assert.deepEqual(index.blocks, blocks.map(keptOf));
	index.edit(edit.start, edit.end, edit.inserted);
	const changed = text.slice(0, edit.start) + edit.inserted + text.slice(edit.end);
	assert.equal(index.text, changed);
	assert.deepEqual(index.blocks, decode(changed).map(keptOf));
}

const context = {
	now: new Date('2026-11-26T00:00:00Z'),
	threshold: { days: 30, lifetimeShare: 0.2 },
};

/** All rules over a text; every finding stands in it. */
export async function checkFindings(text: string, path: string): Promise<void> {
	for (const { start, end } of findPathCandidates(text)) {
		assert.ok(0 <= start && start <= end && end <= text.length);
	}
	const blocks = decode(text);
	const crls = blocks.flatMap(({ facts, der }) =>
		facts?.kind === 'crl' && der ? [{ file: 'other.crl', facts, der }] : [],
	);
	const findings = await analyze({ text, path, blocks, crls }, context);
	for (const { code, start, end } of findings) {
		assert.ok(0 <= start && start <= end && end <= text.length, `${code} ${start} to ${end}`);
	}
}

/** A container opens, or is refused with an error that has words. */
export async function checkContainer(bytes: Uint8Array, password: string): Promise<void> {
	checkBytes(bytes);
	await quietly(async () => {
		const { blocks } = await openContainer(bytes, { password });
		for (const block of blocks) {
			assert.ok(block.entry !== undefined);
			if (block.facts) assertFacts(block.facts);
		}
	});
	await quietly(() => readMaterial(bytes, { password, keyPassword: password }));
}
