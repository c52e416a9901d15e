/** Entries of a CRL by their serial numbers, however many there are. */
import { createPacer } from '../common/pacer.js';
import { openCrl, readEntry } from './crl.js';
import { type DerCursor, DerError, tags } from './asn1/der.js';
import type { RevokedEntry } from './model.js';
import { parseSerialNumber, partialSerialNumber } from './serial.js';

export interface FoundEntries {
	/** In the order of the list, no more than `limit`. */
	readonly entries: readonly RevokedEntry[];
	/** How many there are. */
	readonly matching: number;
}

/** Entries between two looks at the clock. */
const stride = 256;

/**
 * Those whose serial number holds what was typed, all of them for an empty text; with a pause for the event loop every
 * 15 ms. An entry that is damaged is left out.
 */
export async function findEntries(
	der: Uint8Array,
	typed: string,
	limit: number,
): Promise<FoundEntries> {
	const { entries: list } = openCrl(der);
	const isWanted = matcher(typed);
	const pacer = createPacer();
	const found: RevokedEntry[] = [];
	let matching = 0;
	try {
		for (let count = 1; list && !list.atEnd; count++) {
			const entry = readable(list.expect(tags.sequence));
			if (entry && isWanted(entry.serialNumber)) {
				matching += 1;
				if (found.length < limit) found.push(entry);
			}
			if (count % stride === 0 && pacer.isDue) await pacer.pause();
		}
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
	}
	return { entries: found, matching };
}

/** Undefined for one that is damaged, which hides no other. */
function readable(list: DerCursor): RevokedEntry | undefined {
	try {
		return readEntry(list.enter(), []);
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		return undefined;
	}
}

function matcher(typed: string): (serialNumber: string) => boolean {
	if (typed.trim() === '') return () => true;
	const part = partialSerialNumber(typed).replace(/^0+(?=.)/, '');
	const decimal = parseSerialNumber(typed)?.ifDecimal;
	return (serialNumber) => (part !== '' && serialNumber.includes(part)) || serialNumber === decimal;
}
