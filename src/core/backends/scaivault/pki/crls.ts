/** The CRL of each CA. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { firstPemDer, toPem } from '../../../find/pem.js';
import { openCrl } from '../../../x509/crl.js';
import type { RevokedEntry } from '../../../x509/model.js';
import { Revocations } from '../../../x509/revocations.js';
import type { CrlRecord } from '../../contract/backend.js';
import { pemIn } from '../answers/values.js';
import type { ScaiAnswer } from '../session/request.js';
import type { Session } from '../session/session.js';
import { caPath, mount } from './authorities.js';

/** Which media types the server knows is not documented: PEM is preferred, and whatever comes is read. */
const media = 'application/x-pem-file, application/pkix-crl;q=0.9, */*;q=0.1';
const label = 'X509 CRL';

/** Rejects with `notFound`, reason `noCrl`, where the answer holds none. */
export async function readCrl(session: Session, caId: string): Promise<CrlRecord> {
	const der = crlIn(await fetchCrl(session, caId));
	if (!der) throw new PkiError('notFound', { reason: 'noCrl', args: { mount } });
	const { crlNumber, nextUpdate } = openCrl(der).facts;
	return { crlPem: toPem(label, der), crlNumber, nextUpdate };
}

function fetchCrl(session: Session, caId: string): Promise<ScaiAnswer> {
	const about = { id: caId, mount };
	return session.send({ method: 'GET', path: caPath(caId, 'crl'), accept: media, about });
}

function crlIn(answer: ScaiAnswer): Uint8Array | undefined {
	const pem = pemIn(answer, 'crl_pem', 'crl', 'pem');
	if (pem !== undefined) return firstPemDer(pem, label);
	// A SEQUENCE, as every DER that is signed begins.
	return answer.bytes[0] === 0x30 ? answer.bytes : undefined;
}

/** Makes it anew. The call has no body, and no page says which scope it needs. */
export async function rotateCrl(session: Session, caId: string): Promise<void> {
	const about = { id: caId, mount };
	await session.send({ method: 'POST', path: caPath(caId, 'crl'), about });
}

/** What the CRL of its CA says of a certificate; undefined where it says nothing or may not be read. */
export async function readRevocation(
	session: Session,
	caId: string,
	serialNumber: string,
): Promise<RevokedEntry | undefined> {
	try {
		const complete = crlIn(await fetchCrl(session, caId));
		return complete && (await Revocations.read([{ complete }], session.signal)).find(serialNumber);
	} catch (error) {
		if (!isPkiError(error) || !['forbidden', 'notFound', 'rateLimited'].includes(error.code)) {
			throw error;
		}
		return undefined;
	}
}
