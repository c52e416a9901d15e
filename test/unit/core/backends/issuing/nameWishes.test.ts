import assert from 'node:assert/strict';
import type { RoleRules } from '../../../../../src/core/backends/contract/backend.js';
import {
	type NameWishes,
	placeNames,
	takeHosts,
	usageOf,
} from '../../../../../src/core/backends/issuing/nameWishes.js';

const table: readonly {
	readonly title: string;
	readonly given: NameWishes;
	readonly rules?: RoleRules;
	readonly usage?: 'server' | 'client' | 'both';
	readonly placed: NameWishes;
	readonly isAdded?: boolean;
}[] = [
	{
		title: 'an address of the common name goes to the IP SANs too',
		given: { commonName: '127.0.0.1' },
		placed: { commonName: '127.0.0.1', ipSans: ['127.0.0.1'] },
		isAdded: true,
	},
	{
		title: 'it does not where the role allows none',
		given: { commonName: '127.0.0.1' },
		rules: { allowIpSans: false },
		placed: { commonName: '127.0.0.1' },
	},
	{
		title: 'it is not put there twice',
		given: { commonName: '::1', ipSans: ['::1'] },
		placed: { commonName: '::1', ipSans: ['::1'] },
	},
	{
		title: 'addresses and URIs among the DNS names go where they belong',
		given: {
			commonName: 'a.test',
			altNames: ['10.0.0.7', 'spiffe://lab/web', 'o@a.test', 'b.test'],
		},
		placed: {
			commonName: 'a.test',
			altNames: ['o@a.test', 'b.test'],
			ipSans: ['10.0.0.7'],
			uriSans: ['spiffe://lab/web'],
		},
	},
	{
		title: 'a URI of the common name goes to the URI SANs where the role allows it',
		given: { commonName: 'spiffe://lab/web' },
		rules: { allowedUriSans: ['spiffe://lab/*'] },
		placed: { commonName: 'spiffe://lab/web', uriSans: ['spiffe://lab/web'] },
		isAdded: true,
	},
	{
		title: 'it does not where the role allows others only',
		given: { commonName: 'spiffe://lab/web' },
		rules: { allowedUriSans: [] },
		placed: { commonName: 'spiffe://lab/web' },
	},
	{
		title: 'an address with a scheme stands for its host',
		given: { commonName: 'https://localhost:3000', altNames: ['http://127.0.0.1:80/x'] },
		placed: { commonName: 'localhost', altNames: [], ipSans: ['127.0.0.1'] },
	},
	{
		title: 'URIs that were given as such stay',
		given: { commonName: 'a.test', uriSans: ['https://a.test/me'] },
		placed: { commonName: 'a.test', uriSans: ['https://a.test/me'] },
	},
	{
		title: 'what is no address stays where it was given',
		given: { commonName: 'a.test', ipSans: ['10.0.0.999'] },
		placed: { commonName: 'a.test', ipSans: ['10.0.0.999'] },
	},
];

describe('names are put where clients look for them', () => {
	for (const { title, given, rules = {}, usage, placed, isAdded = false } of table) {
		it(title, () => {
			const answer = placeNames(given, rules, usage);
			assert.deepEqual(JSON.parse(JSON.stringify(answer.names)), placed);
			assert.equal(answer.isAdded, isAdded);
		});
	}

	it('takes hosts of servers’ addresses, and says which, without a password', () => {
		const names = ['https://me:secret@a.test/x', 'a.test', 'spiffe://lab/web', 'localhost:1'];
		assert.deepEqual(takeHosts(names, {}, 'both'), {
			names: ['a.test', 'spiffe://lab/web', 'localhost'],
			taken: [
				{ from: 'https://a.test/x', to: 'a.test' },
				{ from: 'localhost:1', to: 'localhost' },
			],
		});
	});

	it('leaves URLs to clients, and to roles that allow just these', () => {
		const id = 'https://a.test/me';
		assert.deepEqual(takeHosts([id], {}, 'client').names, [id]);
		assert.deepEqual(takeHosts(['a.test:80'], {}, 'client').names, ['a.test']);
		const role = { allowedUriSans: ['https://a.test/*'] };
		assert.deepEqual(takeHosts([id], role, 'both').names, [id]);
		assert.deepEqual(takeHosts([id], { allowedUriSans: ['*'] }, 'both').names, ['a.test']);
	});

	it('knows what a role’s certificates are for', () => {
		assert.equal(usageOf({ serverAuth: true, clientAuth: true }, undefined), 'both');
		assert.equal(usageOf({ serverAuth: true, clientAuth: false }, undefined), 'server');
		assert.equal(usageOf({ serverAuth: false, clientAuth: true }, undefined), 'client');
		assert.equal(usageOf({}, undefined), undefined);
		assert.equal(usageOf({ serverAuth: true }, 'client'), 'client');
	});
});
