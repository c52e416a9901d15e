/** Which certificates are revoked, in one cheap question. */
import { isPkiError } from '../../common/errors.js';
import type { CertificateSummary } from '../backend.js';
import { fetchCrl } from './certificateReads.js';
import { listSerials } from './lists.js';
import type { Session } from './session.js';

/** By serial number; the time is there where the source has it. */
export type RevokedSerials = ReadonlyMap<string, Pick<CertificateSummary, 'revoked' | 'revokedAt'>>;

/**
 * From `certs/revoked`; where the server lacks it or the token may not read it, from the CRL of the default issuer,
 * which anybody may read.
 */
export async function readRevokedSerials(session: Session, mount: string): Promise<RevokedSerials> {
	try {
		const serials = await listSerials(session, mount, 'certs/revoked');
		return new Map(serials.map((serial) => [serial, { revoked: true }]));
	} catch (error) {
		if (!isPkiError(error, 'unsupported') && !isPkiError(error, 'forbidden')) throw error;
		return readFromCrl(session, mount, error);
	}
}

/** A mount without a CRL has revoked nothing; a refusal stays the refusal it was. */
async function readFromCrl(
	session: Session,
	mount: string,
	refusal: unknown,
): Promise<RevokedSerials> {
	try {
		const { facts } = await fetchCrl(session, mount);
		const entries = facts.revoked.map(
			({ serialNumber, revokedAt }) => [serialNumber, { revoked: true, revokedAt }] as const,
		);
		return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
	} catch (error) {
		if (isPkiError(error, 'notFound')) return new Map();
		throw isPkiError(error, 'forbidden') ? refusal : error;
	}
}
