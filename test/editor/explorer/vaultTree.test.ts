import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { CertificateNode } from '../../../src/explorer/nodes/certificate.js';
import { clearFilter, findList } from '../../../src/explorer/arrange.js';
import { CertificatesNode } from '../../../src/explorer/nodes/certificates.js';
import type { TreeNode } from '../../../src/explorer/nodes/node.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { eventually } from '../../support/editor.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';
import { TreeReader } from '../../support/treeRows.js';
import { TestVault } from '../../support/vaultEnvironment.js';

const issued = 230;

describe('the tree over OpenBao', function () {
	this.timeout(120_000);
	let vault: TestVault;
	let standIn: StandIn;
	let rows: TreeReader;
	let connection: string;

	before(async () => {
		vault = new TestVault('tree');
		await vault.setUp();
		await issueMany(vault);
		standIn = standInServices();
		rows = new TreeReader(new ConnectionTree(standIn.services));
		connection = await connect(vault.token, 'Lab');
	});
	after(async () => {
		rows.tree.dispose();
		standIn.dispose();
		await vault.tearDown();
	});

	async function connect(token: string, label: string): Promise<string> {
		const { services } = standIn;
		const fields = { address: vault.address };
		const added = await services.connections.add({
			...{ backend: 'vault', label, fields },
			secrets: { token },
		});
		return added.id;
	}

	const certificates = async () => {
		const node = await rows.at('Lab', `${vault.mount}/`, 'Certificates');
		assert.ok(node instanceof CertificatesNode);
		return node;
	};

	/** Waits for what is read behind a row; says what it shows instead. */
	async function shows(row: TreeNode, text: string): Promise<void> {
		for (const end = Date.now() + 30_000; rows.text(row) !== text && Date.now() < end;) {
			await delay(50);
		}
		assert.equal(rows.text(row), text);
	}

	it('says in the row of a connection who answers, and what the mounts hold', async () => {
		const mounts = await rows.texts('Lab');
		assert.ok(mounts.includes(`${vault.root}/`) && mounts.includes(`${vault.mount}/`));
		assert.match(rows.text(await rows.at('Lab')), /^Lab — active · OpenBao \d+\.\d+\.\d+$/);
		const issuers = await rows.texts('Lab', `${vault.root}/`, 'Issuers');
		assert.equal(issuers.length, 1);
		assert.match(issuers[0] ?? '', /^Lab Root — \d+ (days|years) left · default$/);
	});

	it('says in words what a role allows', async () => {
		const path = ['Lab', `${vault.mount}/`, 'Roles'] as const;
		await rows.texts(...path);
		const wanted = '*.lab.test, localhost · server and client · up to 30 days';
		const role = await rows.at(...path, 'web');
		await shows(role, `web — ${wanted}`);
		assert.match((await role.tooltip?.(new AbortController().signal)) ?? '', /Key: EC P-256/);
		assert.equal(rows.text(await rows.at(...path)), 'Roles — (2)');
	});

	it('draws no list anew for what its rows say later: a menu open on one of them would act on nothing', async () => {
		const roles = await rows.at('Lab', `${vault.mount}/`, 'Roles');
		roles.forget();
		const web = await rows.at('Lab', `${vault.mount}/`, 'Roles', 'web');
		rows.drawn.length = 0;
		await eventually('what the role allows', () =>
			rows.drawn.includes(web.id) ? true : undefined,
		);
		assert.ok(!rows.drawn.includes(roles.id));
	});

	it('shows number and next update of the CRL in its row', async () => {
		const crl = await rows.at('Lab', `${vault.mount}/`, 'CRL');
		const text = await eventually('the CRL', () => /next.*/.exec(rows.text(crl))?.[0]);
		assert.match(text, /^next update in \d+ (days|hours) · number \d+$/);
	});

	it('loads a page, counts the rest, and loads more', async () => {
		const list = await certificates();
		const first = await rows.tree.getChildren(list);
		assert.equal(first.filter((row) => row instanceof CertificateNode).length, 200);
		const total = issued;
		await shows(list, `Certificates — (200 of ${total})`);
		const more = first.at(-1);
		assert.ok(more);
		assert.equal(rows.text(more), 'Load more');
		await Promise.all([list.more(), list.more()]);
		assert.equal((await rows.tree.getChildren(list)).length, total);
		assert.equal(rows.text(list), `Certificates — (${total})`);
	});

	it('filters and sorts what is loaded, and says so', async () => {
		const list = await certificates();
		list.arrange({ filter: 'HOST-7.', order: 'name' });
		assert.deepEqual(
			(await rows.tree.getChildren(list)).map((row) => rows.text(row).split(' — ')[0]),
			['host-7.lab.test'],
		);
		assert.match(rows.text(list), /\(1 of 230\) · filter “HOST-7\.” · sorted by name$/);
		list.arrange({ filter: 'nobody' });
		assert.deepEqual(await rows.texts('Lab', `${vault.mount}/`, 'Certificates'), [
			'No certificate matches “nobody”',
		]);
		list.arrange({ filter: '' });
		const names = (await rows.tree.getChildren(list)).map((row) => rows.text(row).split(' — ')[0]);
		assert.deepEqual(names.slice(0, 3), ['host-0.lab.test', 'host-1.lab.test', 'host-2.lab.test']);
		list.arrange({ order: 'server' });
	});

	it('searches those that are not loaded from a row of the filtered list, and clears the filter', async () => {
		// As in a new window: what was loaded before does not come back.
		rows.tree.arrangements.clear();
		rows.tree.refresh();
		const list = await certificates();
		await rows.tree.getChildren(list);
		await shows(list, `Certificates — (200 of ${issued})`);
		list.arrange({ filter: 'host-' });
		assert.equal(rows.text(list), 'Certificates — (200 of first 200) · filter “host-”');
		const search = (await rows.tree.getChildren(list)).at(-1);
		assert.ok(search);
		assert.equal(rows.text(search), `Search all ${issued}`);
		const { command, arguments: [target] = [] } = rows.tree.getTreeItem(search).command ?? {};
		assert.deepEqual([command, target], ['pki.loadAll', list]);
		await list.all();
		assert.equal((await rows.tree.getChildren(list)).length, issued);
		const choice = { node: list, isNamed: false, ask: () => assert.fail('The list is known.') };
		assert.match(String(rows.tree.getTreeItem(list).contextValue), / filtered /);
		clearFilter(await findList(choice, { selection: [], reveal: () => assert.fail() }, rows.tree));
		assert.equal(rows.text(list), `Certificates — (${issued})`);
		assert.doesNotMatch(String(rows.tree.getTreeItem(list).contextValue), / filtered /);
	});

	it('has what is revoked above the long list', async () => {
		const labels = (await rows.texts('Lab', `${vault.mount}/`)).map((text) => text.split(' — ')[0]);
		assert.deepEqual(labels, ['Issuers', 'Roles', 'CRL', 'Revoked', 'Certificates']);
	});

	it('finds a certificate that is on no loaded page', async () => {
		rows.tree.refresh();
		const list = await certificates();
		const { items } = await (
			await standIn.services.clients.get(connection)
		).listCertificates(vault.mount, { limit: 1000 });
		await rows.tree.getChildren(list);
		const last = items.at(-1);
		assert.ok(last);
		const row = await rows.tree.find({
			connection,
			...{ mount: vault.mount, serialNumber: last.serialNumber },
		});
		assert.ok(row instanceof CertificateNode);
		assert.equal(row.serialNumber, last.serialNumber);
		assert.equal(rows.tree.getParent(row), list);
		const none = { connection, mount: vault.mount, serialNumber: '00ff' };
		assert.equal(await rows.tree.find(none), undefined);
	});

	it('after a change reads anew what it changed and nothing else', async () => {
		const list = await certificates();
		await rows.tree.getChildren(list);
		const roles = await rows.at('Lab', `${vault.mount}/`, 'Roles');
		const roleRows = await rows.tree.getChildren(roles);
		rows.drawn.length = 0;
		standIn.services.changes.fire({ connection, mount: vault.mount, part: 'certificates' });
		await eventually('the refresh', () => (rows.drawn.includes(list.id) ? true : undefined));
		assert.equal(list.loaded, undefined);
		assert.deepEqual(await rows.tree.getChildren(roles), roleRows);
		assert.ok(!rows.drawn.includes('(all)'), rows.drawn.join(' '));
	});

	it('keeps the rows of other connections when one is added', async () => {
		const before = await rows.at('Lab', `${vault.mount}/`, 'Roles');
		const id = await connect(vault.token, 'Another');
		assert.equal(await rows.at('Lab', `${vault.mount}/`, 'Roles'), before);
		await standIn.services.connections.remove(id);
	});

	describe('with a token that may only issue', () => {
		before(async () => {
			const policy = `path "${vault.mount}/issue/web" { capabilities = ["update"] }`;
			const id = await connect(await vault.tokenFor(policy), 'Issuer');
			await standIn.services.connections.update(id, {
				pins: [{ kind: 'role', mount: vault.mount, role: 'web' }],
			});
		});

		it('shows the pinned role, and says what may not be listed', async () => {
			const mount = ['Issuer', `${vault.mount}/`] as const;
			const texts = await rows.texts(...mount, 'Roles');
			assert.deepEqual(texts, ['web — pinned', 'Pin a role by its path: listing is not allowed']);
			const [sentence, ...others] = await rows.texts(...mount, 'Certificates');
			assert.equal(sentence, 'Find one by serial number: listing is not allowed');
			assert.deepEqual(others, []);
		});

		it('says what a role allows only where it may be read', async () => {
			const role = await rows.at('Issuer', `${vault.mount}/`, 'Roles', 'web');
			const words = (await role.tooltip?.(new AbortController().signal)) ?? '';
			assert.match(words, /cannot read this role/);
		});
	});

	it('makes a refused token a row that signs in', async () => {
		await connect('s.nonsense', 'Refused');
		const [row] = await rows.tree.getChildren(await rows.at('Refused'));
		assert.ok(row);
		const item = rows.tree.getTreeItem(row);
		assert.match(rows.text(row), /token was refused/i);
		assert.equal(item.command?.command, 'pki.signIn');
		assert.match(String(item.contextValue), / unauthorized /);
		await shows(await rows.at('Refused'), `Refused — token refused · ${vault.address}`);
	});
});

async function issueMany(vault: TestVault): Promise<void> {
	const numbers = Array.from({ length: issued }, (_, index) => index);
	await Promise.all(
		Array.from({ length: 8 }, async () => {
			for (let next = numbers.shift(); next !== undefined; next = numbers.shift()) {
				await vault.api('POST', `${vault.mount}/issue/web`, {
					common_name: `host-${next}.lab.test`,
				});
			}
		}),
	);
}
