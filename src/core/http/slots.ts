/** Lets so many tasks run at a time; the others wait in the order they came. */
export class Slots {
	readonly #waiting: (() => void)[] = [];

	constructor(private free: number) {}

	/** Rejects with the signal's reason when it is aborted before it is its turn. */
	async run<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T> {
		signal.throwIfAborted();
		if (this.free > 0) this.free--;
		else await this.#turn(signal);
		try {
			return await task();
		} finally {
			const next = this.#waiting.shift();
			if (next) next();
			else this.free++;
		}
	}

	#turn(signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const begin = () => {
				signal.removeEventListener('abort', leave);
				resolve();
			};
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(begin), 1);
				reject(signal.reason as Error);
			};
			signal.addEventListener('abort', leave, { once: true });
			this.#waiting.push(begin);
		});
	}
}
