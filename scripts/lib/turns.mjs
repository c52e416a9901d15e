/**
 * The output of jobs that run side by side, one job after the other: the oldest is shown as it comes, the others wait
 * until it has ended.
 */
export class Turns {
	/** @type {{ held: string[], ended: boolean }[]} The first one is being shown. */
	#jobs = [];

	/** @param {(text: string) => void} show */
	constructor(show) {
		this.show = show;
	}

	/**
	 * @param {string} title
	 * @returns {{ write: (text: string) => void, end: () => void }}
	 */
	begin(title) {
		const job = { held: /** @type {string[]} */ ([]), ended: false };
		this.#jobs.push(job);
		const write = (/** @type {string} */ text) => {
			if (this.#jobs[0] === job) this.show(text);
			else job.held.push(text);
		};
		write(`\n=== ${title}\n`);
		return {
			write,
			end: () => {
				job.ended = true;
				this.#advance();
			},
		};
	}

	#advance() {
		while (this.#jobs[0]?.ended) {
			this.#jobs.shift();
			const next = this.#jobs[0];
			next?.held.splice(0).forEach((text) => this.show(text));
		}
	}
}
