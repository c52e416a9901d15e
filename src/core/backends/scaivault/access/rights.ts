/** Which right a call lacks. */
import { isPkiError } from '../../../common/errors.js';
import { explained } from '../session/errors.js';

/**
 * A 403 mostly says only that something is forbidden; here it is known what the token lacks. What says more, such as a
 * condition of a policy, stays.
 *
 * @param right Where the request that failed has no scope of its own.
 * @param path What it is about, for the words of the error.
 */
export async function needing<T>(right: string, path: string, task: () => Promise<T>): Promise<T> {
	try {
		return await task();
	} catch (error) {
		if (!isPkiError(error, 'forbidden')) throw error;
		if (error.reason !== undefined && error.reason !== 'missingScope') throw error;
		const { scope = right } = error.args;
		throw explained(error, 'forbidden', 'missingRight', { right: scope, path });
	}
}
