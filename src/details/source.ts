/** Where a certificate lives on a server, and what changes there. */
import { isPkiError } from '../core/common/errors.js';
import type { CertificateSource, Change, Services } from '../services/services.js';
import { revokedAtOf } from '../ui/words/revokedAt.js';

/** Whether a change may have made this certificate another one. */
export function touches(change: Change, source: CertificateSource): boolean {
	return (
		(change.connection === undefined || change.connection === source.connection) &&
		(change.mount === undefined || change.mount === source.mount) &&
		(change.part === undefined || change.part === 'certificates')
	);
}

/** When it was revoked, as the backend says now; undefined when it was not or the backend does not answer. */
export async function revocationOf(
	services: Services,
	source: CertificateSource,
): Promise<string | undefined> {
	try {
		const client = await services.clients.get(source.connection);
		const record = await client.readCertificate(source.mount, source.serialNumber);
		return revokedAtOf(record);
	} catch (error) {
		if (!isPkiError(error)) throw error;
		services.log.debug(`details: ${error.message}`);
		return undefined;
	}
}
