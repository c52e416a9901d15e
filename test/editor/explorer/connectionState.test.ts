/** Rows that say what is so: a connection that fails, lists that are empty, dates that are still to come. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import * as vscode from 'vscode';
import { CertificateNode } from '../../../src/explorer/nodes/certificate.js';
import { ConnectionTree } from '../../../src/explorer/tree.js';
import { eventually } from '../../support/editor.js';
import { standInServices, type StandIn } from '../../support/standInContext.js';
import { tooltipOf, TreeReader } from '../../support/treeRows.js';
import { TestVault } from '../../support/vaultEnvironment.js';

describe('the state of a connection in the tree', function () {
	this.timeout(60_000);
	let vault: TestVault;
	let standIn: StandIn;
	let rows: TreeReader;
	let way: Way;

	before(async () => {
		vault = new TestVault('state');
		await vault.setUp();
		standIn = standInServices();
		rows = new TreeReader(new ConnectionTree(standIn.services));
		way = new Way(vault.address);
		await way.open();
	});
	after(async () => {
		rows.tree.dispose();
		standIn.dispose();
		way.close();
		await vault.tearDown();
	});

	async function add(label: string, token: string): Promise<void> {
		const fields = { address: way.address };
		await standIn.services.connections.add({
			...{ backend: 'vault', label, fields },
			secrets: { token },
		});
	}

	/** Waits until the row of the connection reads so. */
	async function reads(label: string, words: RegExp): Promise<void> {
		const row = await rows.at(label);
		await eventually(`${String(words)}, not ${rows.text(row)}`, () =>
			words.test(rows.text(row)) ? true : undefined,
		);
	}

	it('is said first, and after a refresh that failed in place of what was known', async () => {
		await add('Way', vault.token);
		await rows.texts('Way');
		await reads('Way', /^Way — active · OpenBao /);
		way.close();
		const row = await rows.at('Way');
		rows.tree.refresh(row);
		const [failed] = await rows.texts('Way');
		assert.match(failed ?? '', /^Retry: /);
		await reads('Way', /^Way — unreachable · http:\/\/127\.0\.0\.1:\d+$/);
		assert.match(tooltipOf(rows.tree.getTreeItem(row)), /reached|refused to connect/);
		await way.open();
		rows.tree.refresh(row);
		await rows.texts('Way');
		await reads('Way', /^Way — active · OpenBao /);
	});

	it('is heard from the rows below as well', async () => {
		const token = await vault.tokenFor(`path "${vault.mount}/*" { capabilities = ["list", "read"] }
path "sys/mounts" { capabilities = ["read"] }`);
		await add('Below', token);
		const path = ['Below', `${vault.mount}/`, 'Roles'] as const;
		await rows.texts(...path);
		await reads('Below', /^Below — active · /);
		await vault.api('POST', 'auth/token/revoke', { token });
		rows.tree.refresh(await rows.at(...path));
		const [failed] = await rows.texts(...path);
		assert.match(failed ?? '', /^Sign In Again…: /);
		await reads('Below', /^Below — token refused · /);
	});

	it('has a next step in every list that is empty', async () => {
		const mount = 'state_empty';
		await vault.api('POST', `sys/mounts/${mount}`, { type: 'pki' });
		try {
			await add('Empty', vault.token);
			const commands = async (group: string) =>
				(await rows.tree.getChildren(await rows.at('Empty', `${mount}/`, group))).map(
					(row) => rows.tree.getTreeItem(row).command?.command,
				);
			assert.deepEqual(await commands('Issuers'), [
				...['pki.generateRoot', 'pki.generateIntermediate', 'pki.importBundle'],
			]);
			assert.deepEqual(await commands('Roles'), ['pki.createRole']);
			assert.deepEqual(await commands('Certificates'), ['pki.issueCertificate']);
		} finally {
			await vault.api('DELETE', `sys/mounts/${mount}`);
		}
	});

	it('draws a certificate that is not valid yet as waiting, not as expiring', async () => {
		const day = 86_400_000;
		const at = (days: number) => new Date(Date.now() + days * day).toISOString();
		const certificate = { name: 'soon.test', serialNumber: 'aa', revoked: false };
		const dates = { notBefore: at(2), notAfter: at(3) };
		const soon = { ...certificate, ...dates };
		const node = new CertificateNode(rows.tree, await rows.at('Way'), soon, []);
		assert.match(rows.text(node), /^soon\.test — not valid yet/);
		const icon = rows.tree.getTreeItem(node).iconPath;
		assert.ok(icon instanceof vscode.ThemeIcon);
		assert.deepEqual([icon.id, icon.color], ['watch', undefined]);
	});
});

/** A way to a server that can be closed and opened again. */
class Way {
	readonly #sockets = new Set<Socket>();
	#server: Server | undefined;
	#port = 0;

	constructor(private readonly target: string) {}

	get address(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	async open(): Promise<void> {
		const { hostname, port } = new URL(this.target);
		const server = createServer((near) => {
			const far = connect(Number(port), hostname);
			for (const socket of [near, far]) {
				this.#sockets.add(socket);
				socket.on('close', () => this.close([near, far]));
				socket.on('error', () => this.close([near, far]));
			}
			near.pipe(far).pipe(near);
		});
		server.listen(this.#port, '127.0.0.1');
		await once(server, 'listening');
		const address = server.address();
		assert.ok(address !== null && typeof address === 'object');
		this.#port = address.port;
		this.#server = server;
	}

	/** One connection, or all of them and the way itself. */
	close(sockets?: readonly Socket[]): void {
		for (const socket of sockets ?? this.#sockets) {
			socket.destroy();
			this.#sockets.delete(socket);
		}
		if (!sockets) this.#server?.close();
	}
}
