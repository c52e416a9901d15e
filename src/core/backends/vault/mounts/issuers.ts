/** Issuers of a mount: their names, certificates and chains. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { type ChainItem, chainItemOf, isIssuerOf, verifySignature } from '../../../x509/chain.js';
import { isSelfSigned, parentsOf } from '../../../x509/parents.js';
import type { Authority, AuthorityRecord, Page, PageRequest } from '../../contract/backend.js';
import { asRecord, asText, asTexts, type Json } from '../../../http/json.js';
import { emptyListing, list, type Listing, listPage, maximumPage } from '../session/lists.js';
import type { Session } from '../session/session.js';
import { inParallel } from '../../../common/inParallel.js';
import { plainSerial, splitCertificates } from '../../answers/values.js';

const width = 8;
/** So many are read to find the one above another; of more, those that the server names in its chain. */
const fewIssuers = 64;

interface IssuerRead extends ChainItem {
	readonly id: string;
	readonly name: string | undefined;
	readonly keyId: string | undefined;
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
}

/** Names and keys come with the list; subject, times and parents (those of the same page) from each certificate. */
export function listAuthorities(
	session: Session,
	mount: string,
	page: PageRequest,
): Promise<Page<Authority>> {
	return listPage(session, mount, 'issuers', page, async ({ keys, info }) => {
		const issuers = await readKnown(session, mount, keys);
		const parents = await parentIds(issuers);
		const known = new Map(issuers.map((issuer) => [issuer.id, issuer]));
		return keys.map((id) => {
			const issuer = known.get(id);
			return {
				...listedFacts(id, asRecord(info[id])),
				...(issuer && certificateFacts(issuer, parents.get(id))),
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
	const parentId = await parentIdOf(session, mount, issuer, listing);
	return {
		...listedFacts(issuer.id, {
			...(issuer.name !== undefined && { issuer_name: issuer.name }),
			...(issuer.keyId !== undefined && { key_id: issuer.keyId }),
			...entry,
		}),
		...certificateFacts(issuer, parentId),
		certificatePem: issuer.certificatePem,
		chainPem: issuer.chainPem,
	};
}

/** By id; roots and issuers from elsewhere have none. */
async function parentIds(issuers: readonly IssuerRead[]): Promise<ReadonlyMap<string, string>> {
	const parents = await parentsOf(issuers);
	return new Map(
		issuers.flatMap(({ id }, index): [string, string][] => {
			const parent = issuers[parents[index] ?? -1];
			return parent ? [[id, parent.id]] : [];
		}),
	);
}

async function parentIdOf(
	session: Session,
	mount: string,
	issuer: IssuerRead,
	{ keys, info }: Listing,
): Promise<string | undefined> {
	if (isSelfSigned(issuer) === true) return undefined;
	const named = new Set(
		issuer.chainPem.flatMap((pem) => chainItemOf(pem)?.facts.serialNumber ?? []),
	);
	const others = keys.filter((id) => id !== issuer.id);
	const isNamed = (id: string) =>
		named.has(plainSerial(asText(asRecord(info[id]).serial_number) ?? ''));
	const candidates = others.length <= fewIssuers ? others : others.filter(isNamed);
	const known = await readKnown(session, mount, candidates);
	return (await parentIds([issuer, ...known])).get(issuer.id);
}

/** Ids; none where the server knows no issuers or tells nobody. */
export async function listIssuers(session: Session, mount: string): Promise<readonly string[]> {
	return (await list(session, `${mount}/issuers`, maximumPage).catch(refusedIsEmpty)).keys;
}

/** The certificates above this one, from its issuer up, as far as the mount knows; empty when it knows none. */
export async function findChain(
	session: Session,
	mount: string,
	certificate: ChainItem,
): Promise<readonly string[]> {
	if (isSelfSigned(certificate) ?? true) return [];
	const keys = await listIssuers(session, mount);
	// Most mounts have a handful of issuers; the default and the newest stand nowhere in particular.
	for (let from = 0; from < keys.length; from += width) {
		const batch = keys.slice(from, from + width);
		const issuers = await readKnown(session, mount, batch);
		const issuer = issuers.find(
			(found) =>
				isIssuerOf(found.facts, certificate.facts) &&
				verifySignature(found.der, certificate.der) !== false,
		);
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

function certificateFacts(
	{ facts, name }: IssuerRead,
	parentId: string | undefined,
): Partial<Authority> {
	const { subject, serialNumber, notBefore, notAfter } = facts;
	return {
		subject,
		serialNumber,
		notBefore,
		notAfter,
		...(name === undefined && facts.name !== '' && { name: facts.name }),
		...(parentId !== undefined && { parentId }),
	};
}

/** Without those that may not be read: they stay in the list with what the list says. */
async function readKnown(
	session: Session,
	mount: string,
	ids: readonly string[],
): Promise<readonly IssuerRead[]> {
	const read = await inParallel(ids, width, (id) => tryRead(session, mount, id));
	return read.filter((issuer) => issuer !== undefined);
}

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
	const item = pem === undefined ? undefined : chainItemOf(pem);
	if (pem === undefined || !item) {
		throw new PkiError('notFound', { reason: 'noAuthority', args: { mount, id: reference } });
	}
	const chain = asTexts(data?.ca_chain).flatMap(splitCertificates);
	const certificatePem = splitCertificates(pem)[0] ?? pem;
	// The server's chain of a root holds its likes: others of its key, and what they were cross-signed by.
	const above = isSelfSigned(item) === true ? [] : chain;
	return {
		id: asText(data?.issuer_id) ?? reference,
		name: asText(data?.issuer_name),
		keyId: asText(data?.key_id),
		certificatePem,
		chainPem: above.filter((pem) => pem !== certificatePem),
		...item,
	};
}
