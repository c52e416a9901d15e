export interface Burst {
	/** Something happened: it is told of once, at the end of the time that began with the first. */
	add(): void;
	dispose(): void;
}

/** Tells once of what happens many times in a row, at most once in `lengthMs`. */
export function createBurst(lengthMs: number, tell: () => void): Burst {
	let timer: NodeJS.Timeout | undefined;
	return {
		add() {
			timer ??= setTimeout(() => {
				timer = undefined;
				tell();
			}, lengthMs);
		},
		dispose() {
			clearTimeout(timer);
			timer = undefined;
		},
	};
}
