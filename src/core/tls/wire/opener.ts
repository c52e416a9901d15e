/** Opens encrypted records. */
import type { TlsRecord } from './records.js';

export interface Opened {
	readonly type: number;
	readonly content: Buffer;
}

/** The keys of one direction up to their next change. */
export interface Opener {
	/** @param sequence How many records these keys protected before. Undefined where the keys do not open it. */
	open(record: TlsRecord, sequence: number): Opened | undefined;
	/** The keys behind a KeyUpdate. */
	next?(): Opener;
}
