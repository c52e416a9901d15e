/** Characters from one to the next. */
const distance = 8192;

/** Offsets in a text at which what looks it through may pause, and from which it may be looked through anew. */
export class RestPoints {
	/** From here on the next one may be. */
	next: number;
	#due: number;

	constructor(
		from: number,
		/** One that is to be found again, if it can be. */
		private readonly wanted = Number.POSITIVE_INFINITY,
	) {
		this.#due = from + distance;
		this.next = Math.min(this.#due, wanted);
	}

	/** Those to be told of in a stretch in which any offset would do. */
	*between(low: number, high: number): Generator<number, void, undefined> {
		const { wanted } = this;
		const isWanted = low <= wanted && wanted <= high && this.next <= wanted;
		if (isWanted) yield wanted;
		const isDue = high >= this.#due && !isWanted;
		if (isDue) yield high;
		if (isDue || isWanted) this.#due = high + distance;
		this.next = wanted > high ? Math.min(this.#due, wanted) : this.#due;
	}
}
