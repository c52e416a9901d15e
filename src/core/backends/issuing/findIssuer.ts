import type { CallOptions } from '../../common/call.js';
import { isPkiError } from '../../common/errors.js';
import { decodeInSlices } from '../../decode/decode.js';
import { type IssuedCertificate, issuerAmong } from '../../x509/issuerSearch.js';
import type { Authority, Backend } from '../contract/backend.js';
import { readPages } from '../readPages.js';

/** What is known by its path, also where lists are refused. */
export interface KnownPlace {
	readonly mount: string;
	/** Absent: the mount, or something else in it. */
	readonly authority?: string | undefined;
}

/** No server has more mounts, and no mount more issuers. */
const mostListed = 20_000;

/** An authority of a server. */
export interface IssuerPlace {
	readonly mount: string;
	/** The id that `issuer` fields take. */
	readonly authority: string;
	readonly der: Uint8Array;
}

/** The certificate that signed `child`, DER; see `findIssuerPlace`. */
export async function findIssuer(
	client: Backend,
	child: IssuedCertificate,
	known: readonly KnownPlace[],
	call: CallOptions,
): Promise<Uint8Array | undefined> {
	return (await findIssuerPlace(client, child, known, call))?.der;
}

/**
 * The authority that signed `child`, among those of a server; undefined where it is not there. What the token may not list
 * is passed over, save what is known of it; where nothing is found, the first such refusal is thrown.
 */
export async function findIssuerPlace(
	client: Backend,
	child: IssuedCertificate,
	known: readonly KnownPlace[],
	call: CallOptions,
): Promise<IssuerPlace | undefined> {
	const refusals: unknown[] = [];
	/** Undefined where it is refused or not there. */
	const tried = <T>(answer: Promise<T>): Promise<T | undefined> =>
		answer.catch((error: unknown) => {
			if (isPkiError(error, 'forbidden')) refusals.push(error);
			else if (!isPkiError(error, 'notFound')) throw error;
			return undefined;
		});
	const mounts = await tried(readPages((page) => client.listMounts(page, call), mostListed));
	const names = [...(mounts?.items ?? []), ...known].map(({ mount }) => mount);
	for (const mount of new Set(names)) {
		const listed = await tried(
			readPages((page) => client.listAuthorities(mount, page, call), mostListed),
		);
		const ids = listed ? candidates(listed.items, child) : knownIn(mount, known);
		for (const id of ids) {
			const record = await tried(client.readAuthority(mount, id, call));
			const blocks = record ? await decodeInSlices(record.certificatePem, call) : [];
			const found = issuerAmong(child, blocks);
			if (found) return { mount, authority: id, der: found };
		}
	}
	if (refusals.length > 0) throw refusals[0];
	return undefined;
}

/** Those that bear the issuer's name, and those of whom no name is told. */
function candidates(listed: readonly Authority[], { facts }: IssuedCertificate): readonly string[] {
	return listed.flatMap(({ id, subject }) =>
		subject === undefined || subject === facts.issuer ? [id] : [],
	);
}

/** A path may name the one that signs by the word `default`. */
function knownIn(mount: string, known: readonly KnownPlace[]): readonly string[] {
	const ids = known.flatMap((place) => (place.mount === mount ? (place.authority ?? []) : []));
	return [...new Set([...ids, 'default'])];
}
