/** Refusals as ScaiVault documents them: one object `error` with a code. */
import type { errorCodes } from '../endpoints.js';
import { type Status } from '../endpoints.js';
import type { Readings } from '../readings.js';

export type ErrorCode = (typeof errorCodes)[Status][number];

export class Refusal extends Error {
	override readonly name = 'Refusal';

	constructor(
		readonly status: Status,
		readonly code: ErrorCode,
		message: string,
		readonly details?: Readonly<Record<string, unknown>>,
		readonly headers: Readonly<Record<string, string>> = {},
	) {
		super(message);
	}

	/** The body, which names the request as the header does. */
	body(requestId: string, { failingFields }: Readings): unknown {
		const { code, message } = this;
		const fields = this.details?.['fields'];
		const details =
			fields && failingFields === 'names' ? { fields: Object.keys(fields) } : this.details;
		return { error: { code, message, ...(details && { details }), request_id: requestId } };
	}
}

/** Values that are of the right type and cannot be taken. */
export function badFields(fields: Readonly<Record<string, string>>): Refusal {
	return new Refusal(422, 'validation_error', 'Some fields are not valid.', { fields });
}

/** What is in the way of a change: no code is documented. */
export function conflict(readings: Readings, field: string, message: string): Refusal {
	return readings.conflict === 'conflict'
		? new Refusal(409, 'conflict', message)
		: badFields({ [field]: message });
}

/** A request that the rules of a role do not allow: no code is documented. */
export function roleViolation(readings: Readings, field: string, message: string): Refusal {
	switch (readings.roleViolation) {
		case 'validation_error':
			return badFields({ [field]: message });
		case 'invalid_request':
			return new Refusal(400, 'invalid_request', message);
		case 'access_denied':
			return new Refusal(403, 'access_denied', message);
	}
}
