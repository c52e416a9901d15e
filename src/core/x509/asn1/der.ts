/**
 * A cursor over DER (ITU-T X.690): one pass, bounds-checked, bounded depth, no copies. BER's indefinite lengths are
 * read only where that was asked for (`overBer`).
 * Structural faults are thrown as `DerError` and caught by the reader of the field they stand in.
 */
import { DerError } from './derError.js';

export { DerError, type DerFault, problemOf } from './derError.js';

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

/** The same for all extensions of one certificate together. */
const maximumApart = 100_000;

/** What was readable although DER forbids it; shared by all cursors over one input. */
export interface DerNotes {
	/** Offset of the first length or tag in a longer form than needed. */
	nonMinimalAt?: number;
	/** How many more elements may be read. */
	budget: number;
	/** How many of them all extensions together may have, each within `boundedApart`. */
	apart: number;
	/** Set where BER's indefinite lengths are read: where the contents of each end, by where they start. */
	readonly ends?: Map<number, number>;
}

function notesFor(): DerNotes {
	return { budget: maximumElements, apart: maximumApart };
}

/** Runs `read` with a budget of its own, so that too many elements in one extension end the reading of that one only. */
export function boundedApart<Read>(notes: DerNotes, read: () => Read): Read {
	const { budget } = notes;
	const own = Math.min(maximumElements, notes.apart);
	notes.budget = own;
	try {
		return read();
	} finally {
		notes.apart -= own - Math.max(0, notes.budget);
		notes.budget = budget;
	}
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
		return new DerCursor(asBuffer(der), 0, der.length, 0, notesFor());
	}

	/**
	 * The same over BER (CMS allows it: RFC 5652, 10). Behind an element of indefinite length `end` is where its contents
	 * end; `element()` has the end-of-contents octets too.
	 */
	static overBer(ber: Uint8Array): DerCursor {
		return new DerCursor(asBuffer(ber), 0, ber.length, 0, {
			...notesFor(),
			ends: new Map(),
		});
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
		if (length === 0x80 && this.notes.ends !== undefined && (this.tag & 0x20) !== 0) {
			this.contentStart = this.position;
			this.end = this.endOfContents(this.notes.ends);
			this.position = this.end + 2;
			return this;
		}
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
		const notes = { budget: Number.POSITIVE_INFINITY, apart: maximumApart };
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

	/** A view (no copy) of the element read last, header included. To be called before the next one is read. */
	element(): Buffer {
		return this.bytes.subarray(this.start, this.position);
	}

	/** True when the element read last has an indefinite length. */
	get isIndefinite(): boolean {
		return this.position > this.end;
	}

	/** A view (no copy) of what is still to be read. */
	rest(): Buffer {
		return this.bytes.subarray(this.position, this.limit);
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

	/**
	 * Where the contents that begin here end. Elements of definite length are stepped over, and the ends of the others are
	 * kept for when they are entered, so that no byte is looked at twice.
	 */
	private endOfContents(ends: Map<number, number>): number {
		const known = ends.get(this.contentStart);
		if (known !== undefined) {
			return known;
		}
		if (this.depth >= maximumDepth) {
			throw new DerError('tooDeep', this.start);
		}
		const notes = { budget: Number.POSITIVE_INFINITY, apart: 0, ends };
		const { bytes, contentStart, limit, depth } = this;
		const inner = new DerCursor(bytes, contentStart, limit, depth + 1, notes);
		while (inner.peek() !== 0) {
			inner.read();
		}
		const { start, contentStart: next, end } = inner.read();
		if (next - start !== 2 || end !== next) {
			throw new DerError('badLength', start);
		}
		if (ends.size >= maximumElements) {
			throw new DerError('tooMany', this.start);
		}
		ends.set(contentStart, start);
		return start;
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
