/** Who the token belongs to and what its scopes are: `GET /v1/auth/whoami`, the documented probe of a token. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText, asTexts, isRecord } from '../../../http/json.js';
import { isoTime } from '../../answers/isoTime.js';
import type { Identity } from '../../contract/backend.js';
import { identityKindOf } from '../access/identities.js';
import type { ScaiAnswer } from './request.js';

export interface Whoami {
	readonly identity: Identity;
	/** Undefined where the server does not say. */
	readonly scopes: readonly string[] | undefined;
	/** ISO 8601. */
	readonly expiresAt: string | undefined;
}

/** Rejects with `unexpected`, reason `notScaiVault`, where the answer is that of another program. */
export function readWhoami({ json }: ScaiAnswer, origin: string): Whoami {
	const answer = asRecord(json);
	const id = asText(answer.identity_id);
	const scopes = Array.isArray(answer.scopes) ? asTexts(answer.scopes) : undefined;
	if (!isRecord(json) || (id === undefined && scopes === undefined)) {
		throw new PkiError('unexpected', { reason: 'notScaiVault', args: { origin } });
	}
	const kind = identityKindOf(answer.identity_type);
	const name = asText(answer.display_name);
	return {
		identity: {
			id: id ?? '',
			...(kind !== undefined && { kind }),
			...(name !== undefined && { name }),
		},
		scopes,
		expiresAt: isoTime(answer.token_expires_at),
	};
}

/** Whether the answer is one of a program that knows no such path. */
export function isForeign(error: unknown): boolean {
	if (!isPkiError(error)) return false;
	return (
		(error.code === 'notFound' && error.reason === undefined) ||
		(error.code === 'unexpected' && error.reason === 'notScaiVault')
	);
}

/** Whether a scope is among these, by itself or by one that names all; undefined where nobody knows. */
export function hasScope(
	scopes: readonly string[] | undefined,
	wanted: string,
): boolean | undefined {
	const [area = ''] = wanted.split(':');
	return scopes?.some((scope) => [wanted, 'admin', '*', `${area}:*`].includes(scope));
}
