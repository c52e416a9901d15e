/**
 * Finds JWKs (RFC 7517) in a text of any format: objects and mappings with a `kty` whose keys are shown. Time is linear in
 * the text.
 */
import { jwkType } from '../markers.js';
import { type JwkObject, longestJwk, readJwkObject } from './jwkObject.js';
import { readYamlJwk } from './yamlJwk.js';

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
		const object =
			braced(text, { at, from: behind, to }, braces.of(at), read) ??
			mapping(text, { at, from: behind, to });
		if (object === undefined) continue;
		yield object;
		behind = object.end;
	}
}

interface Place {
	/** Of `kty`. */
	readonly at: number;
	readonly from: number;
	readonly to: number;
}

function braced(
	text: string,
	{ at, from, to }: Place,
	braces: readonly number[],
	read: Map<number, JwkObject | undefined>,
): JwkObject | undefined {
	for (const open of braces) {
		if (open < from || at - open > longestJwk) return undefined;
		if (!read.has(open)) read.set(open, readJwkObject(text, open, to));
		const object = read.get(open);
		if (object && isItsType(object, at)) return object;
	}
	return undefined;
}

/** Without braces there must be more than its type to tell it. */
function mapping(text: string, { at, from, to }: Place): JwkObject | undefined {
	const object = readYamlJwk(text, at, from, to);
	const names = ['n', 'x', 'x5c'];
	const isKey = object && isItsType(object, at) && names.some((name) => object.members.has(name));
	return isKey ? object : undefined;
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
