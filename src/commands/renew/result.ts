import type { RotateResult, RotationCheckResult } from '../../api.js';
import type { RotationCheck } from '../../core/rotate/checks.js';
import { checkDetail } from '../../ui/words/rotationWords.js';
import type { Rotated } from './perform.js';

/** What programs get: plain data, of all that was renewed. */
export function resultOf(all: readonly Rotated[]): RotateResult {
	return {
		files: all.flatMap(({ files }) => files),
		backups: all.flatMap(({ swapped }) => swapped.backups.map(({ backup }) => backup)),
		checks: all.flatMap(({ checks }) => plainChecks(checks)),
	};
}

export function plainChecks(checks: readonly RotationCheck[]): RotationCheckResult[] {
	return checks.map((check) => {
		const message = checkDetail(check);
		const { name, ok, code } = check;
		return {
			...{ name, ok },
			...(code !== undefined && { code }),
			...(message !== '' && { message }),
		};
	});
}
