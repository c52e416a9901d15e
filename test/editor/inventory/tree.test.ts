/** The view of everything in the workspace, as VS Code asks for it. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { toPem } from '../../../src/core/find/pem.js';
import type { Row } from '../../../src/inventory/row.js';
import { WorkspaceTree } from '../../../src/inventory/tree.js';
import type {
	IndexedBlock,
	WorkspaceIndex,
} from '../../../src/services/workspace/workspaceIndex.js';
import { crlPemOf, derOf, pemOf } from '../../support/certificates.js';
import { call } from '../../support/commandDoor.js';
import { keepTrack } from '../../../src/commands/issue/finishIssue.js';
import { dueFiles } from '../../../src/services/issued/dueFiles.js';
import { KnownIssuedFiles } from '../../../src/services/issued/issuedFiles.js';
import { commonName, crl, integer, sequence, spkiOf, utcTime } from '../../support/der.js';
import { emptyWorkspace, eventually, WorkspaceFolder } from '../../support/editor.js';
import { standInServices, StandInStorage, type StandIn } from '../../support/standInContext.js';

const indented = (pem: string) => pem.replace(/^(?=.)/gm, '  ');

describe('the list of workspace certificates', () => {
	let folder: WorkspaceFolder;
	let standIn: StandIn;
	let tree: WorkspaceTree;
	beforeEach(() => {
		emptyWorkspace();
		folder = new WorkspaceFolder();
		standIn = standInServices();
		tree = new WorkspaceTree(standIn.services.workspace, standIn.services.issued);
	});
	afterEach(() => {
		tree.dispose();
		standIn.dispose();
		folder.remove();
	});

	const place = () => vscode.workspace.asRelativePath(folder.path);
	/** `label — description`, the test's own folder left out. */
	const text = (row: Row) => {
		const { label, description } = tree.getTreeItem(row);
		assert.ok(typeof label === 'string' && typeof description === 'string');
		return `${label} — ${description}`.replaceAll(`${place()}/`, '');
	};
	const rowAt = async (...labels: readonly string[]): Promise<Row> => {
		let row: Row | undefined;
		for (const label of labels) {
			const rows = await tree.getChildren(row);
			row = rows.find((each) => text(each).startsWith(label));
			assert.ok(row, `no ${label} among ${rows.map(text).join(' | ')}`);
		}
		assert.ok(row);
		return row;
	};
	const textsBelow = async (...labels: readonly string[]) =>
		(await tree.getChildren(await rowAt(...labels))).map(text);

	it('tells which of what was issued here is to be renewed', async () => {
		const [late, early] = [
			pemOf({ name: 'late.test', from: -75, to: 32 }),
			pemOf({ name: 'early.test', from: -1, to: 89 }),
		];
		for (const [name, pem] of Object.entries({ late, early })) {
			const { fsPath } = folder.write(`certs/${name}.pem`, pem);
			const role = { connection: 'localCa', mount: 'local', role: 'server' };
			await keepTrack(standIn.services, { ...role, connection: { id: 'localCa' } }, fsPath, pem);
		}
		await standIn.services.workspace.read();
		const rows = async (group: string) => {
			const found = await tree.getChildren(await rowAt(group));
			return found.map((row) => [text(row), String(tree.getTreeItem(row).contextValue)] as const);
		};
		const all = await rows('Expires later');
		const of = (name: string) => all.find(([words]) => words.startsWith(name)) ?? ['', ''];
		assert.match(of('late.test')[0], /^late\.test — renew due · /);
		assert.match(of('late.test')[1], / renewDue renewable /);
		assert.doesNotMatch(of('early.test').join(), /renew due|renewDue/);
		assert.match(of('early.test')[1], / renewable /);
		const due = await dueFiles(standIn.services.issued, new Date());
		assert.deepEqual(
			due.map(({ name }) => name),
			['late.test'],
		);
		await vscode.workspace.fs.delete(vscode.Uri.file(due[0]?.path ?? ''));
		assert.deepEqual(await dueFiles(standIn.services.issued, new Date()), []);
		assert.deepEqual(
			standIn.services.issued.files.map(({ name }) => name),
			['early.test'],
		);
	});

	it('begins with what a CRL anywhere in the workspace revokes, as the checks have it', async () => {
		// A name of its own: other tests may have left lists of theirs.
		const issuer = commonName('Inventory CA');
		const serial = integer('0b22');
		const certificate = folder.write('certs/api.pem', pemOf({ name: 'api.test', issuer, serial }));
		const other = { name: 'other.test', issuer, serial: integer('0b23') };
		folder.write('certs/other.pem', pemOf(other));
		folder.write('old.pem', pemOf({ name: 'old.test', from: -9, to: -2 }));
		const list = folder.write(
			'lists/revoked.txt',
			toPem(
				'X509 CRL',
				crl({
					...{ issuer, nextUpdate: utcTime('350101000000Z') },
					entries: [sequence(serial, utcTime('260101000000Z'))],
				}),
			),
		);
		const { workspace } = standIn.services;
		await workspace.read();
		const groups = async () => (await tree.getChildren()).map(text);
		assert.deepEqual(await groups(), [
			'Expired or revoked — 2',
			'Expires later — 1',
			'CRLs and requests — 1',
		]);
		assert.deepEqual(await textsBelow('Expired or revoked'), [
			'api.test — revoked · certs/api.pem',
			'old.test — 2 days ago · old.pem',
		]);
		const { items } = await call('pki.listWorkspaceCertificates', {});
		const states = items.filter(({ uri }) => uri.startsWith(folder.path));
		assert.deepEqual(
			states.map(({ name, state }) => [name, state]),
			[
				['api.test', 'revoked'],
				['other.test', 'valid'],
				['CN=Inventory CA', 'valid'],
				['old.test', 'expired'],
			],
		);
		const { findings } = await call('pki.check', { uris: [certificate] });
		assert.deepEqual(
			findings.map(({ code }) => code),
			['certificateRevokedHere'],
		);
		rmSync(list.fsPath);
		await eventually('the list without the CRL', () =>
			workspace.blocksIn(certificate)[0]?.state === 'valid' ? true : undefined,
		);
		assert.deepEqual(await groups(), ['Expired — 1', 'Expires later — 2']);
	});

	it('groups by urgency, with place, key and use', async () => {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
		folder.write('certs/api.crt', pemOf({ name: 'api.test', spki: spkiOf(publicKey), to: 99 }));
		folder.write('keys/api.key', key);
		folder.write('app.yaml', 'tls:\n  cert_file: certs/api.crt\n');
		folder.write(
			'values.yaml',
			`tls: |\n${indented(pemOf({ name: 'old.test', from: -9, to: -2 }))}`,
		);
		folder.write('older.pem', pemOf({ name: 'older.test', from: -9, to: -5 }));
		folder.write('soon.der', derOf({ name: 'soon.test', from: -355, to: 3 }));
		folder.write('late.crl', crlPemOf({ from: -10, to: -1 }));
		await standIn.services.workspace.read();
		assert.deepEqual((await tree.getChildren()).map(text), [
			'Expired — 2',
			'Expires soon — 1',
			'Expires later — 1',
			'Keys — 1',
			'CRLs and requests — 1',
		]);
		assert.deepEqual(await textsBelow('Expired'), [
			'old.test — 2 days ago · values.yaml',
			'older.test — 5 days ago · older.pem',
		]);
		assert.deepEqual(await textsBelow('Expires soon'), ['soon.test — 3 days left · soon.der']);
		assert.deepEqual(await textsBelow('Expires later', 'api.test'), [
			'Private key — keys/api.key',
			'Used in app.yaml — line 2 · app.yaml',
		]);
		assert.deepEqual(await textsBelow('Keys'), ['EC P-256 — for api.test · keys/api.key']);
		assert.deepEqual(await textsBelow('Keys', 'EC P-256'), ['api.test — certs/api.crt']);
		assert.deepEqual(await textsBelow('CRLs'), [
			'Test Issuer — CRL, update was due 1 day ago · late.crl',
		]);
	});

	it('says exact times, and everything to a screen reader', async () => {
		folder.write('a/old.pem', pemOf({ name: 'old.test', from: -9, to: -2 }));
		await standIn.services.workspace.read();
		const item = tree.getTreeItem(await rowAt('Expired', 'old.test'));
		assert.ok(typeof item.tooltip === 'string');
		assert.match(
			item.tooltip,
			/^Certificate: old\.test\nexpired 2 days ago\nValid from: \d{4}-.* UTC\nExpires: \d{4}-/,
		);
		assert.match(item.tooltip, /old\.pem, line 1$/m);
		const spoken = item.accessibilityInformation?.label ?? '';
		assert.match(spoken, /^old\.test, expired 2 days ago, .*a\/old\.pem, Certificate$/);
		assert.ok(item.iconPath instanceof vscode.ThemeIcon);
		assert.equal(item.iconPath.id, 'error');
		const group = tree.getTreeItem(await rowAt('Expired'));
		assert.equal(group.collapsibleState, vscode.TreeItemCollapsibleState.Expanded);
	});

	it('goes to the block, to the path, and to the details of what is binary', async () => {
		const config = folder.write('app.yaml', 'tls:\n  cert_file: soon.der\n');
		const soon = folder.write('soon.der', derOf({ name: 'soon.test', from: -355, to: 3 }));
		const old = folder.write(
			'old.yaml',
			`x: 1\ntls: |\n${indented(pemOf({ name: 'old.test', to: -2 }))}`,
		);
		await standIn.services.workspace.read();
		const run = async (row: Row) => {
			const { command } = tree.getTreeItem(row);
			assert.ok(command);
			const { arguments: given = [] } = command;
			await vscode.commands.executeCommand(command.command, ...(given as unknown[]));
		};
		const shows = (uri: vscode.Uri, line: number) =>
			eventually(`${uri.path}:${line}`, () => {
				const editor = vscode.window.activeTextEditor;
				const isThere = editor?.document.uri.toString() === uri.toString();
				return isThere && editor.selection.active.line === line ? true : undefined;
			});
		await run(await rowAt('Expired', 'old.test'));
		await shows(old, 2);
		await run(await rowAt('Expires soon', 'soon.test', 'Used in app.yaml'));
		await shows(config, 1);
		await run(await rowAt('Expires soon', 'soon.test'));
		await eventually('the details', () => {
			const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
			return tabs.find(({ label }) => label.includes('soon')) ? true : undefined;
		});
		assert.equal(
			((await rowAt('Expires soon', 'soon.test')) as { uri?: vscode.Uri }).uri?.fsPath,
			soon.fsPath,
		);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	it('says what was not read', async () => {
		folder.write('large.log', `${pemOf()}${'x'.repeat(17 * 1024 * 1024)}`);
		await standIn.services.workspace.read();
		assert.deepEqual((await tree.getChildren()).map(text), ['Not read — 1']);
		assert.match((await textsBelow('Not read'))[0] ?? '', /^large\.log — larger than 16 MB/);
	});

	it('follows the files', async () => {
		let drawn = 0;
		tree.onDidChangeTreeData(() => (drawn += 1));
		await standIn.services.workspace.read();
		await eventually('the list', () => (drawn > 0 ? true : undefined));
		const before = drawn;
		folder.write('old.pem', pemOf({ name: 'old.test', to: -2 }));
		await eventually('another list', () => (drawn > before ? true : undefined));
		assert.deepEqual(await textsBelow('Expired'), ['old.test — 2 days ago · old.pem']);
	});
});

describe('a list of 20,000', () => {
	it('makes rows for what is opened alone, and loses none', async () => {
		const uri = vscode.Uri.file('/work/bundle.pem');
		let asked = 0;
		const blocks = Array.from({ length: 20_000 }, (_, at): IndexedBlock => ({
			...{ uri, isBinary: false, kind: 'certificate', state: 'valid', publicKey: `${at}` },
			...{ name: `${at}.test`, notAfter: new Date(4e12 + at * 86_400_000).toISOString() },
			range: new vscode.Range(at, 0, at, 9),
		}));
		const index = {
			...{
				blocks,
				leftOut: [],
				state: 'ready',
				onDidChange: new vscode.EventEmitter<void>().event,
			},
			otherHalves: () => ((asked += 1), []),
			usesOf: () => [],
		} as unknown as WorkspaceIndex;
		const tree = new WorkspaceTree(index, new KnownIssuedFiles(new StandInStorage().globalState));
		try {
			const [group, ...others] = await tree.getChildren();
			assert.deepEqual(others, []);
			const parts = await tree.getChildren(group);
			for (const part of parts) tree.getTreeItem(part);
			assert.equal(asked, 0);
			const rows = (await Promise.all(parts.map((part) => tree.getChildren(part)))).flat();
			assert.deepEqual([parts.length, rows.length, asked], [40, 20_000, 0]);
			assert.equal(new Set(rows.map(({ id }) => id)).size, 20_000);
			const labels = parts.map((part) => tree.getTreeItem(part).label);
			assert.equal(labels.at(-1), '19,501 to 20,000');
		} finally {
			tree.dispose();
		}
	});
});
