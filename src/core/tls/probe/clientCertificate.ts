/** What a server thinks of client certificates, as far as it was seen. */
import type { ClientCertificateFacts } from './model.js';
import type { HandshakeOutcome } from './shakeHands.js';

/**
 * Alerts by which a certificate is refused (RFC 8446, 6.2): `handshake_failure` and `access_denied` too, where it came
 * last.
 */
const refusals = new Set([40, 41, 42, 43, 44, 45, 46, 48, 49, 51]);

/** Those by which servers say that there is none: by TLS 1.3, by OpenSSL and new Go in TLS 1.2, by older Go and Java. */
const demands = new Set([116, 40, 42]);

export function clientCertificateFacts(
	{ facts, failure, answer }: HandshakeOutcome,
	{
		hasCertificate,
		httpStatus,
	}: { readonly hasCertificate: boolean; readonly httpStatus?: number | undefined },
): ClientCertificateFacts {
	const request = facts.certificateRequest;
	if (request === undefined) return { sent: false };
	if (request === 'notAsked') return { requested: false, sent: false };
	const sent = facts.certificates.client;
	const isSent = hasCertificate && (sent === undefined || sent === 'notVisible' || sent.length > 0);
	const alert = failure?.alert ?? -1;
	// nginx takes any certificate, and answers with this where it did not like it.
	const hasAnswered = answer !== '' && httpStatus !== 400;
	const accepted = hasAnswered ? true : refusals.has(alert) ? false : undefined;
	return {
		requested: request === 'notVisible' ? request : true,
		...(request !== 'notVisible' && {
			acceptedIssuers: request.acceptedIssuers.map(({ name }) => name),
		}),
		sent: isSent,
		...(isSent && accepted !== undefined && { accepted }),
		...(!isSent && demands.has(alert) && { required: true as const }),
	};
}
