/** What the search program has named and nobody has read yet. */
import type { SearchMessage } from './job.js';

export class Named {
	readonly #waiting: SearchMessage[] = [];
	#wake: (() => void) | undefined;

	add(message: SearchMessage): void {
		this.#waiting.push(message);
		this.#wake?.();
	}

	/** Those of the folder that is next, as they come; in the end, whether these are all. */
	async *paths(): AsyncGenerator<string, boolean> {
		for (;;) {
			const message = this.#waiting.shift();
			if (message === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
			else if ('isFailed' in message) return !message.isFailed;
			else yield* message.named;
		}
	}
}
