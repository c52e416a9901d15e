/** Answers that are not from the server itself but from something before it. */
import { PkiError } from '../common/errors.js';
import type { HttpResponse } from './transport.js';

/** What such an answer means; undefined where nothing is known of it. */
export function foreignAnswer(
	{ status, text }: Pick<HttpResponse, 'status' | 'text'>,
	origin: string,
): PkiError | undefined {
	const args = { status, origin };
	if (status === 400 && /HTTP request (was sent )?to (an )?HTTPS/i.test(text)) {
		return new PkiError('unreachable', { reason: 'httpToHttps', args });
	}
	if (status === 400 && /No required SSL certificate was sent/i.test(text)) {
		return new PkiError('untrusted', { reason: 'clientCertificateRequired', args });
	}
	if (status === 400 && /SSL certificate error/i.test(text)) {
		return new PkiError('untrusted', { reason: 'clientCertificateRefused', args });
	}
	if (status === 429) return new PkiError('rateLimited', { args });
	if (status >= 502 && status <= 504) {
		return new PkiError('unreachable', { reason: 'gateway', args });
	}
	return undefined;
}
