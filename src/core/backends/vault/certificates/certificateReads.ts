/** One certificate by its serial number; needs no policy on the servers we know. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import {
	readCertificate as readFacts,
	readCertificateListFacts,
} from '../../../x509/certificate.js';
import { openCrl } from '../../../x509/crl.js';
import { firstPemDer } from '../../../find/pem.js';
import type { CertificateRecord, CertificateSummary, CrlRecord } from '../../contract/backend.js';
import { findChain } from '../mounts/issuers.js';
import { asNumber, asText, type Json } from '../../../http/json.js';
import type { Session } from '../session/session.js';
import { isoTime } from '../../answers/isoTime.js';
import { colonSerial } from '../../answers/values.js';

interface CertificateRead {
	readonly pem: string;
	readonly der: Uint8Array;
	readonly revokedAt: string | undefined;
}

export async function readCertificate(
	session: Session,
	mount: string,
	serialNumber: string,
): Promise<CertificateRecord> {
	const read = await fetchCertificate(session, mount, serialNumber);
	const { der } = read;
	const chainPem = await findChain(session, mount, { der, facts: readFacts(der) });
	return { ...summaryOf(read), certificatePem: read.pem, chainPem };
}

/** A row of a list that knew the serial number only; a certificate that cannot be read stays a row. */
export async function readSummary(
	session: Session,
	mount: string,
	serialNumber: string,
): Promise<CertificateSummary> {
	try {
		return summaryOf(await fetchCertificate(session, mount, serialNumber));
	} catch (error) {
		if (isPkiError(error, 'forbidden') || isPkiError(error, 'notFound')) {
			return unreadSummary(serialNumber);
		}
		throw error;
	}
}

export function unreadSummary(serialNumber: string): CertificateSummary {
	return { serialNumber, name: serialNumber, revoked: false, unread: true };
}

async function fetchCertificate(
	session: Session,
	mount: string,
	serialNumber: string,
): Promise<CertificateRead> {
	const { data } = await session
		.read(`${mount}/cert/${colonSerial(serialNumber)}`)
		.catch((error: unknown) => {
			if (!isPkiError(error, 'notFound') || error.reason !== undefined) throw error;
			throw noCertificate(mount, serialNumber);
		});
	const pem = asText(data?.certificate);
	const der = pem === undefined ? undefined : firstPemDer(pem);
	if (pem === undefined || der === undefined) throw noCertificate(mount, serialNumber);
	return { pem: pem.endsWith('\n') ? pem : `${pem}\n`, der, revokedAt: revocationTime(data ?? {}) };
}

function noCertificate(mount: string, serialNumber: string): PkiError {
	return new PkiError('notFound', { reason: 'noCertificate', args: { mount, serialNumber } });
}

function revocationTime(data: Json): string | undefined {
	const seconds = asNumber(data.revocation_time);
	return seconds === undefined || seconds === 0 ? undefined : isoTime(seconds);
}

function summaryOf({ der, revokedAt }: CertificateRead): CertificateSummary {
	const facts = readCertificateListFacts(der);
	const { serialNumber, name, subject, issuer, notBefore, notAfter, subjectAltNames, isCa } = facts;
	return {
		serialNumber,
		name,
		subject,
		issuer,
		notBefore,
		notAfter,
		subjectAltNames,
		isCa,
		revoked: revokedAt !== undefined,
		...(revokedAt !== undefined && { revokedAt }),
	};
}

/** The CRL of the default issuer. */
export async function readCrl(session: Session, mount: string): Promise<CrlRecord> {
	const { data } = await session.read(`${mount}/cert/crl`);
	const pem = asText(data?.certificate);
	const der = pem === undefined ? undefined : firstPemDer(pem, 'X509 CRL');
	if (pem === undefined || der === undefined) {
		throw new PkiError('notFound', { reason: 'noCrl', args: { mount } });
	}
	const { crlNumber, nextUpdate } = openCrl(der).facts;
	return { crlPem: pem.endsWith('\n') ? pem : `${pem}\n`, crlNumber, nextUpdate };
}
