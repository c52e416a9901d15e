/** Which certificates of a mount are revoked: from the list of them, else from the CRLs, which anybody may read. */
import { createHash } from 'node:crypto';
import { isPkiError } from '../../../common/errors.js';
import { firstPemDer } from '../../../find/pem.js';
import { type CrlPair, Revocations } from '../../../x509/revocations.js';
import type { CertificateSummary } from '../../contract/backend.js';
import { asText } from '../../../http/json.js';
import { listIssuers } from '../mounts/issuers.js';
import { listSerials } from '../session/lists.js';
import type { Session } from '../session/session.js';
import { inParallel } from '../../../common/inParallel.js';

export type Revoked = Pick<CertificateSummary, 'revoked' | 'revokedAt'>;

/** In an order of its own. */
export interface RevokedSerials {
	readonly size: number;
	/** The time is there where the source has it; undefined where it is not revoked. */
	find(serialNumber: string): Revoked | undefined;
	slice(from: number, to: number): readonly string[];
	/** Where the list goes on, also where that one is gone from it meanwhile. */
	positionAfter(serialNumber: string): number;
}

/**
 * From `certs/revoked`; where the server lacks it or the token may not read it, from the CRLs of all issuers, with what
 * their delta CRLs change.
 */
export async function readRevokedSerials(session: Session, mount: string): Promise<RevokedSerials> {
	try {
		return listed(await listSerials(session, mount, 'certs/revoked'));
	} catch (error) {
		if (!isPkiError(error, 'unsupported') && !isPkiError(error, 'forbidden')) throw error;
		return readFromCrls(session, mount, error);
	}
}

function listed(serials: readonly string[]): RevokedSerials {
	const all = new Set(serials);
	return {
		size: serials.length,
		find: (serial) => (all.has(serial) ? { revoked: true } : undefined),
		slice: (from, to) => serials.slice(from, to),
		positionAfter: (serial) => positionAfter(serials, serial),
	};
}

/** In a sorted list of serial numbers; also where that one is gone from it. */
export function positionAfter(serials: readonly string[], last: string): number {
	const index = serials.indexOf(last);
	if (index >= 0) return index + 1;
	const next = serials.findIndex((serial) => serial > last);
	return next < 0 ? serials.length : next;
}

/** A mount without a CRL has revoked nothing; a refusal stays the refusal it was. */
async function readFromCrls(
	session: Session,
	mount: string,
	refusal: unknown,
): Promise<RevokedSerials> {
	try {
		return indexed(await Revocations.read(await readCrls(session, mount)));
	} catch (error) {
		throw isPkiError(error, 'forbidden') ? refusal : error;
	}
}

function indexed(revocations: Revocations): RevokedSerials {
	return {
		size: revocations.size,
		find: (serial) => {
			const entry = revocations.find(serial);
			return entry && { revoked: true, revokedAt: entry.revokedAt };
		},
		slice: (from, to) => {
			const serials: string[] = [];
			for (let at = from; at < Math.min(to, revocations.size); at++) {
				serials.push(revocations.at(at)?.serialNumber ?? '');
			}
			return serials;
		},
		positionAfter: (serial) => {
			const at = revocations.positionOf(serial);
			return revocations.at(at)?.serialNumber === serial ? at + 1 : at;
		},
	};
}

/** Of every issuer, each once: issuers with one key share theirs. */
async function readCrls(session: Session, mount: string): Promise<readonly CrlPair[]> {
	const ids = await listIssuers(session, mount);
	const read = await inParallel(ids, 4, (id) => {
		const path = `${mount}/issuer/${id}/crl`;
		return readPair(session, path, `${path}/delta`, 'crl');
	});
	const pairs = read.filter((pair) => pair !== undefined);
	if (pairs.length > 0) {
		return [...new Map(pairs.map((pair) => [digestOf(pair.complete), pair])).values()];
	}
	// Servers from before there were several issuers.
	const only = await readPair(
		session,
		`${mount}/cert/crl`,
		`${mount}/cert/delta-crl`,
		'certificate',
	);
	return only ? [only] : [];
}

function digestOf(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

type Pair = CrlPair & { readonly complete: Buffer };

async function readPair(
	session: Session,
	path: string,
	deltaPath: string,
	field: string,
): Promise<Pair | undefined> {
	const [complete, delta] = await Promise.all([
		readDer(session, path, field),
		// A server that makes none, or tells nobody, has the complete one.
		readDer(session, deltaPath, field).catch((error: unknown) => {
			if (isPkiError(error, 'forbidden')) return undefined;
			throw error;
		}),
	]);
	return complete && { complete, delta };
}

async function readDer(session: Session, path: string, field: string): Promise<Buffer | undefined> {
	try {
		const { data } = await session.read(path);
		return firstPemDer(asText(data?.[field]) ?? '', 'X509 CRL');
	} catch (error) {
		if (isPkiError(error, 'notFound') || isPkiError(error, 'unsupported')) return undefined;
		throw error;
	}
}
