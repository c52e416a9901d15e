/** The presentation language of TLS (RFC 8446, 3.4): numbers, and vectors behind their length. */
import { DerError } from '../../x509/asn1/derError.js';

export class TlsCursor {
	private position = 0;

	/** @param start Where the bytes are said to begin when something is wrong with them. */
	constructor(
		private readonly bytes: Buffer,
		private readonly start = 0,
	) {}

	get atEnd(): boolean {
		return this.position >= this.bytes.length;
	}

	/** A view (no copy) of the next bytes. Throws `DerError` (`truncated`) as all here does where there are too few. */
	take(length: number): Buffer {
		if (length > this.bytes.length - this.position) throw new DerError('truncated', this.start);
		this.position += length;
		return this.bytes.subarray(this.position - length, this.position);
	}

	number(size: 1 | 2 | 3): number {
		return this.take(size).readUIntBE(0, size);
	}

	/** @param size Of the length that stands before it. */
	vector(size: 1 | 2 | 3 = 2): TlsCursor {
		return new TlsCursor(this.vectorBytes(size), this.start);
	}

	vectorBytes(size: 1 | 2 | 3 = 2): Buffer {
		return this.take(this.number(size));
	}

	/** All numbers of two bytes up to the end. */
	numbers(): number[] {
		const found: number[] = [];
		while (!this.atEnd) found.push(this.number(2));
		return found;
	}

	skip(): void {
		this.position = this.bytes.length;
	}

	finish(): void {
		if (!this.atEnd) throw new DerError('trailingData', this.start);
	}
}
