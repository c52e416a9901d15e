/** CAs: a flat list on the server, a tree by who signed whom. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { inParallel } from '../../../common/inParallel.js';
import { asFlag, asNumber, asText, type Json } from '../../../http/json.js';
import { type ChainItem, chainItemOf, chainsIn } from '../../../x509/chain.js';
import { parentsOf } from '../../../x509/parents.js';
import { isoTime } from '../../answers/isoTime.js';
import type { Authority, AuthorityRecord } from '../../contract/backend.js';
import { readAllRows } from '../answers/rows.js';
import { certificateIn } from '../answers/values.js';
import { endsEverything } from '../session/errors.js';
import type { ScaiRequest } from '../session/request.js';
import type { Session } from '../session/session.js';

export const mount = 'pki';
const width = 4;
const media = 'application/x-pem-file, application/json;q=0.9, */*;q=0.1';

interface CaRow {
	readonly id: string;
	readonly name: string;
	readonly commonName: string | undefined;
	readonly isRoot: boolean;
	readonly isActive: boolean;
	readonly parentId: string | undefined;
	readonly notBefore: string | undefined;
	readonly notAfter: string | undefined;
	readonly issued: number;
	readonly createdAt: string;
}

/** A CA with its certificate, where that could be read. */
export interface KnownCa {
	readonly row: CaRow;
	readonly item: (ChainItem & { readonly pem: string }) | undefined;
}

export function caPath(id: string, ...rest: readonly string[]): readonly string[] {
	return ['pki', 'ca', id, ...rest];
}

/** The CAs of a connection. Certificates of CAs never change, so that each is read once: such calls are few a minute. */
export class Authorities {
	readonly #certificates = new Map<string, ChainItem & { readonly pem: string }>();

	async rows(session: Session): Promise<readonly CaRow[]> {
		const request: ScaiRequest = { method: 'GET', path: ['pki', 'ca'], scope: 'pki:admin' };
		const keys = ['cas', 'certificate_authorities', 'authorities', 'data', 'items'];
		return (await readAllRows(session, request, ...keys)).flatMap((row) => toRow(row) ?? []);
	}

	/** All of them with their certificates; one that cannot be read now stays in the list without. */
	async all(session: Session): Promise<readonly KnownCa[]> {
		const rows = await this.rows(session);
		return inParallel(rows, width, async (row) => ({
			row,
			item: await this.certificate(session, row.id, true).catch(ifOnly(undefined)),
		}));
	}

	async certificate(
		session: Session,
		id: string,
		isExtra = false,
	): Promise<ChainItem & { readonly pem: string }> {
		const known = this.#certificates.get(id);
		if (known) return known;
		const about = { id, mount };
		const request = { ...{ method: 'GET' as const, path: caPath(id, 'certificate') }, about };
		const pem = certificateIn(await session.send({ ...request, accept: media, isExtra }));
		const item = pem === undefined ? undefined : chainItemOf(pem);
		if (pem === undefined || !item) {
			throw new PkiError('unexpected', { reason: 'missingAnswer', args: about });
		}
		const found = { ...item, pem };
		this.#certificates.set(id, found);
		return found;
	}

	async list(session: Session): Promise<readonly Authority[]> {
		const all = await this.all(session);
		const parents = await parentIds(all);
		return all.map((ca) => authorityOf(ca, parents.get(ca.row.id)));
	}

	/** By id or by name. */
	async find(session: Session, reference: string): Promise<AuthorityRecord> {
		const all = await this.all(session);
		const found =
			all.find(({ row }) => row.id === reference) ?? all.find(({ row }) => row.name === reference);
		if (!found) throw noAuthority(reference);
		const { row } = found;
		const item = found.item ?? (await this.certificate(session, row.id));
		const parents = await parentIds(all);
		return {
			...authorityOf({ row, item }, parents.get(row.id)),
			certificatePem: item.pem,
			chainPem: chainAbove(all, item),
		};
	}

	async idOf(session: Session, reference: string): Promise<string> {
		const rows = await this.rows(session);
		const row =
			rows.find(({ id }) => id === reference) ?? rows.find(({ name }) => name === reference);
		if (!row) throw noAuthority(reference);
		return row.id;
	}

	/** What signs where nothing else is said: no CA is the default one, so that the likeliest of those in use counts. */
	async issuing(session: Session): Promise<CaRow> {
		const [first] = (await this.rows(session)).filter(({ isActive }) => isActive).sort(likelier);
		if (!first) throw new PkiError('notFound', { reason: 'noIssuer', args: { mount } });
		return first;
	}

	/** What is above a certificate, from its issuer up; what cannot be read is left out. */
	async chainOf(session: Session, pem: string, caId?: string): Promise<readonly string[]> {
		const item = chainItemOf(pem);
		if (!item) return [];
		const listed = await this.all(session).catch(ifOnly<readonly KnownCa[]>([]));
		const chain = chainAbove(listed, item);
		if (chain.length > 0 || caId === undefined) return chain;
		const issuer = await this.certificate(session, caId, true).catch(ifOnly(undefined));
		return issuer ? [issuer.pem] : [];
	}

	/** The same for what was just made and must not be lost: whatever goes wrong, there is no chain then. */
	async chainIfReadable(session: Session, pem: string): Promise<readonly string[]> {
		try {
			return await session.aside((own) => this.chainOf(own, pem));
		} catch (error) {
			if (!isPkiError(error)) throw error;
			return [];
		}
	}
}

/** For what is an extra: refused, gone, damaged or too often asked for, it is left out. */
function ifOnly<T>(otherwise: T): (error: unknown) => T {
	return (error) => {
		if (endsEverything(error)) throw error;
		return otherwise;
	};
}

export function noAuthority(reference: string): PkiError {
	return new PkiError('notFound', { reason: 'noAuthority', args: { id: reference, mount } });
}

function chainAbove(all: readonly KnownCa[], item: ChainItem): readonly string[] {
	const known = all.flatMap((ca) => ca.item ?? []);
	const bag = [...known, { ...item, pem: '' }];
	return chainsIn(bag)({ ...item, pem: '' })
		.slice(1)
		.map(({ pem }) => pem);
}

function toRow(row: Json): CaRow | undefined {
	const id = asText(row.id) ?? asText(row.ca_id);
	if (id === undefined) return undefined;
	return {
		id,
		name: asText(row.name) ?? asText(row.common_name) ?? id,
		commonName: asText(row.common_name),
		isRoot: row.ca_type === 'root',
		isActive: asFlag(row.is_active) ?? true,
		parentId: asText(row.parent_ca_id),
		notBefore: isoTime(row.valid_from),
		notAfter: isoTime(row.valid_until),
		issued: asNumber(row.certificates_issued) ?? 0,
		createdAt: asText(row.created_at) ?? '',
	};
}

/** An intermediate rather than a root, then what has issued most, then the newest. */
function likelier(one: CaRow, other: CaRow): number {
	return (
		Number(one.isRoot) - Number(other.isRoot) ||
		other.issued - one.issued ||
		(other.createdAt > one.createdAt ? 1 : -1)
	);
}

/** Of most servers the list does not say who is above whom, but the certificates do. */
async function parentIds(all: readonly KnownCa[]): Promise<ReadonlyMap<string, string>> {
	const read = all.flatMap(({ row, item }) => (item ? [{ ...item, id: row.id }] : []));
	const parents = await parentsOf(read);
	const found = read.flatMap(({ id }, index): [string, string][] => {
		const parent = read[parents[index] ?? -1];
		return parent ? [[id, parent.id]] : [];
	});
	const said = all.flatMap(({ row: { id, parentId } }): [string, string][] =>
		parentId === undefined ? [] : [[id, parentId]],
	);
	return new Map([...said, ...found]);
}

function authorityOf({ row, item }: KnownCa, parentId: string | undefined): Authority {
	const { id, name, commonName, isActive } = row;
	const subject = item?.facts.subject ?? (commonName && `CN=${commonName}`);
	const { serialNumber } = item?.facts ?? {};
	return {
		...{ id, name, isDefault: false, hasKey: true, isActive },
		...(subject !== undefined && { subject }),
		...(serialNumber !== undefined && { serialNumber }),
		notBefore: item?.facts.notBefore ?? row.notBefore,
		notAfter: item?.facts.notAfter ?? row.notAfter,
		...(parentId !== undefined && { parentId }),
	};
}
