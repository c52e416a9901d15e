/** When certificates are renewed by what is generated. */

const hour = 3600;
const day = 24 * hour;

/** Two days are left for whoever has to look after a renewal that fails; of a short life the last third. */
export function renewBeforeHours(ttlSeconds: number | undefined): number {
	const usual = 48;
	if (ttlSeconds === undefined || ttlSeconds >= 3 * usual * hour) return usual;
	return Math.max(0.1, Math.round((ttlSeconds / hour / 3) * 10) / 10);
}

/**
 * A time table of cron (five fields) by which a pod starts anew while its certificate still has what `renewBeforeHours`
 * says, or shortly before it is as far; daily where the lifetime is not known.
 */
export function restartSchedule(ttlSeconds: number | undefined): string {
	if (ttlSeconds === undefined) return '17 3 * * *';
	const between = ttlSeconds - renewBeforeHours(ttlSeconds) * hour;
	const days = Math.floor(between / day);
	// Days count anew with each month, so that the last step of a month is shorter, never longer.
	if (days >= 1) return days === 1 ? '17 3 * * *' : `17 3 */${Math.min(days, 28)} * *`;
	const hours = Math.floor(between / hour);
	if (hours >= 1) return hours === 1 ? '17 * * * *' : `17 */${hours} * * *`;
	return `*/${Math.max(1, Math.floor(between / 60))} * * * *`;
}
