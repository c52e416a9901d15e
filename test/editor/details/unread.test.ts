/** Pages of files of which nothing or not everything can be shown: too large, empty, damaged, locked, gone. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type * as vscode from 'vscode';
import { openStore, unlockKey } from '../../../src/details/keyStore.js';
import { fileSubject } from '../../../src/details/fileSubject.js';
import { readFollowed } from '../../../src/details/followFile.js';
import { readNext } from '../../../src/details/reading.js';
import type { askPassword } from '../../../src/ui/ask/password.js';
import { derOf } from '../../support/certificates.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { WorkspaceFolder } from '../../support/editor.js';
import { javaPkcs12, jks, oldPkcs12 } from '../../support/keyStores.js';

describe('pages of files that are not read', () => {
	const shown = new PanelInTest('editor');
	let folder: WorkspaceFolder;

	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());

	async function open(name: string, content: Uint8Array): Promise<vscode.Uri> {
		const uri = folder.write(name, content);
		await shown.panel.show(await fileSubject(uri));
		return uri;
	}

	const typing =
		(password: string): typeof askPassword =>
		(_question, open) =>
			open(password, new AbortController().signal);

	const cause = () => shown.view.rows.find(({ label }) => label === 'Cause')?.values[0] ?? '';
	const offered = () => shown.view.actions.map(({ id }) => id);

	it('name the file and the cause', async () => {
		const certificate = derOf();
		const files: readonly (readonly [string, Uint8Array, RegExp])[] = [
			[
				'large.der',
				Buffer.alloc(20 * 1024 * 1024),
				/large\.der is too large to read\. The limit is 16 MB\.$/,
			],
			['empty.der', Buffer.alloc(0), /^This file contains no certificate, request, CRL or key\.$/],
			['cut.der', certificate.subarray(0, 200), /^The data ends too early\.$/],
			[
				'noise.jks',
				Buffer.from([...Array(300).keys()]),
				/^This data is not a certificate, request, CRL or key/,
			],
		];
		for (const [name, content, expected] of files) {
			await open(name, content);
			const { kind, rows } = shown.view;
			assert.deepEqual([kind, shown.view.name], ['Unreadable file', name]);
			assert.match(cause(), expected);
			assert.deepEqual(
				rows.map(({ label }) => label),
				['Cause'],
				name,
			);
			// Only what was read and is text can be looked at elsewhere.
			assert.deepEqual(
				offered(),
				{ 'empty.der': ['goToFile'], 'large.der': [] }[name] ?? ['openAsText'],
			);
		}
	});

	it('show the file as soon as it can be read, and again why not', async () => {
		const uri = await open('grown.der', Buffer.alloc(0));
		folder.write('grown.der', derOf({ name: 'grown.test' }));
		await shown.becomes('the certificate', ({ name }) => name === 'grown.test');
		await open('grown.der', Buffer.alloc(0));
		folder.write('grown.der', 'nothing either');
		rmSync(uri.fsPath);
		const gone = await shown.becomes('the cause', () => cause().includes('grown.der'));
		assert.deepEqual([gone.kind, gone.notice], ['Unreadable file', undefined]);
	});

	it('stay as they are while the file cannot be read for the same reason', async () => {
		const uri = folder.write('missing.der', derOf());
		rmSync(uri.fsPath);
		const subject = await fileSubject(uri);
		const readAnew = () => readFollowed(uri);
		const again = await readNext(subject, readAnew);
		assert.ok(again?.next);
		assert.equal(again.next.unread, subject.unread);
		assert.equal(again.next.digest, subject.digest);
		const third = await readNext(again.next, readAnew);
		assert.equal(third?.next?.digest, subject.digest);
	});

	it('say of a damaged key store that it is damaged, and offer nothing that would need it whole', async () => {
		await open('cut.p12', javaPkcs12.bytes.subarray(0, 300));
		assert.equal(shown.view.name, 'PKCS#12');
		assert.match(cause(), /^The file is damaged: the data ends too early/);
		assert.deepEqual(offered(), ['openAsText']);
	});

	it('ask for the password where they say that one is needed', async () => {
		await open('locked.p12', oldPkcs12.bytes);
		assert.match(cause(), /protected by a password\. Enter it to see what the file contains\.$/);
		assert.ok(offered().includes('enterPassword'));
		await open('locked.jks', jks.bytes);
		const last = (shown.view.blockList?.length ?? 0) - 1;
		await shown.press({ type: 'select', index: last });
		assert.match(cause(), /^The private keys in this Java keystore .* Enter it to unlock them\.$/);
	});

	it('draw the list anew when a password opened more of the same file', async () => {
		const subject = await fileSubject(folder.write('list.jks', jks.bytes));
		await shown.panel.show(subject);
		const locked = shown.view.blockList;
		assert.deepEqual([shown.rows.at(-1)?.name, shown.rows.at(-1)?.isLocked], ['JKS', true]);
		const store = await openStore(subject, typing(jks.password));
		assert.ok(store);
		await shown.panel.show(store);
		const opened = shown.view.blockList;
		assert.ok(locked && opened);
		assert.notEqual(opened.version, locked.version);
		const key = store.blocks.find(
			({ entry, facts }) => entry?.name === 'server' && facts?.kind === 'privateKey',
		);
		assert.ok(key);
		const unlocked = await unlockKey(store, key, typing(jks.serverPassword));
		assert.ok(unlocked);
		await shown.panel.show(unlocked);
		const all = shown.view.blockList;
		assert.ok(all);
		assert.ok(all.length < locked.length);
		assert.ok(![locked.version, opened.version].includes(all.version));
	});
});
