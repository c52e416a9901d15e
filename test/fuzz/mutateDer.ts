/** Ways in which bytes can be wrong: by accident, and by somebody's intent. */
import { tlv } from '../support/der.js';
import type { Random } from '../support/random.js';

type Mutate = (bytes: Buffer, random: Random) => Buffer;

interface Element {
	readonly start: number;
	/** Of the length octets. */
	readonly lengthAt: number;
	readonly contentStart: number;
	readonly end: number;
}

/** Elements at any depth, as far as they can be told; of hostile bytes perhaps none. */
function elementsOf(bytes: Buffer): Element[] {
	const found: Element[] = [];
	const open: { at: number; end: number }[] = [{ at: 0, end: bytes.length }];
	for (let part = open.pop(); part && found.length < 500; part = open.pop()) {
		let { at } = part;
		while (at + 2 <= part.end && found.length < 500) {
			const element = elementAt(bytes, at, part.end);
			if (element === undefined) break;
			found.push(element);
			if (((bytes[at] ?? 0) & 0x20) !== 0)
				open.push({ at: element.contentStart, end: element.end });
			at = element.end;
		}
	}
	return found;
}

function elementAt(bytes: Buffer, start: number, limit: number): Element | undefined {
	const first = bytes[start + 1] ?? 0;
	const count = first < 0x80 ? 0 : first & 0x7f;
	const contentStart = start + 2 + count;
	if (count > 4 || contentStart > limit) return undefined;
	const length = count === 0 ? first : bytes.readUIntBE(start + 2, count);
	const end = contentStart + length;
	return end > limit ? undefined : { start, lengthAt: start + 1, contentStart, end };
}

function anElement(bytes: Buffer, random: Random): Element | undefined {
	const elements = elementsOf(bytes);
	return elements.length === 0 ? undefined : random.one(elements);
}

function replaced(bytes: Buffer, start: number, end: number, ...parts: readonly Buffer[]): Buffer {
	return Buffer.concat([bytes.subarray(0, start), ...parts, bytes.subarray(end)]);
}

/** The same, after which the lengths of all elements around it are true again, so that readers come so far. */
export function exchanged(
	bytes: Buffer,
	start: number,
	end: number,
	...parts: readonly Buffer[]
): Buffer {
	const around = elementsOf(bytes)
		.filter((element) => element.contentStart <= start && end <= element.end)
		.sort((one, other) => one.end - one.start - (other.end - other.start));
	let [from, to] = [start, end];
	let inner: Buffer = Buffer.concat(parts);
	for (const element of around) {
		if (element.start === start && element.end === end) continue;
		const before = bytes.subarray(element.contentStart, from);
		const content = Buffer.concat([before, inner, bytes.subarray(to, element.end)]);
		inner = tlv(bytes[element.start] ?? 0, content);
		[from, to] = [element.start, element.end];
	}
	return replaced(bytes, from, to, inner);
}

/** Mostly one after which the whole is sound. */
const either = (random: Random) => (random.chance(0.7) ? exchanged : replaced);

const flipBits: Mutate = (bytes, random) => {
	const copy = Buffer.from(bytes);
	for (let count = 1 + random.below(8); count > 0 && copy.length > 0; count -= 1) {
		const at = random.below(copy.length);
		copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
	}
	return copy;
};

/** Too long, too short, in too many octets, indefinite, or larger than any file. */
const lengths = ['00', '01', '7f', '80', '81ff', '8100', '82ffff', '84ffffffff', '847fffffff']
	.concat(['8400000001', '88ffffffffffffffff', 'ff', '8a00000000000000000001'])
	.map((hex) => Buffer.from(hex, 'hex'));

const lieAboutLength: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	if (element === undefined) return bytes;
	const { lengthAt, contentStart } = element;
	return replaced(bytes, lengthAt, contentStart, random.one(lengths));
};

const swapTag: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	const copy = Buffer.from(bytes);
	if (element)
		copy[element.start] = random.one([
			0x30, 0x31, 0x04, 0x24, 0x1f, 0x3f, 0xa0, 0x00, 0x0c, 0x1e, 0x17,
		]);
	return copy;
};

/** Wraps an element in many others. */
const nest: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	if (element === undefined) return bytes;
	let inner = bytes.subarray(element.start, element.end);
	const tag = random.one([0x30, 0x31, 0xa0, 0x24]);
	const depth = random.one([2, 20, 40, 200, 3000]);
	if (random.chance(0.5)) {
		const head = Buffer.alloc(depth * 2, Buffer.of(tag, 0x80));
		inner = Buffer.concat([head, inner, Buffer.alloc(depth * 2)]);
	} else {
		for (let level = 0; level < Math.min(depth, 200); level += 1) inner = tlv(tag, inner);
	}
	return either(random)(bytes, element.start, element.end, inner);
};

const truncate: Mutate = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));

const duplicate: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	if (element === undefined) return bytes;
	const copy = bytes.subarray(element.start, element.end);
	const times = random.one([1, 1, 3, 100]);
	return either(random)(
		bytes,
		element.end,
		element.end,
		...Array.from({ length: times }, () => copy),
	);
};

const remove: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	return element === undefined ? bytes : either(random)(bytes, element.start, element.end);
};

/** Other content of an element, whose length stays true only by chance. */
const refill: Mutate = (bytes, random) => {
	const element = anElement(bytes, random);
	if (element === undefined) return bytes;
	const size = random.one([element.end - element.contentStart, 0, 1, 300]);
	const fill = Buffer.from(Array.from({ length: size }, () => random.below(256)));
	return either(random)(bytes, element.contentStart, element.end, fill);
};

const append: Mutate = (bytes, random) =>
	Buffer.concat([bytes, random.one([Buffer.alloc(1), Buffer.from('\n'), bytes])]);

const ways: readonly Mutate[] = [
	...[flipBits, lieAboutLength, swapTag, nest, truncate, duplicate, remove, refill, append],
];

/** One to three of them, one upon the other. */
export function mutatedDer(bytes: Buffer, random: Random): Buffer {
	let result = bytes;
	for (let count = 1 + random.below(3); count > 0; count -= 1) {
		result = random.one(ways)(result, random);
	}
	return result;
}
