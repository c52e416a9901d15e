/** Who issued whom, in bags that somebody made so that it takes long. */
import assert from 'node:assert/strict';
import { chainsIn, type ChainItem } from '../../../src/core/x509/chain.js';
import { chainTrees } from '../../../src/core/x509/chainTree.js';
import { parentsOf, rootOf } from '../../../src/core/x509/parents.js';
import { countedWork } from '../../support/countedWork.js';
import { chainItem, newKeys } from '../../support/chainItem.js';

const keys = newKeys();
/** Read once, as only names and identifiers matter; any of them signed any other. */
const { der: signed, facts } = chainItem('any', keys, 'any', keys);
/** Of which nothing can be said, so that no search ends early. */
const unsigned = Buffer.of(0);

interface Wish {
	readonly subject: string;
	readonly issuer: string;
	readonly own?: string;
	readonly named?: string;
}

const bagOf = (der: Uint8Array, wishes: readonly Wish[]): ChainItem[] =>
	wishes.map(({ subject, issuer, own, named }, index) => {
		const sha256Fingerprint = `${index} ${subject}`;
		const ids = {
			...(own !== undefined && { subjectKeyIdentifier: own }),
			...(named !== undefined && { authorityKeyIdentifier: named }),
		};
		return { der, facts: { ...facts, subject, issuer, sha256Fingerprint, ...ids } };
	});

const times = (count: number, make: (index: number) => Wish): Wish[] =>
	Array.from({ length: count }, (_, index) => make(index));

const bags: Readonly<Record<string, (size: number) => Wish[]>> = {
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
		times(size, (n) => ({ subject: `CA${n % 5}`, issuer: `CA${Math.floor(n / 5) % 5}` })),
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
				const der = what === 'to find a root' ? signed : unsigned;
				const [small, large] = [bagOf(der, make(200)), bagOf(der, make(400))];
				await work(bagOf(der, make(50)));
				const [one, two] = [
					await countedWork(() => work(small)),
					await countedWork(() => work(large)),
				];
				assert.ok(two <= most * one + 2000, `${one} for one, ${two} for two`);
			});
		}
	}
});
