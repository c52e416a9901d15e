/** Issuers of a mount: their names, certificates and chains. */
import { isPkiError, PkiError } from '../../common/errors.js';
import { readCertificate } from '../../x509/certificate.js';
import { isIssuerOf } from '../../x509/chain.js';
import type { CertificateFacts } from '../../x509/model.js';
import { firstPemDer } from '../../x509/pem.js';
import type { Authority, AuthorityRecord, Page, PageRequest } from '../backend.js';
import { asRecord, asText, asTexts, type Json } from './json.js';
import { emptyListing, list, type Listing, listPage, maximumPage } from './lists.js';
import type { Session } from './session.js';
import { inParallel, plainSerial, splitCertificates } from './values.js';

const width = 8;

interface IssuerRead {
	readonly id: string;
	readonly name: string | undefined;
	readonly keyId: string | undefined;
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
	readonly facts: CertificateFacts;
}

/** Names and keys come with the list; subject, times and parents from each certificate. */
export function listAuthorities(
	session: Session,
	mount: string,
	page: PageRequest,
): Promise<Page<Authority>> {
	return listPage(session, mount, 'issuers', page, async ({ keys, info }) => {
		const issuers = await inParallel(keys, width, (id) => tryRead(session, mount, id));
		const known = issuers.filter((issuer) => issuer !== undefined);
		return keys.map((id, index) => {
			const entry = asRecord(info[id]);
			const issuer = issuers[index];
			return {
				...listedFacts(id, entry),
				...(issuer && certificateFacts(issuer, known)),
			};
		});
	});
}

export async function readAuthority(
	session: Session,
	mount: string,
	reference: string,
): Promise<AuthorityRecord> {
	const [issuer, listing] = await Promise.all([
		readIssuer(session, mount, reference),
		list(session, `${mount}/issuers`, maximumPage).catch(refusedIsEmpty),
	]);
	const entry = asRecord(listing.info[issuer.id]);
	return {
		...listedFacts(issuer.id, {
			...(issuer.name !== undefined && { issuer_name: issuer.name }),
			...(issuer.keyId !== undefined && { key_id: issuer.keyId }),
			...entry,
		}),
		...certificateFacts(issuer, []),
		certificatePem: issuer.certificatePem,
		chainPem: issuer.chainPem,
	};
}

/** The certificates above this one, from its issuer up, as far as the mount knows; empty when it knows none. */
export async function findChain(
	session: Session,
	mount: string,
	certificate: CertificateFacts,
): Promise<readonly string[]> {
	const { keys } = await list(session, `${mount}/issuers`, maximumPage).catch(refusedIsEmpty);
	// Most mounts have a handful of issuers; the default and the newest stand nowhere in particular.
	for (let from = 0; from < keys.length; from += width) {
		const batch = keys.slice(from, from + width);
		const issuers = await inParallel(batch, width, (id) => tryRead(session, mount, id));
		const issuer = issuers.find((found) => found && isIssuerOf(found.facts, certificate));
		if (issuer?.facts.sha256Fingerprint === certificate.sha256Fingerprint) return [];
		if (issuer) return [issuer.certificatePem, ...issuer.chainPem];
	}
	return [];
}

function refusedIsEmpty(error: unknown): Listing {
	if (isPkiError(error, 'forbidden') || isPkiError(error, 'unsupported')) {
		return emptyListing;
	}
	throw error;
}

function listedFacts(id: string, entry: Json): Authority {
	const serialNumber = asText(entry.serial_number);
	return {
		id,
		name: asText(entry.issuer_name) ?? id,
		isDefault: entry.is_default === true,
		hasKey: asText(entry.key_id) !== undefined,
		...(serialNumber !== undefined && { serialNumber: plainSerial(serialNumber) }),
	};
}

function certificateFacts(issuer: IssuerRead, all: readonly IssuerRead[]): Partial<Authority> {
	const { subject, serialNumber, notBefore, notAfter } = issuer.facts;
	const parent = all.find(
		(other) =>
			other.facts.sha256Fingerprint !== issuer.facts.sha256Fingerprint &&
			isIssuerOf(other.facts, issuer.facts),
	);
	return {
		subject,
		serialNumber,
		notBefore,
		notAfter,
		...(issuer.name === undefined && issuer.facts.name !== '' && { name: issuer.facts.name }),
		...(parent && { parentId: parent.id }),
	};
}

/** An issuer that may not be read stays in the list with what the list says. */
async function tryRead(
	session: Session,
	mount: string,
	id: string,
): Promise<IssuerRead | undefined> {
	try {
		return await readIssuer(session, mount, id);
	} catch (error) {
		if (isPkiError(error, 'forbidden') || isPkiError(error, 'notFound')) return undefined;
		throw error;
	}
}

async function readIssuer(session: Session, mount: string, reference: string): Promise<IssuerRead> {
	// Needs no policy, unlike the same path without `/json`.
	const { data } = await session.read(`${mount}/issuer/${reference}/json`);
	const pem = asText(data?.certificate);
	const der = pem === undefined ? undefined : firstPemDer(pem);
	if (pem === undefined || der === undefined) {
		throw new PkiError('notFound', { reason: 'noAuthority', args: { mount, id: reference } });
	}
	const chain = asTexts(data?.ca_chain).flatMap(splitCertificates);
	const certificatePem = splitCertificates(pem)[0] ?? pem;
	return {
		id: asText(data?.issuer_id) ?? reference,
		name: asText(data?.issuer_name),
		keyId: asText(data?.key_id),
		certificatePem,
		chainPem: chain.filter((item) => item !== certificatePem),
		facts: readCertificate(der),
	};
}
