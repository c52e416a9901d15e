/** Lifetimes as Vault's API and people write them. */

/** Seconds of each unit, the largest first. */
const units = {
	...{ y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 },
	...{ ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 },
} as const;

const durationForm = /^\+?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|[smhdwy]))+$/;

/** The longest that Vault and OpenBao take: what 63 bits hold in nanoseconds. */
const longest = 9_223_372_036;

/**
 * Seconds from Vault's form of a duration: `720h`, `30d`, `1h30m`, or a number of seconds. Beyond it, weeks (`2w`),
 * years of 365 days (`1y`) and days beside other units (`1d12h`), which no server reads otherwise. Units are lower
 * case, as servers want them: `6M` is neither six minutes nor six months. Parts of a second are dropped. Undefined when
 * it is no duration, not above zero, or longer than servers take.
 */
export function parseDuration(text: string): number | undefined {
	const plain = text.trim();
	if (/^\d+$/.test(plain)) return inRange(Number(plain));
	if (!durationForm.test(plain)) return undefined;
	const parts = [...plain.matchAll(/(?<![\d.])([\d.]+)([a-zµ]+)/g)];
	const seconds = parts.reduce(
		(sum, [, count, unit = '']) => sum + Number(count) * secondsIn(unit),
		0,
	);
	// Rounded to what a sum of decimal fractions is exact to: 0.29h is 1044 seconds, not one less.
	return inRange(Math.floor(Math.round(seconds * 1e6) / 1e6));
}

/** The seconds of a duration that is written as a number alone; undefined for others. */
export function bareSeconds(text: string): number | undefined {
	return /^\d+$/.test(text.trim()) ? parseDuration(text) : undefined;
}

function secondsIn(unit: string): number {
	return Object.entries(units).find(([name]) => name === unit)?.[1] ?? NaN;
}

function inRange(seconds: number): number | undefined {
	return seconds > 0 && seconds <= longest ? seconds : undefined;
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
