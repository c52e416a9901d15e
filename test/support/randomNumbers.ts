/** The same 32-bit numbers in every run (xorshift). */
export function* randomNumbers(seed: number): Generator<number, never, undefined> {
	let state = seed;
	for (;;) {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		yield state >>> 0;
	}
}
