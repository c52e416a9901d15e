/** What programs need to renew a certificate themselves, as the pages on PKI and on webhooks have it. */
import { PkiError } from '../../../common/errors.js';
import type { CertificateEvents, CertificateWishes, IssuingCall } from '../../contract/backend.js';
import { fileFields } from '../../connecting/fileFields.js';
import type { ScaiClient } from '../session/client.js';
import type { TokenSource } from '../session/tokenSource.js';
import { mount } from './authorities.js';
import { issueBody } from './issuing.js';

interface Connected {
	readonly client: ScaiClient;
	readonly tokens: TokenSource;
	readonly fields: Readonly<Record<string, string>>;
}

export function issuingCall(
	{ client, tokens, fields }: Connected,
	request: CertificateWishes,
): IssuingCall {
	if (request.mount !== mount) {
		throw new PkiError('notFound', { reason: 'noMount', args: { mount: request.mount } });
	}
	return {
		...client.placeOf(['pki', 'issue', request.role]),
		tokenHeader: { name: 'authorization', prefix: 'Bearer ' },
		tokenVariable: 'SCAIVAULT_TOKEN',
		...(tokens.place && { clientCredentials: { ...tokens.place(), scope: 'pki:issue' } }),
		body: issueBody(request),
		answer: { certificate: ['certificate'], key: ['private_key'], chain: ['ca_chain'] },
		...fileFields(fields),
	};
}

export const certificateEvents: CertificateEvents = {
	headers: {
		eventId: 'x-scaivault-event-id',
		timestamp: 'x-scaivault-timestamp',
		signature: 'x-scaivault-signature',
	},
	events: ['certificate.expiring', 'certificate.revoked'],
	revokedEvent: 'certificate.revoked',
	toleranceSeconds: 300,
};
