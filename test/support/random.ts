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
