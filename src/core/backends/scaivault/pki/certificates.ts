/** Certificates: listed by pages, read by the id that the list has of them. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asFlag, asRecord, asText, type Json } from '../../../http/json.js';
import { isoTime } from '../../answers/isoTime.js';
import { plainSerial, splitCertificates } from '../../answers/values.js';
import type {
	CertificateRecord,
	CertificateSummary,
	Page,
	PageRequest,
} from '../../contract/backend.js';
import { pageOfRows, pagesOf } from '../answers/rows.js';
import { certificateIn, readReason } from '../answers/values.js';
import type { ScaiRequest } from '../session/request.js';
import type { Session } from '../session/session.js';
import { type Authorities, mount } from './authorities.js';
import { readRevocation } from './crls.js';
import type { KnownCertificates } from './facts.js';

export interface PkiParts {
	readonly authorities: Authorities;
	readonly known: KnownCertificates;
}

const listRequest: ScaiRequest = {
	method: 'GET',
	path: ['pki', 'certificates'],
	query: { include_revoked: true },
};
const media = 'application/x-pem-file, application/json;q=0.9, */*;q=0.1';

/** Pages of the server that one page of revoked certificates looks through, and a search that only helps. */
export const pagesLookedThrough = 20;

/** A page of `GET /v1/pki/certificates`, the revoked ones among them. Rejects with `invalid`, reason `cursor`. */
export function listCertificates(
	session: Session,
	parts: PkiParts,
	page: PageRequest,
): Promise<Page<CertificateSummary>> {
	const item = (row: Json) => summaryOf(row, parts.known);
	return pageOfRows(session, { request: listRequest, key: 'certificates', item }, page);
}

/** There is no filter for them: a page may be short, or empty, and others follow. */
export function listRevoked(
	session: Session,
	parts: PkiParts,
	page: PageRequest,
): Promise<Page<CertificateSummary>> {
	const item = (row: Json) => {
		const summary = summaryOf(row, parts.known);
		return summary?.revoked === true ? summary : undefined;
	};
	const list = { request: listRequest, key: 'certificates', item, most: pagesLookedThrough };
	return pageOfRows(session, list, page);
}

/** A row of the list, or what reading one certificate answers; the id is noted. Undefined where it has no serial number. */
function summaryOf(row: Json, known: KnownCertificates): CertificateSummary | undefined {
	const serial = asText(row.serial_number) ?? asText(row.serial);
	if (serial === undefined) return undefined;
	const serialNumber = plainSerial(serial);
	const id = asText(row.id) ?? asText(row.certificate_id);
	if (id !== undefined) known.noteId(serialNumber, id);
	const pem = pemOf(row);
	const facts = (pem === undefined ? undefined : known.note(pem)) ?? known.factsOf(serialNumber);
	const revokedAt = isoTime(row.revoked_at);
	const revoked = revokedAt !== undefined || revokedMark(row) === true;
	return {
		...{ serialNumber, name: asText(row.common_name) ?? serialNumber },
		notBefore: isoTime(row.not_before) ?? isoTime(row.valid_from),
		notAfter: isoTime(row.not_after) ?? isoTime(row.valid_until),
		...(facts && factsShown(facts)),
		revoked,
		...(revokedAt !== undefined && { revokedAt }),
	};
}

/** What the marks of a row say, of which no page says which one there is; undefined where there is none. */
export function revokedMark(row: Json): boolean | undefined {
	const status = asText(row.status);
	const said = [
		asFlag(row.is_revoked),
		asFlag(row.revoked),
		status === undefined ? undefined : status.toLowerCase() === 'revoked',
	];
	return said.includes(true) || (said.includes(false) ? false : undefined);
}

function factsShown({
	name,
	subject,
	issuer,
	notBefore,
	notAfter,
	subjectAltNames,
	isCa,
}: NonNullable<ReturnType<KnownCertificates['factsOf']>>) {
	return { name, subject, issuer, notBefore, notAfter, subjectAltNames, isCa };
}

function pemOf(row: Json): string | undefined {
	const texts = [row.certificate_pem, row.certificate, row.pem].map(asText);
	const pem = texts.find((text) => text?.includes('-----BEGIN CERTIFICATE') === true);
	return pem === undefined ? undefined : splitCertificates(pem)[0];
}

/** What the server says of a certificate now. */
export interface FoundCertificate {
	readonly row: Json;
	readonly summary: CertificateSummary;
	readonly pem: string;
	readonly caId: string | undefined;
}

/**
 * Rejects with `notFound`, reason `noCertificate`.
 *
 * @param most Pages of the list that are looked through where its id is not known; absent: all.
 */
export async function findCertificate(
	session: Session,
	{ known }: PkiParts,
	serialNumber: string,
	most?: number,
): Promise<FoundCertificate> {
	const noted = known.idOf(serialNumber);
	const found = noted === undefined ? undefined : await readById(session, noted);
	const id = found ? noted : await searchId(session, known, serialNumber, most);
	const row = found ?? (id === undefined ? undefined : await readById(session, id));
	if (row === undefined || id === undefined) throw noCertificate(serialNumber);
	const pem = pemOf(row) ?? certificateIn(await session.send(pemRequest(id)));
	const facts = pem === undefined ? undefined : known.note(pem);
	const summary = summaryOf({ serial_number: facts?.serialNumber, ...row }, known);
	if (pem === undefined || summary?.serialNumber !== serialNumber) {
		throw new PkiError('unexpected', { reason: 'missingAnswer', args: { serialNumber } });
	}
	return { row, summary, pem, caId: asText(row.ca_id) };
}

export async function readCertificate(
	session: Session,
	parts: PkiParts,
	serialNumber: string,
): Promise<CertificateRecord> {
	const found = await findCertificate(session, parts, serialNumber);
	const { pem, caId, summary } = found;
	const chainPem = await parts.authorities.chainOf(session, pem, caId);
	return { ...summary, certificatePem: pem, chainPem, ...(await revocationOf(session, found)) };
}

/** When and why it was revoked; where the server does not say when, its CRL may. */
export async function revocationOf(
	session: Session,
	{ row, summary, caId }: FoundCertificate,
): Promise<Pick<CertificateRecord, 'revokedAt' | 'revocationReason'>> {
	const said = readReason(row.revocation_reason) ?? readReason(row.reason);
	const isPartly = summary.revoked && summary.revokedAt === undefined;
	const entry =
		isPartly && caId !== undefined
			? await readRevocation(session, caId, summary.serialNumber)
			: undefined;
	const revokedAt = summary.revokedAt ?? entry?.revokedAt;
	const revocationReason = said ?? readReason(entry?.reason);
	return {
		...(revokedAt !== undefined && { revokedAt }),
		...(revocationReason !== undefined && { revocationReason }),
	};
}

export function noCertificate(serialNumber: string): PkiError {
	return new PkiError('notFound', { reason: 'noCertificate', args: { mount, serialNumber } });
}

function pemRequest(id: string): ScaiRequest {
	return { method: 'GET', path: ['pki', 'certificates', id, 'pem'], accept: media };
}

async function readById(session: Session, id: string): Promise<Json | undefined> {
	try {
		const { json } = await session.send({ method: 'GET', path: ['pki', 'certificates', id] });
		return asRecord(json);
	} catch (error) {
		if (isPkiError(error, 'notFound')) return undefined;
		throw error;
	}
}

const searchedAtOnce = 100;

/** Page by page, until it is found; every id on the way is noted. */
async function searchId(
	session: Session,
	known: KnownCertificates,
	serialNumber: string,
	most: number | undefined,
): Promise<string | undefined> {
	known.forgetId(serialNumber);
	const list = { request: listRequest, keys: ['certificates'], limit: searchedAtOnce };
	for await (const rows of pagesOf(session, { ...list, ...(most !== undefined && { most }) })) {
		for (const row of rows) summaryOf(row, known);
		const id = known.idOf(serialNumber);
		if (id !== undefined) return id;
	}
	return undefined;
}
