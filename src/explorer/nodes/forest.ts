/** Authorities as a forest, whatever the parents they name. */

interface Rooted {
	readonly id: string;
	readonly parentId?: string;
}

export interface Branch<T> {
	/** Among all branches once, also where two items have the same id. */
	readonly key: string;
	readonly item: T;
	readonly below: readonly Branch<T>[];
}

/**
 * Every item stands in it exactly once, in the order of the list: below its parent where that is listed, else at the
 * top. Where parents go round in a circle, the first of the list stands at the top.
 */
export function forestOf<T extends Rooted>(items: readonly T[]): readonly Branch<T>[] {
	const positions = new Map<string, number>();
	items.forEach(({ id }, index) => {
		if (!positions.has(id)) positions.set(id, index);
	});
	const parents = items.map(({ parentId }) =>
		parentId === undefined ? undefined : positions.get(parentId),
	);
	openCircles(parents);
	const keys = new Set<string>();
	const branches = items.map((item) => ({
		key: freeKey(item.id, keys),
		item,
		below: [] as Branch<T>[],
	}));
	const tops: Branch<T>[] = [];
	branches.forEach((branch, index) => {
		const parent = branches[parents[index] ?? -1];
		(parent ? parent.below : tops).push(branch);
	});
	return tops;
}

/** Takes the parent from the first one of each circle. */
function openCircles(parents: (number | undefined)[]): void {
	/** By position: on which walk it was passed. */
	const passed = new Map<number, number>();
	for (let start = 0; start < parents.length; start++) {
		let at: number | undefined = start;
		while (at !== undefined && !passed.has(at)) {
			passed.set(at, start);
			at = parents[at];
		}
		// Only what this very walk has passed is a circle; the rest is known to end.
		if (at !== undefined && passed.get(at) === start)
			parents[firstOfCircle(parents, at)] = undefined;
	}
}

function firstOfCircle(parents: readonly (number | undefined)[], start: number): number {
	let first = start;
	for (let at = parents[start]; at !== undefined && at !== start; at = parents[at]) {
		first = Math.min(first, at);
	}
	return first;
}

function freeKey(id: string, taken: Set<string>): string {
	let key = id;
	for (let count = 2; taken.has(key); count++) key = `${id}#${count}`;
	taken.add(key);
	return key;
}
