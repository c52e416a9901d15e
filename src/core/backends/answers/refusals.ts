/** What a refusal over HTTP means, where the backend's own words say no more. */
import { PkiError, type ErrorCode } from '../../common/errors.js';
import { foreignAnswer } from '../../http/foreignAnswer.js';
import type { HttpResponse } from '../../http/transport.js';

export interface Meaning {
	readonly code: ErrorCode;
	readonly reason?: string;
}

/** By the status alone (RFC 9110, 15.5 and 15.6). */
export function meaningOfStatus(status: number): Meaning {
	switch (status) {
		case 400:
		case 422:
			return { code: 'invalid' };
		case 401:
			return { code: 'unauthorized' };
		case 403:
			return { code: 'forbidden' };
		case 404:
			return { code: 'notFound' };
		case 405:
			return { code: 'unsupported' };
		case 413:
			return { code: 'tooLarge' };
		case 429:
			return { code: 'rateLimited' };
		case 502:
		case 504:
			return { code: 'unreachable', reason: 'gateway' };
		default:
			return { code: 'unexpected', reason: 'status' };
	}
}

/** An answer that is not in the form of the API: from another program, for which `reason` stands, or from something before the server. */
export function foreignError(response: HttpResponse, origin: string, reason: string): PkiError {
	const args = { status: response.status, origin };
	return foreignAnswer(response, origin) ?? new PkiError('unexpected', { reason, args });
}

/** Where a redirect leads; undefined where it names no address. */
export function redirectTarget({ location = '' }: HttpResponse, url: URL): URL | undefined {
	return URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
}

/** A redirect is refused, never followed: the token is for its own origin alone. */
export function redirectError(response: HttpResponse, url: URL): PkiError {
	const origin = redirectTarget(response, url)?.origin ?? '';
	return new PkiError('unexpected', {
		reason: 'redirect',
		args: { status: response.status, origin },
	});
}

/** Texts of a server without a secret that it repeats. */
export function withoutToken(
	texts: readonly string[],
	token: string | undefined,
): readonly string[] {
	return token === undefined || token === ''
		? texts
		: texts.map((text) => text.replaceAll(token, '…'));
}
