/** Every entry of every row's menu, and what a click does, is something that the row's backend can do. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { CommandContext, CommandTable } from '../../../src/commands/command.js';
import { commands } from '../../../src/commands/index.js';
import { BackendRegistry } from '../../../src/core/backends/registry.js';
import { isPkiError } from '../../../src/core/common/errors.js';
import type { TreeNode } from '../../../src/explorer/nodes/node.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { describeError } from '../../../src/ui/words/errors/errors.js';
import { makeRequest } from '../../support/contract/tools.js';
import { holds, type MenuItem, needs, type Place } from '../../support/menus.js';
import { makeMinimalBackend, type MinimalBackend } from '../../support/minimalBackend.js';
import { makeCas, type OpenFake, openFake } from '../../support/scaivault/connection.js';
import { type StandIn, standInServices, StandInStorage } from '../../support/standInContext.js';
import { TestVault } from '../../support/vaultEnvironment.js';

const root = join(import.meta.dirname, '../../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	contributes: { menus: Record<string, readonly (MenuItem & { readonly command: string })[]> };
};
const table: CommandTable = commands;
const entries = manifest.contributes.menus['view/item/context'] ?? [];

/** The commands that the rows below a connection offer, by click and by menu. */
async function offered({ services }: StandIn, connection: string): Promise<ReadonlySet<string>> {
	const tree = new ConnectionTree(services);
	const found = new Set<string>();
	const visit = async (node: TreeNode): Promise<void> => {
		const { contextValue = '', command, collapsibleState } = tree.getTreeItem(node);
		assert.match(contextValue, /^ .* $/);
		for (const entry of entries) {
			if (holds(entry.when ?? '', contextValue)) found.add(entry.command);
		}
		if (command) found.add(command.command);
		// A row that cannot be opened is never asked for what is below it.
		if (collapsibleState === vscode.TreeItemCollapsibleState.None) return;
		for (const child of await tree.getChildren(node)) await visit(child);
	};
	try {
		for (const node of await tree.getChildren()) {
			if (node.connection === connection) await visit(node);
		}
	} finally {
		tree.dispose();
	}
	return found;
}

async function place({ services }: StandIn, id: string): Promise<Place> {
	const definition = services.backends.of(await services.connections.get(id));
	return { definition, client: await services.clients.get(id) };
}

function possible(at: Place, ids: Iterable<string>): readonly string[] {
	return [...ids].filter((id) => {
		const need = needs[id];
		assert.ok(need, `${id}: say in test/support/menus.ts what it needs`);
		return need(at);
	});
}

describe('menus', () => {
	let minimal: MinimalBackend;
	let standIn: StandIn;

	before(async () => {
		minimal = await makeMinimalBackend();
		const all = [...new BackendRegistry().all, minimal.definition];
		standIn = standInServices(new StandInStorage(), new BackendRegistry(all));
	});
	after(() => standIn.dispose());

	describe('the menus of a backend that only lists', () => {
		let connection: string;

		before(async () => {
			await minimal.add('api.test');
			const fields = { endpoint: 'https://minimal.test' };
			const wish = { backend: minimal.definition.id, label: 'Shelf', fields, secrets: {} };
			connection = (await standIn.services.connections.add(wish)).id;
		});

		it('offer what it can do, and nothing else', async () => {
			const ids = await offered(standIn, connection);
			assert.deepEqual([...ids].sort(), [
				'pki.compareCertificates',
				'pki.compareWithSelected',
				'pki.convert',
				'pki.copyAs',
				'pki.copyPem',
				'pki.copySerialNumber',
				'pki.editConnection',
				'pki.filterCertificates',
				'pki.findBySerial',
				'pki.generateClientConfig',
				'pki.preflight',
				'pki.probe',
				'pki.refresh',
				'pki.removeConnection',
				'pki.saveCertificate',
				'pki.selectForCompare',
				'pki.showDetails',
				'pki.showDetailsAsText',
				'pki.showRole',
				'pki.showStatus',
				'pki.sortCertificates',
			]);
			assert.deepEqual(possible(await place(standIn, connection), ids), [...ids]);
		});

		it('leave commands that say what it cannot do, where one is called by its options', async () => {
			const at = await place(standIn, connection);
			const byChoice = ['pki.trustRoot', 'pki.issueTestCertificate'];
			const lacking = Object.keys(needs).filter(
				(id) => !byChoice.includes(id) && possible(at, [id]).length === 0,
			);
			assert.ok(lacking.length > 10);
			const views = {} as CommandContext['views'];
			const { pem: request } = await makeRequest('api.test');
			for (const id of lacking) {
				const { serialNumber } = await minimal.add(`${id}.test`);
				const { mount, role } = minimal;
				const place = { connection, mount, role, serialNumber };
				const options = { ...place, request, confirmed: true, ...extra[id] };
				const module = await table[id]?.();
				assert.ok(module, id);
				const input = { options, selection: [], interactive: false };
				const error: unknown = await module.run({ ...standIn.services, views }, input).then(
					() => undefined,
					(thrown: unknown) => thrown,
				);
				assert.ok(isPkiError(error, 'unsupported'), `${id}: ${String(error)}`);
				assert.doesNotMatch(describeError(error).message, /not possible here/, id);
			}
		});
	});

	/** What a command asks for before it looks at the connection. */
	const extra: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
		'pki.createRole': { name: 'web2', rules: {} },
		'pki.editRole': { rules: {} },
		'pki.deleteIssuer': { issuer: 'any' },
	};

	describe('the menus of the backends that there are', () => {
		let vault: TestVault;
		let scai: OpenFake;

		before(async () => {
			vault = new TestVault('menus');
			await vault.setUp();
			scai = await openFake({ origin: 'http' });
		});
		after(async () => {
			await vault.tearDown();
			await scai.stop();
		});

		const issue = async (id: string, mount: string, role: string) => {
			const client = await standIn.services.clients.get(id);
			assert.ok(await client.issue?.({ mount, role, commonName: 'api.lab.test' }));
		};

		/** Rows that show up only when something is wrong, or that another origin makes. */
		const elsewhere = ['addConnection', 'checkExpiry', 'connectEnvironment', 'loadAll', 'loadMore'];
		const unseen = [...elsewhere, 'clearFilter', 'showLog', 'unpin', 'createRequest'].map(
			(name) => `pki.${name}`,
		);

		it('offer everything that the Local CA can do, and nothing else', async () => {
			await issue('localCa', 'local', 'server');
			const ids = await offered(standIn, 'localCa');
			const at = await place(standIn, 'localCa');
			const left = [...unseen, 'pki.removeConnection'];
			assert.deepEqual(possible(at, ids), [...ids]);
			const missing = possible(at, Object.keys(needs)).filter((id) => !ids.has(id));
			assert.deepEqual(
				missing.filter((id) => !left.includes(id)),
				[],
			);
		});

		it('offer everything that ScaiVault can do, and nothing else', async () => {
			await makeCas((await scai.connect()).client);
			const { id } = await standIn.services.connections.add({
				...{ backend: 'scaivault', label: 'Scai', fields: { address: scai.fake.url } },
				secrets: { token: scai.fake.token() },
			});
			await issue(id, 'pki', 'web');
			const ids = await offered(standIn, id);
			const at = await place(standIn, id);
			assert.deepEqual(possible(at, ids), [...ids]);
			const missing = possible(at, Object.keys(needs)).filter((command) => !ids.has(command));
			assert.deepEqual(
				missing.filter((command) => !unseen.includes(command)),
				[],
			);
		});

		it('offer everything that a server can do, and nothing else', async () => {
			const { id } = await standIn.services.connections.add({
				...{ backend: 'vault', label: 'Lab', fields: { address: vault.address } },
				secrets: { token: vault.token },
			});
			await issue(id, vault.mount, 'web');
			// A second issuer is one that is not the default.
			await vault.api('POST', `${vault.mount}/root/generate/internal`, { common_name: 'Other' });
			const ids = await offered(standIn, id);
			const at = await place(standIn, id);
			assert.deepEqual(possible(at, ids), [...ids]);
			const missing = possible(at, Object.keys(needs)).filter((command) => !ids.has(command));
			assert.deepEqual(
				missing.filter((command) => !unseen.includes(command)),
				[],
			);
		});
	});
});
