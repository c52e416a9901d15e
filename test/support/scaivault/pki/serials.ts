/** Serial numbers as the API writes them. */
import type { Readings } from '../readings.js';

/** From lower-case hex. */
export function serialText(hex: string, { serialForm }: Readings): string {
	const pairs = hex.match(/../g) ?? [];
	return serialForm === 'upperCasePairs' ? pairs.join(':').toUpperCase() : hex;
}
