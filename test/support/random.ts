/** Numbers that look random and are the same in every run. */
export interface Random {
	/** From 0 up to, not including, `end`. */
	below(end: number): number;
	chance(share: number): boolean;
	one<T>(items: readonly T[]): T;
	/** Up to `most` of them, perhaps none. */
	some<T>(items: readonly T[], most: number): readonly T[];
}

/** A linear congruential generator: quality does not matter, only that a failure comes again. */
export function randomly(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const below = (end: number) => Math.floor(next() * end);
	const one = <T>(items: readonly T[]): T => {
		const item = items[below(items.length)];
		if (item === undefined) throw new Error('There is nothing to choose from.');
		return item;
	};
	return {
		below,
		one,
		chance: (share) => next() < share,
		some: (items, most) => [...new Set(Array.from({ length: below(most + 1) }, () => one(items)))],
	};
}

/** The same numbers in every run (xorshift, 32 bits, never negative). */
export function* randomNumbers(seed: number): Generator<number, never, undefined> {
	let state = seed;
	for (;;) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		yield state >>> 0;
	}
}
