import { isPkiError } from '../../core/common/errors.js';

/** A sentence while a text is refused. `sentence` is given the reason. */
export function problemOf(
	parse: () => string,
	sentence: (reason: string | undefined) => string,
): string | undefined {
	try {
		parse();
		return undefined;
	} catch (error) {
		if (isPkiError(error, 'invalid')) return sentence(error.reason);
		throw error;
	}
}
