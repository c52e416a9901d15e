/** Finds JWKs (RFC 7517) in a text of any format: objects with a `kty` whose keys are shown. Time is linear in the text. */
import { jwkType } from '../markers.js';
import { type JwkObject, longestJwk, readJwkObject } from './jwkObject.js';

/** Braces before `kty` that are tried: nested objects and braces in strings stand between it and its own. */
const mostBraces = 4;

/** Types that are looked at before the caller may pause. */
const stride = 32;

/** Those between two offsets, in the text's order; none is inside another. Now and then nothing, for a pause. */
export function* findJwks(
	text: string,
	from = 0,
	to = text.length,
): Generator<JwkObject | undefined, void, undefined> {
	const part = text.slice(from, to);
	if (!part.includes('kty')) return;
	const braces = new BracesBefore(text, from);
	const read = new Map<number, JwkObject | undefined>();
	let behind = from;
	let count = 0;
	for (const { index } of part.matchAll(new RegExp(jwkType, 'g'))) {
		const at = from + index;
		if (at < behind) continue;
		count += 1;
		if (count % stride === 0) yield undefined;
		for (const open of braces.of(at)) {
			if (open < behind || at - open > longestJwk) break;
			if (!read.has(open)) read.set(open, readJwkObject(text, open, to));
			const object = read.get(open);
			if (!object || !isItsType(object, at)) continue;
			yield object;
			behind = object.end;
			break;
		}
	}
}

function isItsType({ members }: JwkObject, at: number): boolean {
	const type = members.get('kty');
	return type?.value !== undefined && type.start <= at && at < type.value.start;
}

/** Asked with growing offsets, it passes each character once. */
class BracesBefore {
	private readonly last: number[] = [];
	private next: number;

	constructor(
		private readonly text: string,
		from: number,
	) {
		this.next = this.find(from);
	}

	/** The nearest first. */
	of(at: number): readonly number[] {
		while (this.next < at) {
			this.last.unshift(this.next);
			this.last.length = Math.min(this.last.length, mostBraces);
			this.next = this.find(this.next + 1);
		}
		return [...this.last];
	}

	private find(from: number): number {
		const found = this.text.indexOf('{', from);
		return found === -1 ? Number.POSITIVE_INFINITY : found;
	}
}
