/** Rings at a moment that may be far off, or while the machine slept. */

/** Timers stand still while the machine sleeps: the clock is looked at again at least that often. */
const longestWaitMs = 60 * 60_000;

export interface Alarm {
	/** Milliseconds since 1970; rings once an hour before. Undefined: never. */
	set(moment: number | undefined): void;
	dispose(): void;
}

/** `ring` sets it again where it is to ring again. */
export function createAlarm(ring: () => void): Alarm {
	let timer: NodeJS.Timeout | undefined;
	return {
		set(moment) {
			clearTimeout(timer);
			timer = undefined;
			if (moment === undefined) return;
			const wait = Math.min(Math.max(moment - Date.now(), 0), longestWaitMs);
			timer = setTimeout(ring, wait);
		},
		dispose: () => clearTimeout(timer),
	};
}
