/** What of a workspace is to be looked at first. */
import { createPacer } from '../common/pacer.js';
import type { Verdict } from '../x509/model.js';
import type { RecordKind } from './record.js';

/** In the order in which they are listed. */
export const groups = [
	'expired',
	'expiresSoon',
	'notYetValid',
	'unknown',
	'later',
	'keys',
	'crlsAndRequests',
	'containers',
	'unreadable',
] as const;

export type Group = (typeof groups)[number];

export interface Judged {
	readonly kind: RecordKind;
	readonly state: Verdict | 'none';
	readonly name: string;
	readonly notAfter?: string | undefined;
}

export function groupOf({ kind, state }: Pick<Judged, 'kind' | 'state'>): Group {
	switch (kind) {
		case 'certificate':
			return groupOfCertificate(state);
		case 'privateKey':
		case 'publicKey':
			return 'keys';
		case 'crl':
		case 'request':
		case 'ocsp':
			return 'crlsAndRequests';
		case 'container':
			return 'containers';
		case 'unreadable':
			return 'unreadable';
	}
}

function groupOfCertificate(state: Judged['state']): Group {
	switch (state) {
		case 'revoked':
		case 'expired':
			return 'expired';
		case 'expiresSoon':
		case 'notYetValid':
			return state;
		case 'valid':
			return 'later';
		case 'unknown':
		case 'none':
			return 'unknown';
	}
}

/** Those of each group, in the order of `groups`, without empty ones. Gives way to other work every 15 ms. */
export async function inGroups<Item extends Judged>(
	items: readonly Item[],
): Promise<readonly (readonly [Group, readonly Item[]])[]> {
	const members = new Map<Group, Item[]>();
	const pacer = createPacer();
	for (const item of items) {
		if (pacer.isDue) await pacer.pause();
		const group = groupOf(item);
		const others = members.get(group);
		if (others) others.push(item);
		else members.set(group, [item]);
	}
	return groups.flatMap((group) => {
		const found = members.get(group);
		return found ? [[group, found] as const] : [];
	});
}

/**
 * Within a group: what a CRL revokes, then what expires next; of what has expired the latest, which is the likeliest to be
 * in use still. Else in the order in which they were given.
 */
export function inUrgency<Item extends Judged>(
	items: readonly Item[],
	group: Group,
): readonly Item[] {
	const sign = group === 'expired' ? -1 : 1;
	// Asked for once each: a state is worked out whenever it is asked for.
	const ranked = items.map((item) => {
		const { state, notAfter = '' } = item;
		return { item, rank: state === 'revoked' ? 0 : 1, notAfter };
	});
	ranked.sort(
		(one, other) =>
			one.rank - other.rank ||
			(one.notAfter === other.notAfter ? 0 : one.notAfter < other.notAfter ? -sign : sign),
	);
	return ranked.map(({ item }) => item);
}
