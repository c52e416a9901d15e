/** Which certificate, key and CA belong to one configuration. */
import type { PathCandidate } from './candidate.js';
import { stemOf } from './keys.js';

export interface PathPair<Path extends PathCandidate = PathCandidate> {
	readonly certificate: Path;
	readonly key: Path;
}

/** The paths of one block, section, item or command. */
export interface PathGroup<Path extends PathCandidate = PathCandidate> {
	readonly members: readonly Path[];
	/** Each certificate with the key that is loaded with it; only where there is no doubt. */
	readonly pairs: readonly PathPair<Path>[];
	/** Each certificate with the issuers that are sent with it. */
	readonly chains: readonly { readonly certificate: Path; readonly chain: Path }[];
}

/** In the order of their first members. */
export function groupsOf<Path extends PathCandidate>(
	paths: readonly Path[],
): readonly PathGroup<Path>[] {
	return groupBy(paths, ({ scope }) => scope).map((members) => {
		const byStem = groupBy(members, ({ key = '', role }) => (role === 'ca' ? 'ca' : stemOf(key)));
		const certificates = members.filter(({ kindHint }) => kindHint === 'certificate');
		const [certificate] = certificates;
		const chains =
			certificate && certificates.length === 1
				? members.flatMap((chain) => (chain.isChain ? [{ certificate, chain }] : []))
				: [];
		return { members, pairs: byStem.flatMap(pairsOf), chains };
	});
}

/**
 * Several certificates and as many keys go together one by one where each stands beside its own (`ssl_certificate`,
 * `ssl_certificate_key` and again); else only one of each.
 */
function pairsOf<Path extends PathCandidate>(members: readonly Path[]): readonly PathPair<Path>[] {
	const halves = members.filter(
		({ kindHint, isSure }) => isSure && (kindHint === 'certificate' || kindHint === 'key'),
	);
	const pairs: PathPair<Path>[] = [];
	for (let index = 0; index + 1 < halves.length; index += 2) {
		const [one, other] = halves.slice(index, index + 2);
		if (!one || !other || one.kindHint === other.kindHint) return [];
		pairs.push(
			one.kindHint === 'certificate'
				? { certificate: one, key: other }
				: { certificate: other, key: one },
		);
	}
	return halves.length === pairs.length * 2 ? pairs : [];
}

function groupBy<Item>(
	items: readonly Item[],
	keyOf: (item: Item) => string | number,
): readonly (readonly Item[])[] {
	const groups = new Map<string | number, Item[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return [...groups.values()];
}
