/** A server with thousands of mounts, which it lists a few at a time. */
import assert from 'node:assert/strict';
import { BackendRegistry } from '../../../src/core/backends/registry.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { makeMinimalBackend } from '../../support/minimalBackend.js';
import { standInServices, StandInStorage } from '../../support/standInContext.js';
import { TreeReader } from '../../support/treeRows.js';

async function rowsOf(others: readonly string[]): Promise<readonly string[]> {
	const { definition } = await makeMinimalBackend(others, 900);
	const backends = new BackendRegistry([...new BackendRegistry().all, definition]);
	const standIn = standInServices(new StandInStorage(), backends);
	const tree = new ConnectionTree(standIn.services);
	try {
		const fields = { endpoint: 'https://minimal.test' };
		const wish = { backend: definition.id, label: 'Shelf', fields, secrets: {} };
		await standIn.services.connections.add(wish);
		return await new TreeReader(tree).texts('Shelf');
	} finally {
		tree.dispose();
		standIn.dispose();
	}
}

const named = (count: number) =>
	Array.from({ length: count }, (_, index) => `m${String(index).padStart(5, '0')}`);

describe('the mounts of a connection', () => {
	it('are all listed, however few at a time the server tells', async () => {
		const rows = await rowsOf(named(1999));
		assert.equal(rows.length, 2000);
		assert.equal(rows.at(-1), 'm01998/');
	});

	it('of which only the first are shown say so, and how to reach the others', async () => {
		const rows = await rowsOf(named(5000));
		assert.equal(rows.length, 5001);
		assert.equal(rows.at(-2), 'm04998/');
		assert.equal(rows.at(-1), 'Only the first 5000 mounts are shown. Pin others by path.');
	});
});
