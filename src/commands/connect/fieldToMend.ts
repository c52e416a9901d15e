/** Which setting of a connection is the likeliest cause of a failure. */
import type { ConnectionField } from '../../core/backends/contract/backend.js';
import { isPkiError } from '../../core/common/errors.js';

/** Undefined where none is likelier than the others. */
export function fieldToMend(
	fields: readonly ConnectionField[],
	error: unknown,
): string | undefined {
	if (!isPkiError(error)) return undefined;
	const named = fields.find(({ id }) => id === error.args.field);
	if (named) return named.id;
	const mending = (failure: string) =>
		fields.find(({ mends }) => mends?.includes(failure) === true);
	return (mending(`${error.code}/${error.reason ?? ''}`) ?? mending(error.code))?.id;
}
