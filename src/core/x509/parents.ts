/** Which CA stands above which: by names and key identifiers, and by the signature where one can be verified. */
import { createPacer } from '../common/pacer.js';
import { type ChainItem, isIssuerOf, isSelfIssued, verifySignature } from './chain.js';
import { issuersIn } from './issuerIndex.js';

/**
 * Whether a certificate's own key signed it (RFC 5280, 3.2): a root. `undefined` where node:crypto cannot say; a
 * certificate that only bears its issuer's name, as one made for a change of keys does, is none.
 */
export function isSelfSigned({ facts, der }: ChainItem): boolean | undefined {
	return isSelfIssued(facts) ? verifySignature(der, der) : false;
}

/**
 * The parent of each authority, by its position in the list; undefined for roots, and where none of the list issued it.
 * A root never has one, although another root of the same name and key verifies it as well. Of several parents with one
 * key the root comes first, then the one that ends last.
 */
export async function parentsOf(
	items: readonly ChainItem[],
): Promise<readonly (number | undefined)[]> {
	const positions = new Map<ChainItem, number>();
	for (const [index, item] of items.entries()) {
		if (!positions.has(item)) positions.set(item, index);
	}
	const candidatesFor = issuersIn(positions.keys());
	const parents: (number | undefined)[] = [];
	const pacer = createPacer();
	for (const item of items) {
		const parent = parentAmong(candidatesFor(item), item);
		parents.push(parent && positions.get(parent));
		if (pacer.isDue) await pacer.pause();
	}
	return parents;
}

function parentAmong(candidates: readonly ChainItem[], child: ChainItem): ChainItem | undefined {
	if (isRoot(child)) return undefined;
	let best: ChainItem | undefined;
	for (const candidate of candidates) {
		if (!mayBeParent(candidate, child)) continue;
		if (verifySignature(candidate.der, child.der) === false) continue;
		if (!best || isBetterParent(candidate, best)) best = candidate;
	}
	return best;
}

/** Where the signature cannot be verified, name and key identifiers have to do. */
function isRoot(item: ChainItem): boolean {
	return isSelfSigned(item) ?? true;
}

function mayBeParent({ facts }: ChainItem, child: ChainItem): boolean {
	return (
		facts.sha256Fingerprint !== child.facts.sha256Fingerprint && isIssuerOf(facts, child.facts)
	);
}

function isBetterParent(one: ChainItem, other: ChainItem): boolean {
	const [first, second] = [isSelfIssued(one.facts), isSelfIssued(other.facts)];
	if (first !== second) return first;
	return (one.facts.notAfter ?? '') > (other.facts.notAfter ?? '');
}

/**
 * The root above a certificate: the shortest way, signature by signature, to one that signed itself. `undefined` where
 * the bag does not hold it, or a signature cannot be verified.
 */
export function rootOf<Item extends ChainItem>(
	start: Item,
	bag: readonly Item[],
): Item | undefined {
	const seen = new Set<string>();
	const candidatesFor = issuersIn([start, ...bag]);
	let level: readonly Item[] = [start];
	while (level.length > 0) {
		const root = level.find((item) => isSelfSigned(item) === true);
		if (root) return root;
		for (const { facts } of level) seen.add(facts.sha256Fingerprint);
		const above = level.flatMap((child) =>
			candidatesFor(child)
				.filter((item) => !seen.has(item.facts.sha256Fingerprint) && mayBeParent(item, child))
				.filter((item) => verifySignature(item.der, child.der) === true),
		);
		level = [...new Map(above.map((item) => [item.facts.sha256Fingerprint, item])).values()];
	}
	return undefined;
}
