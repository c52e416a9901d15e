const units: Readonly<Record<string, number>> = {
	s: 1,
	m: 60,
	h: 3600,
	d: 86_400,
	w: 604_800,
	y: 31_536_000,
};

/**
 * Seconds from Vault's form of a duration: `720h`, `30d`, `1h30m`, or a number of seconds; weeks (`2w`) and years of
 * 365 days (`1y`) as well. Undefined when it is none, or not above zero.
 */
export function parseDuration(text: string): number | undefined {
	const plain = text.trim().toLowerCase();
	if (/^\d+$/.test(plain)) return positive(Number(plain));
	if (!/^(\d+(\.\d+)?[smhdwy])+$/.test(plain)) return undefined;
	const parts = [...plain.matchAll(/(\d+(?:\.\d+)?)([smhdwy])/g)];
	const seconds = parts.reduce((sum, [, count = '0', unit = 's']) => {
		return sum + Number(count) * (units[unit] ?? 0);
	}, 0);
	return positive(Math.round(seconds));
}

function positive(seconds: number): number | undefined {
	return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : undefined;
}

/** The shortest form that `parseDuration` reads back: `30d`, `36h`, `90m`, `45s`. */
export function formatDuration(seconds: number): string {
	for (const unit of ['d', 'h', 'm']) {
		const size = units[unit] ?? 1;
		if (seconds % size === 0 && (seconds >= 2 * size || unit === 'm'))
			return `${seconds / size}${unit}`;
	}
	return `${seconds}s`;
}
