/**
 * Pairs of every kind, most of them with a few oddities: those of clients are issued below the root of the other scenes,
 * those of servers below a root of their own. The same in every run but for their keys.
 */
import type { Random } from '../support/random.js';
import { makeKeys } from './faults/keys.js';
import {
	ecKeys,
	keyUsages,
	makeCertificate,
	makeRoot,
	pkcs8,
	rsaKeys,
	type Certificate,
	type Keys,
	type Wish,
} from './material.js';
import { oddExtensions, oddIssuers, oddLeaves, serverNames, usagesOf } from './oddities.js';
import { makePki, type Faults, type Pki, type Scene } from './scene.js';

/** How often each thing is odd. */
const oddity = 0.12;

export function randomPairs(
	random: Random,
	count: number,
): { readonly pki: Pki; readonly faults: Faults } {
	const pki = makePki();
	const odd = Object.values(makeKeys());
	const usual = [ecKeys(), ecKeys('P-384'), rsaKeys()];
	const keys = () => random.one(random.chance(oddity) ? odd : usual);
	const scenes = Array.from({ length: count }, (_, index): [string, Scene] =>
		index % 2 === 0
			? [`pair-${index}-client`, clientScene(random, pki, keys)]
			: [`pair-${index}-server`, serverScene(random, keys)],
	);
	return { pki, faults: Object.fromEntries(scenes) };
}

function clientScene(random: Random, pki: Pki, keys: () => Keys): Scene {
	const root = random.one([pki.root, pki.rsaRoot]);
	const files = pairBelow(random, root, keys, { name: 'agent', ...usagesOf(random, 'clientAuth') });
	return { ...files, judged: true };
}

function serverScene(random: Random, keys: () => Keys): Scene {
	const root = makeRoot('Pair Root', { keys: keys() });
	const { name, ...names } = random.one(serverNames);
	const wish = { name: 'server', ...names, ...usagesOf(random, 'serverAuth') };
	return { ca: root.pem, name, server: pairBelow(random, root, keys, wish) };
}

function pairBelow(
	random: Random,
	root: Certificate,
	keys: () => Keys,
	wish: Partial<Wish> & { readonly name: string },
): { readonly cert: string; readonly key: string } {
	const above: Certificate[] = [];
	for (let depth = random.below(3); depth > 0; depth -= 1) {
		const odd = random.chance(oddity) ? random.one(oddIssuers) : {};
		const issuer = above[0] ?? root;
		above.unshift(makeRoot(`Pair Issuing ${depth}`, { issuer, keys: keys(), ...odd }));
	}
	const leaf = makeCertificate({
		ca: false,
		issuer: above[0] ?? root,
		keys: keys(),
		...wish,
		...(random.chance(oddity) && random.one(oddLeaves)),
		...(random.chance(oddity) && { keyUsage: random.one(Object.values(keyUsages)) }),
		...(random.chance(oddity) && { extensions: [random.one(oddExtensions)] }),
	});
	const cert = inSomeOrder(random, leaf, above, root);
	const key = random.chance(0.04) ? ecKeys() : leaf.keys;
	return { cert, key: pkcs8(key) };
}

/** With no intermediate left out: where nothing of it is in the file, nobody can tell from it. */
function inSomeOrder(
	random: Random,
	leaf: Certificate,
	above: readonly Certificate[],
	root: Certificate,
): string {
	const order = [leaf, ...(random.chance(oddity) ? above.toReversed() : above)];
	if (random.chance(oddity)) order.push(root);
	if (random.chance(oddity)) order.push(makeCertificate({ name: 'Stranger' }));
	if (random.chance(oddity / 2)) order.reverse();
	else if (random.chance(oddity)) order.push(random.one(order));
	return order.map(({ pem }) => pem).join(random.chance(0.5) ? '' : '# next\n');
}
