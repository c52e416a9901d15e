/** Which errors of a block are no faults of it. */
import type { BlockError } from './block.js';

/**
 * Whole, and only not read: of a kind that is not ours (`EC PARAMETERS`), locked with a password, or a secret that is not
 * shown.
 */
export function isUnread({ code, args }: Pick<BlockError, 'code' | 'args'>): boolean {
	switch (code) {
		case 'unknownLabel':
		case 'jceks':
		case 'secretEntry':
		case 'unsupportedEntry':
			return true;
		case 'pkcs12':
		case 'jks':
			return args?.fault === undefined;
		default:
			return false;
	}
}
