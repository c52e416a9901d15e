/** The tree over the fake of ScaiVault: CAs below one another, each with its CRL, and menus that follow what a token may do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { run as rotateCrl } from '../../src/commands/administer/rotateCrl.js';
import type { CommandContext } from '../../src/commands/command.js';
import { chooseTargets } from '../../src/commands/input/chosenCertificate.js';
import type { Backend } from '../../src/core/backends/contract/backend.js';
import { keptOf, parseKept } from '../../src/details/kept.js';
import { readSubject } from '../../src/details/page/subject.js';
import type { TreeNode } from '../../src/explorer/nodes/node.js';
import { ConnectionTree } from '../../src/explorer/tree.js';
import type { Services } from '../../src/services/services.js';
import { PanelInTest } from '../support/detailsPanel.js';
import { eventually } from '../support/editor.js';
import { holds, type MenuItem } from '../support/menus.js';
import { makeCas, mount, type OpenFake, openFake } from '../support/scaivault/connection.js';
import { type StandIn, standInServices } from '../support/standInContext.js';
import { tooltipOf, TreeReader } from '../support/treeRows.js';

const root = join(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	contributes: { menus: Record<string, readonly (MenuItem & { readonly command: string })[]> };
};
const entries = manifest.contributes.menus['view/item/context'] ?? [];
const key = { keyType: 'ec', keyBits: 256, ttlSeconds: 3650 * 86_400 } as const;

describe('the tree over ScaiVault (a fake)', function () {
	this.timeout(60_000);
	let open: OpenFake;
	let client: Backend;
	let standIn: StandIn;
	let rows: TreeReader;

	before(async () => {
		open = await openFake({ origin: 'http' });
		({ client } = await open.connect());
		await makeCas(client);
		standIn = standInServices();
		rows = new TreeReader(new ConnectionTree(standIn.services));
		await connect(standIn.services, 'Scai');
	});
	after(async () => {
		rows.tree.dispose();
		standIn.dispose();
		await open.stop();
	});

	async function connect(services: Services, label: string, scopes?: readonly string[]) {
		const token = open.fake.token(scopes && { scopes });
		const wish = { backend: 'scaivault', label, fields: { address: open.fake.url } };
		return (await services.connections.add({ ...wish, secrets: { token } })).id;
	}

	/** Another CA, which the tests of one thing put out of use. */
	async function makeRoot(commonName: string): Promise<string> {
		const made = await client.administration?.generateRoot?.({ mount, commonName, ...key });
		assert.ok(made?.authorityId !== undefined);
		return made.authorityId;
	}

	const contextOf = (services: Services): CommandContext => ({
		...services,
		views: {} as CommandContext['views'],
	});
	const numberIn = (row: TreeNode) => Number(/number (\d+)/.exec(rows.text(row))?.[1] ?? NaN);
	const numberOf = async (row: TreeNode) =>
		eventually('the number of the CRL', () => {
			rows.tree.getTreeItem(row);
			return Number.isNaN(numberIn(row)) ? undefined : numberIn(row);
		});

	it('shows CAs below one another, and below each its CRL', async () => {
		const tops = await rows.texts('Scai', 'Authorities');
		assert.equal(tops.length, 1);
		assert.match(tops[0] ?? '', /^Lab Root — 10 years left · root$/);
		const below = await rows.texts('Scai', 'Authorities', 'Lab Root');
		assert.match(below.join('\n'), /^CRL\b.*\nLab Issuing — 5 years left · issuing$/);
		const last = await rows.at('Scai', 'Authorities', 'Lab Root', 'Lab Issuing');
		assert.deepEqual((await rows.tree.getChildren(last)).length, 1);
		const groups = await rows.texts('Scai');
		assert.ok(!groups.some((text) => text.startsWith('CRL')), groups.join());
	});

	it('draws the CRL of a CA anew when it was rotated, and no other one', async () => {
		const path = ['Scai', 'Authorities', 'Lab Root'] as const;
		const upper = await rows.at(...path, 'CRL');
		const lower = await rows.at(...path, 'Lab Issuing', 'CRL');
		const before = [await numberOf(upper), await numberOf(lower)];
		const { connection } = lower;
		const authority = 'authority' in lower ? lower.authority : undefined;
		const options = { connection, mount, authority };
		rows.drawn.length = 0;
		await rotateCrl(contextOf(standIn.services), { options, selection: [], interactive: false });
		const [first = NaN, second = NaN] = before;
		await eventually('the next number', () => (numberIn(lower) > second ? true : undefined));
		assert.equal(await numberOf(upper), first);
		assert.ok(rows.drawn.includes(lower.id) && !rows.drawn.includes(path[0]));
	});

	it('says of a CA that was put out of use that it is inactive', async () => {
		const issuer = await makeRoot('Old Root');
		await client.administration?.revokeAuthority?.({ mount, issuer });
		rows.tree.refresh(await rows.at('Scai', 'Authorities'));
		const row = await rows.at('Scai', 'Authorities', 'Old Root');
		assert.match(rows.text(row), /^Old Root — inactive · 10 years left · old-root$/);
		const item = rows.tree.getTreeItem(row);
		assert.match(tooltipOf(item), /Inactive on the server: it cannot issue certificates\./);
		assert.match(item.accessibilityInformation?.label ?? '', /inactive/);
		assert.ok(item.iconPath instanceof vscode.ThemeIcon && item.iconPath.id === 'circle-slash');
		const fine = rows.tree.getTreeItem(await rows.at('Scai', 'Authorities', 'Lab Root'));
		assert.ok(fine.iconPath instanceof vscode.ThemeIcon && fine.iconPath.id === 'shield');
	});

	describe('offers in the menus of its rows', () => {
		const offered = (node: TreeNode) => {
			const { contextValue = '' } = rows.tree.getTreeItem(node);
			return entries
				.filter(({ when = '' }) => holds(when, contextValue))
				.map(({ command }) => command);
		};
		const asked = [
			...['pki.issueCertificate', 'pki.signRequest', 'pki.editRole', 'pki.deleteRole'],
			'pki.createPolicy',
		];

		it('of a role what the token may do', async () => {
			await connect(standIn.services, 'Issues', ['pki:issue']);
			await connect(standIn.services, 'Manages', ['pki:admin']);
			open.fake.read({ pkiReadScope: 'any' });
			const may = async (label: string) => {
				const ids = offered(await rows.at(label, 'Roles', 'web'));
				return asked.filter((id) => ids.includes(id));
			};
			assert.deepEqual(await may('Scai'), asked);
			assert.deepEqual(await may('Issues'), ['pki.issueCertificate', 'pki.signRequest']);
			assert.deepEqual(await may('Manages'), [
				'pki.editRole',
				'pki.deleteRole',
				'pki.createPolicy',
			]);
		});

		it('of a connection what the token may do, once it is known', async () => {
			const ids = async (label: string) => offered(await rows.at(label));
			const admin = ['pki.generateRoot', 'pki.createRole', 'pki.showAuditLog'];
			const has = async (label: string) => {
				const all = await ids(label);
				return admin.filter((id) => all.includes(id));
			};
			assert.deepEqual(await has('Scai'), admin);
			assert.deepEqual(await has('Issues'), []);
		});
	});

	describe('the details of one of its CAs', () => {
		const shown = new PanelInTest();
		const status = () => shown.view.rows.find(({ label }) => label === 'Status')?.values.join();

		it('say that it was put out of use, as soon as it was, and in a window that is loaded anew', async () => {
			const { services } = shown;
			const connection = await connect(services, 'Scai details');
			const authority = await makeRoot('Doomed Root');
			const options = { connection, mount, authority };
			const input = { options, selection: [], interactive: false };
			const [active] = await chooseTargets(contextOf(services), input);
			assert.ok(active);
			await shown.show(active);
			assert.equal(status(), undefined);
			await client.administration?.revokeAuthority?.({ mount, issuer: authority });
			services.changes.fire({ connection, mount });
			await shown.becomes('the status', () => status() !== undefined);
			assert.equal(status(), 'Inactive on the server: it cannot issue certificates.');
			const [inactive] = await chooseTargets(contextOf(services), input);
			assert.ok(inactive);
			const kept = keptOf(await readSubject(inactive), 0);
			assert.equal(parseKept({ kept })?.target.isActive, false);
		});
	});
});
