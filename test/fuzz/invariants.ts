/** What must hold of every input, however hostile; each function throws an `AssertionError` where it does not. */
import assert from 'node:assert/strict';
import { isPkiError } from '../../src/core/common/errors.js';
import { decode, textOf } from '../../src/core/decode/decode.js';
import { keptOf } from '../../src/core/decode/kept.js';
import { analyze } from '../../src/core/diagnostics/analyze.js';
import { BlockIndex } from '../../src/core/find/blockIndex.js';
import { findPathCandidates } from '../../src/core/find/paths/findPaths.js';
import { openContainer } from '../../src/core/x509/containers/openContainer.js';
import type { DecodedBlock } from '../../src/core/x509/block.js';

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
			assert.ok(der.length > 0);
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
	const findings = await analyze({ text, path, blocks: decode(text) }, context);
	for (const { code, start, end } of findings) {
		assert.ok(0 <= start && start <= end && end <= text.length, `${code} ${start} to ${end}`);
	}
}

/** A container opens, or is refused with an error that has words. */
export async function checkContainer(bytes: Uint8Array, password: string): Promise<void> {
	checkBytes(bytes);
	try {
		const { blocks } = await openContainer(bytes, { password });
		for (const block of blocks) {
			assert.ok(block.entry !== undefined);
			if (block.facts) assertFacts(block.facts);
		}
	} catch (error) {
		if (!isPkiError(error)) throw error;
	}
}
