/** Which values of a configuration go where in another one. Knows no text: YAML and JSON share it. */
import { isDeepStrictEqual } from 'node:util';

export type Path = readonly (string | number)[];

/** `set`: the key is new, or gets another value. `append`: a list gets one more entry. */
export interface Step {
	readonly kind: 'set' | 'append';
	/** Of the key, or of the list. */
	readonly path: Path;
	/** Where the value stands in the addition. */
	readonly from: Path;
	readonly value: unknown;
}

type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Mappings are merged key by key. An entry of a list is merged with the one that has the same `name` or `id`, left out
 * where an equal one is there, else appended. Anything else is replaced.
 */
export function planMerge(existing: unknown, addition: unknown): readonly Step[] {
	const at = nestedPlace(existing, addition);
	return [...steps(valueAt(existing, at), addition, at, [])];
}

function* steps(existing: unknown, addition: unknown, path: Path, from: Path): Generator<Step> {
	if (isMapping(existing) && isMapping(addition)) {
		for (const [key, value] of Object.entries(addition)) {
			const [here, there] = [
				[...path, key],
				[...from, key],
			];
			if (Object.hasOwn(existing, key)) yield* steps(existing[key], value, here, there);
			else yield { kind: 'set', path: here, from: there, value };
		}
	} else if (Array.isArray(existing) && Array.isArray(addition)) {
		for (const [index, value] of addition.entries() as Iterable<[number, unknown]>) {
			const there = [...from, index];
			const same = existing.findIndex((entry) => isSameEntry(entry, value));
			if (same === -1) yield { kind: 'append', path, from: there, value };
			else yield* steps(existing[same], value, [...path, same], there);
		}
	} else if (!isDeepStrictEqual(existing, addition)) {
		yield { kind: 'set', path, from, value: addition };
	}
}

function isSameEntry(one: unknown, other: unknown): boolean {
	if (!isMapping(one) || !isMapping(other)) return isDeepStrictEqual(one, other);
	const key = ['name', 'id'].find((id) => typeof other[id] === 'string');
	return key === undefined ? isDeepStrictEqual(one, other) : one[key] === other[key];
}

/**
 * A block that stands deeper in the file is the one that is meant: where the only key of the addition is not at the top,
 * and one mapping further down has it, with a key in common.
 */
function nestedPlace(existing: unknown, addition: unknown): Path {
	if (!isMapping(existing) || !isMapping(addition)) return [];
	const [key, ...others] = Object.keys(addition);
	if (key === undefined || others.length > 0 || Object.hasOwn(existing, key)) return [];
	const value = addition[key];
	const found = [...placesOf(key, existing, [])].filter(({ value: there }) => share(there, value));
	return found.length === 1 ? (found[0]?.path ?? []) : [];
}

function share(one: unknown, other: unknown): boolean {
	if (!isMapping(one) || !isMapping(other)) return false;
	return Object.keys(other).some((key) => Object.hasOwn(one, key));
}

/** Deep enough for any configuration, and an end for one that refers to itself. */
const deepest = 20;

function* placesOf(
	key: string,
	value: unknown,
	path: Path,
): Generator<{ readonly path: Path; readonly value: unknown }> {
	if (typeof value !== 'object' || value === null || path.length > deepest) return;
	if (isMapping(value) && Object.hasOwn(value, key)) yield { path, value: value[key] };
	for (const [name, child] of Object.entries(value)) {
		yield* placesOf(key, child, [...path, Array.isArray(value) ? Number(name) : name]);
	}
}

export function valueAt(value: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
		value,
	);
}

/** Without what is shared by reference, as values of an alias are, so that a change of one of them changes no other. */
export function copyOf(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(copyOf);
	if (!isMapping(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, copyOf(child)]));
}

/** What must be read from the merged text: a copy of `existing` in which the steps were taken. */
export function afterSteps(existing: unknown, plan: readonly Step[]): unknown {
	let root = copyOf(existing);
	for (const { kind, path, value } of plan) {
		const parent = valueAt(root, kind === 'append' ? path : path.slice(0, -1));
		const last = path.at(-1);
		if (kind === 'append' && Array.isArray(parent)) parent.push(copyOf(value));
		else if (last === undefined) root = copyOf(value);
		else if (typeof parent === 'object' && parent !== null) {
			Object.defineProperty(parent, last, {
				...{ value: copyOf(value), configurable: true, enumerable: true, writable: true },
			});
		}
	}
	return root;
}
