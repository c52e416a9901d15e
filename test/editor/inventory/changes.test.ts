/** The list of workspace certificates while the files change in bulk, and what stands in it more than once. */
import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../../../src/inventory/row.js';
import { WorkspaceTree } from '../../../src/inventory/tree.js';
import * as vscode from 'vscode';
import { crlPemOf, pemOf } from '../../support/certificates.js';
import { emptyWorkspace, eventually, WorkspaceFolder } from '../../support/editor.js';
import { jks } from '../../support/keyStores.js';
import { type StandIn, standInServices } from '../../support/standInContext.js';

describe('the list of workspace certificates', () => {
	let folder: WorkspaceFolder;
	let standIn: StandIn;
	let tree: WorkspaceTree;
	let drawn: number;
	beforeEach(() => {
		emptyWorkspace();
		folder = new WorkspaceFolder();
		standIn = standInServices();
		tree = new WorkspaceTree(standIn.services.workspace, standIn.services.issued);
		drawn = 0;
		tree.onDidChangeTreeData(() => (drawn += 1));
	});
	afterEach(() => {
		tree.dispose();
		standIn.dispose();
		folder.remove();
	});

	async function allBelow(row?: Row): Promise<readonly Row[]> {
		const rows = await tree.getChildren(row);
		return (await Promise.all(rows.map(async (each) => [each, ...(await allBelow(each))]))).flat();
	}
	/** What the view shows, once it was drawn anew since `before`. */
	const shows = async (names: readonly string[], before: number) => {
		let found: readonly string[] = [];
		await eventually(names.join(), async () => {
			if (drawn === before) return undefined;
			found = (await allBelow()).flatMap((row) => ('block' in row ? [nameOf(row)] : []));
			return found.join() === names.join() ? true : undefined;
		}).catch((error: unknown) => assert.fail(`${String(error)} There are: ${found.join()}`));
	};
	const nameOf = (row: Row) => {
		const { label } = tree.getTreeItem(row);
		return typeof label === 'string' ? label : '';
	};
	/** Until VS Code has told of all that was written, and nothing is drawn for it any more. */
	const settled = async () => {
		const { workspace } = standIn.services;
		await workspace.read();
		const mark = folder.write('mark.pem', pemOf({ name: 'mark.test' }));
		await eventually('the mark', () => (workspace.blocksIn(mark).length > 0 ? true : undefined));
		const before = drawn;
		rmSync(mark.fsPath);
		await shows(['a.test', 'b.test', 'keep.test'], before);
	};
	const writeThree = () => {
		folder.write('certs/a.pem', pemOf({ name: 'a.test', to: 100 }));
		folder.write('certs/sub/b.pem', pemOf({ name: 'b.test', to: 200 }));
		folder.write('keep.pem', pemOf({ name: 'keep.test', to: 300 }));
	};

	it('is without a folder that was deleted, of which VS Code names no file', async () => {
		writeThree();
		await settled();
		const before = drawn;
		rmSync(join(folder.path, 'certs'), { recursive: true });
		await shows(['keep.test'], before);
	});

	it('leaves out a file while another one lies beside it, where the settings say so', async () => {
		const exclude = (value: unknown) =>
			vscode.workspace
				.getConfiguration('files')
				.update('exclude', value, vscode.ConfigurationTarget.Workspace);
		await exclude({ '**/*.pem': { when: '$(basename).src' } });
		try {
			writeThree();
			folder.write('certs/c.pem', pemOf({ name: 'c.test' }));
			folder.write('certs/c.src', 'none');
			await settled();
			let before = drawn;
			const { fsPath } = folder.write('certs/a.src', 'none');
			await shows(['b.test', 'keep.test'], before);
			before = drawn;
			rmSync(fsPath);
			await shows(['a.test', 'b.test', 'keep.test'], before);
		} finally {
			await exclude(undefined);
		}
	});

	it('has the files of a folder that was renamed at their new place', async () => {
		writeThree();
		await settled();
		const before = drawn;
		renameSync(join(folder.path, 'certs'), join(folder.path, 'tls'));
		const { workspace } = standIn.services;
		await eventually('the new place', () => {
			const paths = workspace.blocks.map(({ uri }) => uri.fsPath.slice(folder.path.length + 1));
			return paths.join() === ['keep.pem', 'tls/a.pem', 'tls/sub/b.pem'].join() ? true : undefined;
		});
		await shows(['a.test', 'b.test', 'keep.test'], before);
	});

	it('is as grave as the Problems panel, also for CRLs and dates that contradict', async () => {
		folder.write('late.crl', crlPemOf({ from: -10, to: -1 }));
		folder.write('early.crl', crlPemOf({ from: 3, to: 30 }));
		folder.write('odd.crl', crlPemOf({ from: -1, to: -10 }));
		folder.write('odd.pem', pemOf({ name: 'odd.test', from: 20, to: 10 }));
		folder.write('old.pem', pemOf({ name: 'old.test', from: -9, to: -2 }));
		folder.write('early.pem', pemOf({ name: 'early.test', from: 3, to: 30 }));
		await standIn.services.workspace.read();
		const found = (await allBelow()).flatMap((row) => {
			const { description, iconPath } = tree.getTreeItem(row);
			if (!('block' in row) || !(iconPath instanceof vscode.ThemeIcon)) return [];
			assert.ok(typeof description === 'string');
			const [words = '', path = ''] = description.split(' · ');
			return [`${path.split('/').at(-1) ?? ''} ${iconPath.id} ${words}`];
		});
		assert.deepEqual(found.sort(), [
			'early.crl watch CRL, not valid yet',
			'early.pem watch not valid yet, starts in 3 days',
			'late.crl warning CRL, update was due 1 day ago',
			'odd.crl error CRL with contradictory dates',
			'odd.pem error contradictory dates',
			'old.pem error 2 days ago',
		]);
	});

	it('has a row of its own for each part of a keystore, also of what is in it twice', async () => {
		folder.write('copy/a.jks', jks.bytes);
		folder.write('b.jks', jks.bytes);
		await standIn.services.workspace.read();
		const rows = await allBelow();
		const names = rows.map(nameOf);
		// VS Code refuses a list in which two rows have the same id.
		assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
		assert.equal(names.filter((name) => name === 'JKS Root').length, 4);
		assert.equal(names.filter((name) => name === 'Encrypted key').length, 4);
	});
});
