/** The certificates of a bag that belong to one, as a tree from the roots down: who signed whom, and what is missing. */
import { createPacer } from '../common/pacer.js';
import {
	type ChainItem,
	isIssuerOf,
	isSelfIssued,
	longestChain,
	verifySignature,
} from './chain.js';
import { issuedIn, issuersIn, mostNamesakes } from './issuerIndex.js';
import { signatureBy, type SignatureVerdict } from './signature.js';

export type ChainNode<Item extends ChainItem> = CertificateNode<Item> | GapNode<Item>;

export interface CertificateNode<Item extends ChainItem> {
	readonly kind: 'certificate';
	readonly item: Item;
	/**
	 * Whether the certificate above made the signature: of a root itself, `unknown` below a gap. `bad` where the bag holds
	 * the issuer by name only.
	 */
	readonly signature: SignatureVerdict;
	/** The tree has another certificate of this name and key, from another issuer. */
	readonly crossSigned: boolean;
	/** Drawn elsewhere with what is below it, and so without it here: a second issuer, or a circle. */
	readonly repeated: boolean;
	/** What is below is drawn as a tree of its own, since this branch is as long as any chain in use. */
	readonly continued: boolean;
	readonly children: readonly CertificateNode<Item>[];
}

/** An issuer that is not in the bag, above those that it issued. */
export interface GapNode<Item extends ChainItem> {
	readonly kind: 'gap';
	/** Its distinguished name. */
	readonly issuer: string;
	readonly children: readonly CertificateNode<Item>[];
}

export interface ChainTree<Item extends ChainItem> {
	readonly tops: readonly ChainNode<Item>[];
	/** Distinct certificates in the tree. */
	readonly count: number;
	/** False where more belong to it than are drawn. */
	readonly complete: boolean;
}

/** More than these nobody reads, and the work for each bag stays small. */
const mostDrawn = 200;

/**
 * Answers, for any certificate of a bag, the tree it belongs to: those above it, what they issued, and cross-signed ones
 * with theirs. The bag is gone through once; the work for a tree depends on what is drawn, not on the bag's size.
 */
export function chainTrees<Item extends ChainItem>(
	bag: readonly Item[],
): (start: Item) => Promise<ChainTree<Item>> {
	const distinct = new Map<string, Item>();
	for (const item of bag) {
		const { sha256Fingerprint: id } = item.facts;
		if (!distinct.has(id)) distinct.set(id, item);
	}
	const all = [...distinct.values()];
	const index: BagIndex<Item> = {
		order: new Map(all.map((item, position) => [item, position])),
		issuersOf: issuersIn(all),
		issuedBy: issuedIn(all, mostDrawn + 1),
		twins: grouped(all),
	};
	return async (start) => {
		const known = distinct.get(start.facts.sha256Fingerprint) ?? start;
		const { family: namesakes, complete } = familyOf(known, index);
		const parents = await parentsIn(namesakes, index);
		const family = connectedTo(known, parents);
		return { tops: new Drawing(family, parents, index).tops(), count: family.size, complete };
	};
}

interface BagIndex<Item extends ChainItem> {
	readonly order: ReadonlyMap<Item, number>;
	readonly issuersOf: (item: Item) => readonly Item[];
	readonly issuedBy: (item: Item) => readonly Item[];
	/** Of the same name and key. */
	readonly twins: ReadonlyMap<string, readonly Item[]>;
}

function grouped<Item extends ChainItem>(
	items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const name = nameAndKey(item);
		const group = groups.get(name);
		if (!group) groups.set(name, [item]);
		else if (group.length < mostNamesakes) group.push(item);
	}
	return groups;
}

function candidatesFor<Item extends ChainItem>(item: Item, { issuersOf }: BagIndex<Item>): Item[] {
	return issuersOf(item).filter((other) => other !== item && isIssuerOf(other.facts, item.facts));
}

/** By names and key identifiers: upwards first, so that the way to the roots is there where not everything is. */
function familyOf<Item extends ChainItem>(
	start: Item,
	index: BagIndex<Item>,
): { readonly family: ReadonlySet<Item>; readonly complete: boolean } {
	const family = new Set([start]);
	const above = [start];
	const below: Item[] = [];
	let complete = true;
	const take = (items: readonly Item[]) => {
		for (const item of items) {
			if (family.has(item)) continue;
			if (family.size >= mostDrawn) {
				complete = false;
				return;
			}
			family.add(item);
			above.push(item);
		}
	};
	for (;;) {
		const up = above.shift();
		const next = up ?? below.shift();
		if (next === undefined) return { family, complete };
		if (up !== undefined) {
			take([...candidatesFor(up, index), ...(index.twins.get(nameAndKey(up)) ?? [])]);
			below.push(up);
		} else {
			take(index.issuedBy(next).filter((other) => isIssuerOf(next.facts, other.facts)));
		}
	}
}

interface Parents<Item extends ChainItem> {
	readonly items: readonly Item[];
	readonly signature: SignatureVerdict;
}

async function parentsIn<Item extends ChainItem>(
	family: ReadonlySet<Item>,
	index: BagIndex<Item>,
): Promise<ReadonlyMap<Item, Parents<Item>>> {
	const pacer = createPacer();
	const found = new Map<Item, Parents<Item>>();
	for (const item of family) {
		found.set(item, parentsOf(item, family, index));
		if (pacer.isDue) await pacer.pause();
	}
	return found;
}

/** Those whose key made the signature; else those of which it cannot be said; else one that bears the name. */
function parentsOf<Item extends ChainItem>(
	item: Item,
	family: ReadonlySet<Item>,
	index: BagIndex<Item>,
): Parents<Item> {
	if (isSelfIssued(item.facts)) {
		const own = verifySignature(item.der, item.der);
		if (own !== false) return { items: [], signature: own === true ? 'good' : 'unknown' };
	}
	const candidates = candidatesFor(item, index).filter((other) => family.has(other));
	const verdicts = candidates.map((other) => signatureBy([other], item));
	const having = (verdict: SignatureVerdict) =>
		candidates.filter((_, position) => verdicts[position] === verdict);
	for (const signature of ['good', 'unknown'] as const) {
		const items = having(signature);
		if (items.length > 0) return { items, signature };
	}
	const [namesake] = candidates;
	return namesake ? { items: [namesake], signature: 'bad' } : { items: [], signature: 'unknown' };
}

/** Without those that only have the name of somebody's issuer. */
function connectedTo<Item extends ChainItem>(
	start: Item,
	parents: ReadonlyMap<Item, Parents<Item>>,
): ReadonlySet<Item> {
	const links = new Map<Item | string, (Item | string)[]>();
	const link = (one: Item | string, other: Item | string) => {
		for (const [from, to] of [
			[one, other],
			[other, one],
		] as const) {
			const known = links.get(from);
			if (known) known.push(to);
			else links.set(from, [to]);
		}
	};
	for (const [item, { items }] of parents) {
		link(item, nameAndKey(item));
		for (const parent of items) link(item, parent);
	}
	const seen = new Set<Item | string>([start]);
	for (const one of seen) for (const other of links.get(one) ?? []) seen.add(other);
	return new Set([...seen].filter((one) => typeof one !== 'string'));
}

class Drawing<Item extends ChainItem> {
	readonly #drawn = new Set<Item>();
	readonly #children = new Map<Item, Item[]>();
	readonly #twins: ReadonlyMap<string, number>;
	/** What is to be drawn as a tree of its own. */
	readonly #later: Item[] = [];

	constructor(
		private readonly family: ReadonlySet<Item>,
		private readonly parents: ReadonlyMap<Item, Parents<Item>>,
		private readonly index: BagIndex<Item>,
	) {
		const twins = new Map<string, number>();
		for (const item of this.#inOrder(family)) {
			twins.set(nameAndKey(item), (twins.get(nameAndKey(item)) ?? 0) + 1);
			// In the order of the bag, as are the tops.
			for (const parent of parents.get(item)?.items ?? []) {
				const children = this.#children.get(parent);
				if (children) children.push(item);
				else this.#children.set(parent, [item]);
			}
		}
		this.#twins = twins;
	}

	tops(): readonly ChainNode<Item>[] {
		const ordered = this.#inOrder(this.family);
		const tops: ChainNode<Item>[] = [];
		const gaps = new Map<string, Item[]>();
		for (const item of ordered.filter((one) => this.parents.get(one)?.items.length === 0)) {
			if (isSelfIssued(item.facts)) tops.push(this.#draw(item, 0));
			else gaps.set(item.facts.issuer, [...(gaps.get(item.facts.issuer) ?? []), item]);
		}
		for (const [issuer, items] of gaps) {
			const children = items.map((item) => this.#draw(item, 1));
			tops.push({ kind: 'gap', issuer, children });
		}
		this.#drawLater(tops);
		// What is left stands in a circle, which begins nowhere.
		for (const item of ordered) {
			if (this.#drawn.has(item)) continue;
			tops.push(this.#draw(item, 0));
			this.#drawLater(tops);
		}
		return tops;
	}

	#drawLater(tops: ChainNode<Item>[]): void {
		for (let item = this.#later.shift(); item !== undefined; item = this.#later.shift()) {
			if (!this.#drawn.has(item)) tops.push(this.#draw(item, 0));
		}
	}

	#draw(item: Item, depth: number): CertificateNode<Item> {
		const repeated = this.#drawn.has(item);
		this.#drawn.add(item);
		const below = repeated ? [] : (this.#children.get(item) ?? []);
		const continued = depth >= longestChain && below.length > 0;
		if (continued) this.#later.push(...below);
		return {
			kind: 'certificate',
			item,
			signature: this.parents.get(item)?.signature ?? 'unknown',
			crossSigned: (this.#twins.get(nameAndKey(item)) ?? 0) > 1,
			repeated: repeated && (this.#children.get(item) ?? []).length > 0,
			continued,
			children: continued ? [] : below.map((child) => this.#draw(child, depth + 1)),
		};
	}

	#inOrder(items: Iterable<Item>): Item[] {
		const { order } = this.index;
		return [...items].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));
	}
}

function nameAndKey({ facts }: ChainItem): string {
	return `${facts.publicKeySha256} ${facts.subject}`;
}
