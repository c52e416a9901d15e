/** Lifetimes as Vault's API and people write them. */

/** Seconds of each unit, the largest first. */
const units = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;
type Unit = keyof typeof units;

/**
 * Seconds from Vault's form of a duration: `720h`, `30d`, `1h30m`, or a number of seconds; weeks (`2w`) and years of
 * 365 days (`1y`) as well. Undefined when it is none, or not above zero.
 */
export function parseDuration(text: string): number | undefined {
	const plain = text.trim().toLowerCase();
	if (/^\d+$/.test(plain)) return positive(Number(plain));
	if (!/^(\d+(\.\d+)?[smhdwy])+$/.test(plain)) return undefined;
	const parts = [...plain.matchAll(/([\d.]+)([smhdwy])/g)];
	const seconds = parts.reduce(
		(sum, [, count = '', unit = 's']) => sum + Number(count) * units[unit as Unit],
		0,
	);
	return positive(Math.round(seconds));
}

function positive(seconds: number): number | undefined {
	return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** The shortest form that `parseDuration` reads back and Vault takes: `30d`, `36h`, `90m`, `45s`. */
export function formatDuration(seconds: number): string {
	for (const unit of ['d', 'h', 'm'] as const) {
		const size = units[unit];
		if (seconds % size === 0 && seconds >= (unit === 'm' ? size : 2 * size)) {
			return `${seconds / size}${unit}`;
		}
	}
	return `${seconds}s`;
}

/** How much of which unit: what a sentence needs to say "5 years". */
export interface DurationParts {
	readonly count: number;
	readonly unit: 'year' | 'day' | 'hour' | 'minute' | 'second';
}

const spoken = [
	['year', units.y, 1],
	['day', units.d, 2],
	['hour', units.h, 2],
	['minute', units.m, 2],
] as const;

/** The largest unit that says it without a remainder worth a word: 157,680,000 is 5 years, 2,764,800 is 32 days. */
export function spokenDuration(seconds: number): DurationParts {
	for (const [unit, size, atLeast] of spoken) {
		const exact = unit === 'year' ? seconds % size === 0 : true;
		if (exact && seconds >= size * atLeast) {
			return { count: Math.round((seconds / size) * 10) / 10, unit };
		}
	}
	return { count: seconds, unit: 'second' };
}
