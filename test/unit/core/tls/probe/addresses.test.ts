/** Every address of a host is tried, and the first that answers is used. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { AddressRace, addressesOf } from '../../../../../src/core/tls/probe/addresses.js';
import { Listening } from '../../../../support/listening.js';

describe('the addresses of a host', () => {
	let listening: Listening;
	beforeEach(() => (listening = new Listening()));
	afterEach(() => listening.close());

	it('are those that the system knows, each once', async () => {
		assert.deepEqual(await addressesOf('10.0.0.7'), ['10.0.0.7']);
		assert.deepEqual(await addressesOf('::1'), ['::1']);
		const local = await addressesOf('localhost');
		assert.ok(local.includes('127.0.0.1') || local.includes('::1'));
		assert.equal(new Set(local).size, local.length);
		await assert.rejects(addressesOf('no-such-host.invalid'), { code: /ENOTFOUND|EAI_AGAIN/ });
	});

	it('are tried one after the other, and all told of', async () => {
		const port = await listening.listen(createServer());
		const addresses = ['127.0.0.3', '127.0.0.1', '127.0.0.4', '127.0.0.2'];
		const race = new AddressRace(addresses, port);
		const { address, socket } = await race.first();
		assert.equal(address, '127.0.0.1');
		const facts = await race.settled();
		assert.deepEqual(
			facts.map((one) => `${one.address} ${one.state} ${one.code ?? ''}`.trim()),
			[
				'127.0.0.3 failed ECONNREFUSED',
				'127.0.0.1 used',
				'127.0.0.4 failed ECONNREFUSED',
				'127.0.0.2 failed ECONNREFUSED',
			],
		);
		socket.destroy();
	});

	it('that answer as well are reachable', async () => {
		const port = await listening.listen(createServer(), '0.0.0.0');
		const race = new AddressRace(['127.0.0.1', '127.0.0.2'], port);
		const { socket } = await race.first();
		const states = (await race.settled()).map(({ state }) => state);
		assert.deepEqual(states, ['used', 'connected']);
		socket.destroy();
	});

	it('fail together with the last reason', async () => {
		const port = await listening.listen(createServer());
		await listening.close();
		const race = new AddressRace(['127.0.0.1', '127.0.0.2'], port);
		await assert.rejects(race.first(), { code: 'ECONNREFUSED' });
		assert.deepEqual(
			race.end().map(({ state }) => state),
			['failed', 'failed'],
		);
	});
});
