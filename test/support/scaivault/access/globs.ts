/** Patterns of paths: `**` spans any number of segments, also none, `*` one segment, `?` one character. */
import { Refusal } from '../server/refusal.js';

export function checkGlob(pattern: string): void {
	if (!pattern.startsWith('/') && /^[\w*?{}.:/-]+$/.test(pattern) && !pattern.includes('//'))
		return;
	throw new Refusal(400, 'invalid_glob', `"${pattern}" is not a valid pattern.`);
}

export function matches(pattern: string, path: string): boolean {
	return matchesFrom(pattern.split('/'), path.split('/'));
}

function matchesFrom([first, ...others]: readonly string[], segments: readonly string[]): boolean {
	if (first === undefined) return segments.length === 0;
	if (first === '**') {
		return (
			segments.some((_, index) => matchesFrom(others, segments.slice(index))) ||
			matchesFrom(others, [])
		);
	}
	const [segment, ...rest] = segments;
	return segment !== undefined && isSegment(first, segment) && matchesFrom(others, rest);
}

function isSegment(pattern: string, segment: string): boolean {
	const source = pattern
		.replace(/[.\\+^$()[\]{}|]/g, '\\$&')
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${source}$`).test(segment);
}
