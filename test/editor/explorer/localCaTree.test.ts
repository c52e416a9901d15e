import assert from 'node:assert/strict';
import { CertificateNode } from '../../../src/explorer/nodes/certificate.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { eventually } from '../../support/editor.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';
import { tooltipOf, TreeReader } from '../../support/treeRows.js';

const connection = 'localCa';

describe('the tree over the Local CA', () => {
	let standIn: StandIn;
	let rows: TreeReader;

	before(() => {
		standIn = standInServices();
		rows = new TreeReader(new ConnectionTree(standIn.services));
	});
	after(() => {
		rows.tree.dispose();
		standIn.dispose();
	});

	async function issue(commonName: string): Promise<string> {
		const client = await standIn.services.clients.get(connection);
		const request = { mount: 'local', role: 'server', commonName, altNames: [commonName] };
		const issued = await client.issue?.({ ...request, ttlSeconds: 30 * 86_400 });
		assert.ok(issued);
		standIn.services.changes.fire({ connection, mount: 'local', part: 'certificates' });
		return issued.serialNumber;
	}

	it('says what to do first', async () => {
		assert.equal(rows.text(await rows.at('Local CA')), 'Local CA — built in');
		const first = await rows.at('Local CA', 'Issue your first test certificate');
		assert.equal(rows.tree.getTreeItem(first).command?.command, 'pki.issueTestCertificate');
		assert.deepEqual((await rows.texts('Local CA')).slice(1), ['Profiles']);
	});

	it('then shows the authorities, profiles and certificates it has', async () => {
		const serialNumber = await issue('api.test');
		const labels = (await rows.texts('Local CA')).map((text) => text.split(' — ')[0]);
		assert.deepEqual(labels, ['Authorities', 'Profiles', 'CRL', 'Revoked', 'Certificates']);
		const row = await rows.tree.find({ connection, mount: 'local', serialNumber });
		assert.ok(row instanceof CertificateNode);
		assert.match(rows.text(row), /^api\.test — (29|30) days left · .+/);
		const item = rows.tree.getTreeItem(row);
		const spoken = item.accessibilityInformation?.label ?? '';
		assert.match(spoken, /^api\.test, expires in .*, serial number [0-9a-f]{2}:/);
		assert.match(tooltipOf(item), new RegExp(`Serial number: ${serialNumber}`));
		assert.match(tooltipOf(item), /\d{4}-\d\d-\d\d \d\d:\d\d UTC/);
	});

	it('shows a revocation at the certificate and in the list of revoked ones', async () => {
		const serialNumber = await issue('old.test');
		const client = await standIn.services.clients.get(connection);
		assert.deepEqual(await rows.texts('Local CA', 'Revoked'), ['No revoked certificates']);
		await client.revoke?.({ mount: 'local', serialNumber, reason: 'superseded' });
		standIn.services.changes.fire({ connection, mount: 'local', part: 'certificates' });
		const [revoked] = await rows.texts('Local CA', 'Revoked');
		assert.match(revoked ?? '', /^old\.test — revoked/);
		const row = await rows.tree.find({ connection, mount: 'local', serialNumber });
		assert.ok(row);
		assert.match(String(rows.tree.getTreeItem(row).contextValue), / revoked /);
	});

	it('draws no name of a certificate as more than a name', async () => {
		const serialNumber = await issue('a.test');
		const row = await rows.tree.find({ connection, mount: 'local', serialNumber });
		assert.ok(row instanceof CertificateNode);
		const hostile = { ...row.certificate, name: 'a\u202e.test\n[x](command:y)' };
		const node = new CertificateNode(rows.tree, await rows.at('Local CA'), hostile, []);
		const item = rows.tree.getTreeItem(node);
		assert.equal(item.label, 'a.test [x] (command:y)');
		assert.ok(!tooltipOf(item).includes(']('));
	});

	it('draws a row anew after the open one below it has been filled', async () => {
		const authorities = await rows.at('Local CA', 'Authorities');
		authorities.forget();
		const [root] = await rows.tree.getChildren(authorities);
		assert.ok(root?.opensItself());
		rows.drawn.length = 0;
		rows.tree.redraw(authorities);
		rows.tree.redraw(authorities);
		assert.deepEqual(rows.drawn, []);
		assert.equal((await rows.tree.getChildren(root)).length, 1);
		await eventually('the redraw', () => (rows.drawn.length > 0 ? true : undefined));
		const before = rows.drawn.length;
		rows.tree.redraw(authorities);
		assert.equal(rows.drawn.length, before + 1, 'nothing more to wait for');
	});
});
