import assert from 'node:assert/strict';
import { TreeNode } from '../../../src/explorer/nodes/node.js';
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

	it('comes before the rows below where these make a row say more: afterwards VS Code may not ask for them again', async () => {
		const [localCa] = await tree.getChildren();
		assert.ok(localCa);
		const order: string[] = [];
		const listening = tree.onDidChangeTreeData((node) => {
			if (node instanceof TreeNode)
				order.push(`${String(tree.getTreeItem(node).description)} drawn`);
		});
		try {
			const groups = await tree.getChildren(localCa);
			const roles = groups.find(({ id }) => id.endsWith('/roles'));
			assert.ok(roles);
			tree.getTreeItem(roles);
			const profiles = await tree.getChildren(roles);
			order.push('rows below');
			assert.ok(profiles.length > 0);
			assert.deepEqual(order, [`(${profiles.length}) drawn`, 'rows below']);
			await tree.getChildren(roles);
			assert.equal(order.length, 2, 'drawn again although it says the same');
		} finally {
			listening.dispose();
		}
	});
});
