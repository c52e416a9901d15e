/**
 * A cursor over DER (ITU-T X.690): one pass, bounds-checked, bounded depth, definite lengths only, no copies.
 * Structural faults are thrown as `DerError` and caught by the reader of the field they stand in.
 */
import type { ReadProblem } from './model.js';

export type DerFault =
	/** An element needs more bytes than its parent (or the input) has. */
	| 'truncated'
	/** BER's indefinite length, which DER forbids. */
	| 'indefiniteLength'
	/** A length in more than four bytes. */
	| 'badLength'
	/** A tag number above 2^21. */
	| 'badTag'
	| 'unexpectedTag'
	| 'tooDeep'
	| 'badOid'
	| 'badInteger'
	| 'badBitString'
	| 'badBoolean'
	| 'trailingData'
	| 'badString'
	| 'badIpAddress'
	| 'empty'
	/** More elements than any certificate has. */
	| 'tooMany';

/** A fault in the encoding; `offset` counts bytes from the start of the input. */
export class DerError extends Error {
	override readonly name = 'DerError';

	constructor(
		readonly code: DerFault,
		readonly offset: number,
	) {
		super(`${code} at byte ${offset}`);
	}
}

/** Turns what a reader threw into data; anything but a `DerError` is a fault of ours and goes on. */
export function problemOf(field: string, error: unknown): ReadProblem {
	if (!(error instanceof DerError)) {
		throw error;
	}
	return { field, code: error.code, args: { offset: error.offset } };
}

export const tags = {
	boolean: 0x01,
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	oid: 0x06,
	enumerated: 0x0a,
	utf8String: 0x0c,
	numericString: 0x12,
	printableString: 0x13,
	t61String: 0x14,
	videotexString: 0x15,
	ia5String: 0x16,
	utcTime: 0x17,
	generalizedTime: 0x18,
	graphicString: 0x19,
	visibleString: 0x1a,
	generalString: 0x1b,
	universalString: 0x1c,
	bmpString: 0x1e,
	sequence: 0x30,
	set: 0x31,
} as const;

const maximumDepth = 32;

/** Real certificates have some hundred elements; this bounds what a hostile one can make us keep. */
const maximumElements = 20_000;

/** What was readable although DER forbids it; shared by all cursors over one input. */
export interface DerNotes {
	/** Offset of the first length or tag in a longer form than needed. */
	nonMinimalAt?: number;
	/** How many more elements may be read. */
	budget: number;
}

/** Where an element stands in the input. */
export interface Span {
	readonly tag: number;
	readonly start: number;
	readonly contentStart: number;
	readonly end: number;
}

export class DerCursor implements Span {
	/** Of the element read last: its identifier octet; for tag numbers above 30 `number * 256 + first octet`. */
	tag = -1;
	start: number;
	contentStart: number;
	end: number;

	constructor(
		readonly bytes: Buffer,
		private position: number,
		private readonly limit: number,
		private readonly depth: number,
		readonly notes: DerNotes,
	) {
		this.start = this.contentStart = this.end = position;
	}

	static over(der: Uint8Array): DerCursor {
		return new DerCursor(asBuffer(der), 0, der.length, 0, { budget: maximumElements });
	}

	get atEnd(): boolean {
		return this.position >= this.limit;
	}

	/** The identifier octet of the next element, -1 at the end. */
	peek(): number {
		return this.position < this.limit ? (this.bytes[this.position] ?? -1) : -1;
	}

	/** Reads the next element's header and moves behind the element. */
	read(): this {
		this.start = this.position;
		this.notes.budget -= 1;
		if (this.notes.budget < 0) {
			throw new DerError('tooMany', this.start);
		}
		this.tag = this.octet();
		if ((this.tag & 0x1f) === 0x1f) {
			this.tag = this.longTag(this.tag);
		}
		let length = this.octet();
		if (length > 0x7f) {
			length = this.longLength(length & 0x7f);
		}
		if (length > this.limit - this.position) {
			throw new DerError('truncated', this.start);
		}
		this.contentStart = this.position;
		this.position += length;
		this.end = this.position;
		return this;
	}

	/** Reads the next element, which must have this tag. */
	expect(tag: number): this {
		this.read();
		if (this.tag !== tag) {
			throw new DerError('unexpectedTag', this.start);
		}
		return this;
	}

	/** Reads the next element if it has this tag. */
	optional(tag: number): boolean {
		if (this.peek() !== tag) {
			return false;
		}
		this.read();
		return true;
	}

	/** A cursor over the content of the element read last, or of one kept as a span. */
	enter(span: Span = this): DerCursor {
		if (this.depth >= maximumDepth) {
			throw new DerError('tooDeep', span.start);
		}
		return new DerCursor(this.bytes, span.contentStart, span.end, this.depth + 1, this.notes);
	}

	/** The same without a limit on the number of elements, for a caller that keeps none but the first. */
	enterUnlimited(): DerCursor {
		const notes = { budget: Number.POSITIVE_INFINITY };
		return new DerCursor(this.bytes, this.contentStart, this.end, this.depth + 1, notes);
	}

	/** Where the element read last stands. */
	span(): Span {
		return {
			tag: this.tag,
			start: this.start,
			contentStart: this.contentStart,
			end: this.end,
		};
	}

	/** A view (no copy) of the content of the element read last. */
	content(): Buffer {
		return this.bytes.subarray(this.contentStart, this.end);
	}

	/** A view (no copy) of the element read last, header included. */
	element(): Buffer {
		return this.bytes.subarray(this.start, this.end);
	}

	/** Throws `trailingData` unless everything was read. */
	finish(): void {
		if (!this.atEnd) {
			throw new DerError('trailingData', this.position);
		}
	}

	private octet(): number {
		const octet = this.position < this.limit ? this.bytes[this.position] : undefined;
		if (octet === undefined) {
			throw new DerError('truncated', this.start);
		}
		this.position += 1;
		return octet;
	}

	private longTag(first: number): number {
		let number = 0;
		let octet: number;
		do {
			octet = this.octet();
			number = number * 128 + (octet & 0x7f);
			if (number > 0x1fffff) {
				throw new DerError('badTag', this.start);
			}
		} while (octet > 0x7f);
		if (number < 0x1f) {
			this.notes.nonMinimalAt ??= this.start;
			return (first & 0xe0) | number;
		}
		return number * 256 + first;
	}

	private longLength(count: number): number {
		if (count === 0) {
			throw new DerError('indefiniteLength', this.start);
		}
		if (count > 4) {
			throw new DerError('badLength', this.start);
		}
		let length = 0;
		for (let index = 0; index < count; index += 1) {
			length = length * 256 + this.octet();
		}
		if (length < 0x80 || length < 256 ** (count - 1)) {
			this.notes.nonMinimalAt ??= this.start;
		}
		return length;
	}
}

/** The same memory as a `Buffer`. */
export function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.isBuffer(bytes)
		? bytes
		: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
