import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { standInServices, type StandIn } from '../../support/standInContext.js';

describe('open clients', () => {
	let standIn: StandIn;
	let server: Server;
	/** What waits for an answer: a server that takes its time. */
	const waiting: ServerResponse[] = [];
	let asked: () => void;

	before(async () => {
		standIn = standInServices();
		server = createServer((_request, response) => {
			waiting.push(response);
			asked();
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
	});
	after(() => {
		standIn.dispose();
		server.close();
	});

	it('let a call end that runs while they are replaced: a key comes only once', async () => {
		const { connections, clients } = standIn.services;
		const { port } = server.address() as AddressInfo;
		const { id } = await connections.add({
			...{ backend: 'vault', label: 'Slow', secrets: { token: 'token' } },
			fields: { address: `http://127.0.0.1:${port}` },
		});
		const client = await clients.get(id);
		const arrived = new Promise<void>((resolve) => (asked = resolve));
		const role = client.readRole('pki', 'web');
		await arrived;
		clients.reopen(id);
		assert.notEqual(await clients.get(id), client);
		waiting[0]?.setHeader('content-type', 'application/json');
		waiting[0]?.end(JSON.stringify({ data: { allow_any_name: true } }));
		assert.equal((await role).rules.allowAnyName, true);
	});
});
