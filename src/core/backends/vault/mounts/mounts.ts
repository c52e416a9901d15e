/** Mounts of type `pki`, as far as the token may see them. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import type { Mount, Page, PageRequest } from '../../contract/backend.js';
import { asNumber, asRecord, asText, isRecord, type Json } from '../../../http/json.js';
import { pageLimit } from '../session/lists.js';
import type { Session } from '../session/session.js';
import { inParallel } from '../../../common/inParallel.js';

/** The cursor is the last mount's path. Rejects with `forbidden`, reason `noVisibleMount`, rather than with nothing. */
export async function listMounts(session: Session, page: PageRequest): Promise<Page<Mount>> {
	const all = Object.entries(await readMounts(session))
		.filter(([, entry]) => isRecord(entry) && entry.type === 'pki')
		.sort(([a], [b]) => (a < b ? -1 : 1));
	const from = page.cursor ?? '';
	const rest = all.filter(([path]) => path > from);
	const limit = pageLimit(page);
	const items = await inParallel(rest.slice(0, limit), 8, ([path, entry]) =>
		toMount(session, path.replace(/\/$/, ''), asRecord(entry)),
	);
	const last = rest.length > limit ? rest[limit - 1]?.[0] : undefined;
	return { items, total: all.length, ...(last !== undefined && { cursor: last }) };
}

async function readMounts(session: Session): Promise<Json> {
	try {
		const { data } = await session.read('sys/mounts');
		return data ?? {};
	} catch (error) {
		if (!isPkiError(error, 'forbidden') || !session.hasToken) throw error;
		// What a token that may only issue is allowed to see; empty for one that may do nothing.
		const { data } = await session.read('sys/internal/ui/mounts').catch(() => {
			throw error;
		});
		const mounts = asRecord(data?.secret);
		if (Object.values(mounts).some((entry) => isRecord(entry) && entry.type === 'pki')) {
			return mounts;
		}
		const { args, serverMessages } = error;
		throw new PkiError('forbidden', { reason: 'noVisibleMount', args, serverMessages });
	}
}

async function toMount(session: Session, mount: string, entry: Json): Promise<Mount> {
	const description = asText(entry.description);
	const own = asNumber(asRecord(entry.config).max_lease_ttl) ?? 0;
	const maxTtlSeconds = own > 0 ? own : await systemMaxTtl(session, mount);
	return {
		mount,
		...(description !== undefined && { description }),
		...(maxTtlSeconds !== undefined && { maxTtlSeconds }),
	};
}

/** A mount without its own maximum has the server's, which only `tune` tells. */
async function systemMaxTtl(session: Session, mount: string): Promise<number | undefined> {
	try {
		const { data } = await session.read(`sys/mounts/${mount}/tune`);
		return asNumber(data?.max_lease_ttl);
	} catch (error) {
		if (isPkiError(error, 'forbidden') || isPkiError(error, 'notFound')) return undefined;
		throw error;
	}
}
