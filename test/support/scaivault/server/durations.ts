/** Durations as the examples write them; no grammar is documented. */
import type { Readings } from '../readings.js';
import { Refusal } from './refusal.js';

const seconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

/** Seconds; refuses with `invalid_duration`. */
export function secondsOf(text: string, readings: Readings): number {
	const form =
		readings.durations === 'hours' ? /^([1-9]\d{0,8})([hms])$/ : /^([1-9]\d{0,8})([dhms])$/;
	const [, count, unit = ''] = form.exec(text) ?? [];
	if (count === undefined) {
		throw new Refusal(400, 'invalid_duration', `"${text}" is not a valid duration.`);
	}
	return Number(count) * (seconds[unit] ?? 1);
}
