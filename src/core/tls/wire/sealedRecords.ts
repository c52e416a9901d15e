/** Encrypted records that wait for their keys: a key log is written after the bytes passed. */
import type { TlsRecord } from './records.js';

export interface SealedRecord extends TlsRecord {
	/** Where it stands among the alerts, if it is one and shows it. */
	readonly alertIndex?: number;
}

/** Records that were not kept, since they can only be application data. */
export interface Skipped {
	readonly skipped: number;
}

/** The encrypted flights of a handshake with post-quantum certificates on both sides take less. */
const maximumBytes = 128 * 1024;

/** No alert and no KeyUpdate is larger, unless it is padded. */
const smallRecord = 400;
const maximumSmall = 1000;

/** An empty record takes memory as well. */
const recordCost = 100;

function costOf({ body }: TlsRecord): number {
	return body.length + recordCost;
}

export class SealedRecords {
	#items: (SealedRecord | Skipped)[] = [];
	#bytes = 0;
	#small = 0;

	/** Answers false where too much has come to go on with. */
	push(record: SealedRecord): boolean {
		const length = costOf(record);
		if (this.#bytes + length <= maximumBytes) {
			this.#bytes += length;
		} else if (length > smallRecord) {
			return this.skip();
		} else if (++this.#small > maximumSmall) {
			return false;
		} else {
			this.#bytes += length;
		}
		this.#items.push({ ...record, body: Buffer.from(record.body) });
		return true;
	}

	/** One more that is counted only. */
	skip(): true {
		const last = this.#items.at(-1);
		if (last && 'skipped' in last)
			this.#items[this.#items.length - 1] = { skipped: last.skipped + 1 };
		else this.#items.push({ skipped: 1 });
		return true;
	}

	/** Of what waits. */
	get bytes(): number {
		return this.#bytes;
	}

	get first(): SealedRecord | Skipped | undefined {
		return this.#items[0];
	}

	/** Lets go of the first one. */
	drop(): void {
		const item = this.#items.shift();
		if (item && 'body' in item) this.#bytes = Math.max(0, this.#bytes - costOf(item));
	}

	clear(): void {
		this.#items = [];
		this.#bytes = this.#small = 0;
	}
}
