import { escapedPem } from './escaped.js';
import type { Place } from './place.js';

/** PEM (LF, a newline at its end) as it is written in a place. Line breaks are LF. */
export function writtenIn(place: Place, pem: string): string {
	switch (place.form) {
		case 'lines': {
			const { first, prefix, tail, isFolded = false } = place;
			const more = isFolded ? '\n' : '';
			// A blank line, as behind RFC 1421 headers, stays blank.
			return first + pem.trimEnd().replace(/\n(?=.)/g, `\n${more}${prefix}`) + tail;
		}
		case 'escaped':
			return place.open + escapedPem(pem) + place.close;
		case 'base64':
			return place.open + Buffer.from(pem).toString('base64') + place.close;
	}
}
