/** Chains that end at an intermediate: the root above it is often in another mount of the same server. */
import type { CallOptions } from '../../../common/call.js';
import { isPkiError } from '../../../common/errors.js';
import type { Logger } from '../../../common/logger.js';
import { chainItemOf } from '../../../x509/chain.js';
import { isSelfSigned } from '../../../x509/parents.js';
import type { Runner } from './runner.js';
import { findChain } from '../mounts/issuers.js';
import { listMounts } from '../mounts/mounts.js';
import type { Session } from '../session/session.js';

/** Every mount is a request or two, and each intermediate may be in a mount of its own. */
const mountsAtMost = 20;
const stepsAtMost = 5;

/** A certificate with what is known above it. */
export interface Chained {
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
}

/** A search that takes longer is not worth waiting for. */
const patienceMs = 5000;

/**
 * The same record with what other mounts know above its chain: clients trust a root, and most refuse an intermediate
 * in its place. It is a call of its own, after the one that answered the record, so that nothing that was issued is
 * lost when it is refused, fails, takes too long or is cancelled: the chain stays as it is then.
 */
export async function withWholeChain<T extends Chained>(
	run: Runner,
	mount: string,
	record: T,
	{ signal, timeoutMs = patienceMs }: CallOptions,
	log: Logger,
): Promise<T> {
	const top = record.chainPem.at(-1) ?? record.certificatePem;
	try {
		const more = await run({ signal, timeoutMs: Math.min(timeoutMs, patienceMs) }, (session) =>
			climb(session, mount, top),
		);
		return more.length === 0 ? record : { ...record, chainPem: [...record.chainPem, ...more] };
	} catch (error) {
		// Whatever went wrong, a key that the server made exists nowhere else.
		if (!isPkiError(error)) log.error(`${mount}: the search for a root failed: ${String(error)}`);
		return record;
	}
}

async function climb(session: Session, mount: string, from: string): Promise<readonly string[]> {
	const found: string[] = [];
	for (let step = 0; step < stepsAtMost; step++) {
		const more = await above(session, mount, found.at(-1) ?? from);
		if (more.length === 0) break;
		found.push(...more);
	}
	return found;
}

/** What stands above a certificate in the first other mount that knows its issuer; empty for a root. */
async function above(session: Session, mount: string, pem: string): Promise<readonly string[]> {
	const certificate = chainItemOf(pem);
	if (!certificate || (isSelfSigned(certificate) ?? true)) return [];
	const { items } = await listMounts(session, { limit: mountsAtMost });
	for (const { mount: other } of items) {
		if (other === mount) continue;
		const found = await findChain(session, other, certificate);
		if (found.length > 0) return found;
	}
	return [];
}
