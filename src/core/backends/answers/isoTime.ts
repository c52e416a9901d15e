/** Any RFC 3339 time, or seconds since 1970, as ours: UTC, no fraction. Undefined for what is none, and for 0. */
export function isoTime(time: unknown): string | undefined {
	if (typeof time === 'string' && time.length === 20 && time.endsWith('Z')) return time;
	const ms =
		typeof time === 'number' ? time * 1000 : typeof time === 'string' ? Date.parse(time) : 0;
	// A Date ends at this many milliseconds.
	if (!(ms > 0 && ms <= 8.64e15)) return undefined;
	return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
