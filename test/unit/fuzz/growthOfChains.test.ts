/** Who issued whom, in bags that somebody made so that it takes long. */
import assert from 'node:assert/strict';
import { chainsIn, type ChainItem } from '../../../src/core/x509/chain.js';
import { chainTrees } from '../../../src/core/x509/chainTree.js';
import { parentsOf, rootOf } from '../../../src/core/x509/parents.js';
import { countedWork } from '../../support/countedWork.js';
import { chainItem, newKeys } from '../../support/chainItem.js';

const keys = newKeys();
const others = newKeys();
/** Signed by somebody else, so that no search ends early; read once, as only names and identifiers matter. */
const { der, facts } = chainItem('any', keys, 'any', others);

interface Wish {
	readonly subject: string;
	readonly issuer: string;
	readonly own?: string;
	readonly named?: string;
}

const times = (count: number, make: (index: number) => Wish): ChainItem[] =>
	Array.from({ length: count }, (_, index) => {
		const { subject, issuer, own, named } = make(index);
		const sha256Fingerprint = `${index} ${subject}`;
		const ids = {
			...(own !== undefined && { subjectKeyIdentifier: own }),
			...(named !== undefined && { authorityKeyIdentifier: named }),
		};
		return { der, facts: { ...facts, subject, issuer, sha256Fingerprint, ...ids } };
	});

const bags: Readonly<Record<string, (size: number) => ChainItem[]>> = {
	'issuers of one name': (size) => [
		...times(size, (n) => ({ subject: `leaf${n}`, issuer: 'CA' })),
		...times(size, () => ({ subject: 'CA', issuer: 'Root' })),
	],
	'issuers of one name and other keys': (size) => [
		...times(size, (n) => ({ subject: `leaf${n}`, issuer: 'CA', named: 'none' })),
		...times(size, (n) => ({ subject: 'CA', issuer: 'Root', own: `${n}` })),
	],
	'all of one name': (size) =>
		times(size, (n) => ({ subject: 'CA', issuer: 'CA', own: `${n}`, named: `${n + 1}` })),
	'one below the other': (size) => times(size, (n) => ({ subject: `${n}`, issuer: `${n + 1}` })),
	'cross-signed by one another': (size) =>
		times(size, (n) => ({ subject: `CA${n % 20}`, issuer: `CA${Math.floor(n / 20) % 20}` })),
};

const works: Readonly<Record<string, (bag: readonly ChainItem[]) => unknown>> = {
	'to find chains': (bag) => {
		const chainOf = chainsIn(bag);
		return bag.map((item) => chainOf(item));
	},
	'to find parents': parentsOf,
	'to find a root': (bag) => bag[0] && rootOf(bag[0], bag),
	'to draw a chain': (bag) => bag[0] && chainTrees(bag)(bag[0]),
};

/** Twice the input may take this many times the work. */
const most = 2.5;

describe('twice the certificates', function () {
	this.timeout(60_000);
	for (const [what, work] of Object.entries(works)) {
		for (const [title, make] of Object.entries(bags)) {
			it(`take twice the work ${what}: ${title}`, async () => {
				const [small, large] = [make(400), make(800)];
				await work(make(100));
				const [one, two] = [
					await countedWork(() => work(small)),
					await countedWork(() => work(large)),
				];
				assert.ok(two <= most * one + 20_000, `${one} for one, ${two} for two`);
			});
		}
	}
});
