/** Differences that are meant, and why; a test fails where one is not listed, and where one listed is none. */
import assert from 'node:assert/strict';
import type { Difference } from './compare.js';

export interface KnownDifference {
	readonly files: RegExp;
	readonly fields: RegExp;
	readonly reason: string;
}

/** Fails with every difference that no entry explains, and with every entry that explains none. */
export function assertOnly(
	differences: readonly Difference[],
	known: readonly KnownDifference[],
): void {
	const explains = ({ files, fields }: KnownDifference, { file, field }: Difference) =>
		files.test(file) && fields.test(field);
	const unexplained = differences.filter((each) => !known.some((entry) => explains(entry, each)));
	assert.deepEqual(unexplained, [], 'differences without a reason');
	const idle = known.filter((entry) => !differences.some((each) => explains(entry, each)));
	assert.deepEqual(
		idle.map(({ reason }) => reason),
		[],
		'reasons without a difference',
	);
}
