import assert from 'node:assert/strict';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { eventually } from '../../support/editor.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';

describe('drawing the tree anew', () => {
	let standIn: StandIn;
	let tree: ConnectionTree;
	let drawings: number;

	before(async () => {
		standIn = standInServices();
		tree = new ConnectionTree(standIn.services);
		await tree.getChildren();
		tree.onDidChangeTreeData((node) => (drawings += node === undefined ? 1 : 0));
	});
	beforeEach(() => {
		drawings = 0;
	});
	after(() => {
		tree.dispose();
		standIn.dispose();
	});

	const drawn = (times: number) =>
		eventually('a drawing', () => (drawings >= times ? true : undefined));

	it('happens once for a new connection, whatever else tells of it', async () => {
		const { connections, changes } = standIn.services;
		const fields = { address: 'http://127.0.0.1:1' };
		const secrets = { token: 'not-a-token' };
		const added = await connections.add({ backend: 'vault', label: 'lab', fields, secrets });
		changes.fire({ connection: added.id });
		await drawn(1);
		assert.equal(drawings, 1);
		const labels = (await tree.getChildren()).map((row) => tree.getTreeItem(row).label);
		assert.deepEqual(labels, ['Local CA', 'lab']);
		await connections.secrets(added.id).set('token', 'another');
		await connections.remove(added.id);
		await drawn(2);
		assert.equal(drawings, 2);
		assert.equal((await tree.getChildren()).length, 1);
	});
});
