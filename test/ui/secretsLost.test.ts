/**
 * A secret storage that does not last: that of a window in a browser dies with the page. What is said, and how the Local
 * CA goes on.
 */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expand, openView, quickPick, treeRow } from '../../scripts/lib/workbench.mjs';
import { storedInBrowser } from '../../scripts/lib/windowContents.mjs';
import { makeMkcertCa, makeStepCa } from '../support/existingCas.js';
import type { Hand } from '../support/hand.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('secrets that do not last', function () {
	this.timeout(120_000);
	let workspace = '';
	/** CAs of other programs. */
	let elsewhere = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;

	before(async () => {
		elsewhere = await mkdtemp(join(tmpdir(), 'pki-workbench-cas-'));
		const env = { CAROOT: join(elsewhere, 'mkcert'), STEPPATH: join(elsewhere, 'step') };
		makeMkcertCa(env.CAROOT);
		makeStepCa(env.STEPPATH, 'planted password');
		testWindow = await openTestWindow('lost', { inBrowser: true, env });
		({ workspace, vscode, hand } = testWindow);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		await rm(elsewhere, { recursive: true });
	});

	const row = (label: string) => treeRow(vscode.page, label);
	const certs = (name: string) => readFile(join(workspace, 'certs', name), 'utf8');

	async function issue(): Promise<void> {
		await hand.command('Issue Test Certificate');
		await quickPick(vscode.page, 'Customize').waitFor();
		await hand.enter();
	}

	async function replace(): Promise<void> {
		await hand.decide('Overwrite');
	}

	/** The page goes, and the secrets with it; what was issued and the state stay. */
	async function reload(): Promise<void> {
		// The window writes its state a little later than it is told.
		const isSaved = async () =>
			(await storedInBrowser(vscode.page)).join().includes('secretsMarker');
		for (const end = Date.now() + 30_000; !(await isSaved()) && Date.now() < end;) {
			await vscode.page.waitForTimeout(200);
		}
		await vscode.page.reload();
		await vscode.page.locator('.part.statusbar').waitFor();
		await openView(vscode.page);
	}

	async function keyFiles(): Promise<readonly string[]> {
		const found = await readdir(vscode.folder, { recursive: true });
		return found
			.filter((name) => name.endsWith('localCa/keys.json'))
			.map((n) => join(vscode.folder, n));
	}

	it('are said to be gone, with what became of the CA, and what was issued stays', async () => {
		await issue();
		await hand.told(/“localhost” is issued/);
		await reload();
		const words = await hand.told(/did not keep the secrets of the last session/);
		assert.match(
			words,
			/The private key of the Local CA is lost. A new CA can keep its key in a file/,
		);
		await row('The private key of the CA is lost').waitFor();
		await expand(vscode.page, 'Certificates');
		await row('localhost').waitFor();
		await hand.picture('said');
	});

	it('stop issuing with a question instead of an error; the answer keeps the key in a file', async () => {
		const before = await certs('ca.crt');
		await hand.closeNotifications();
		await issue();
		// Before anything is given up for it.
		const question = await hand.decide('New CA, Key in a File');
		assert.match(question, /The private key of the Local CA is missing. Create a new CA\?/);
		await replace();
		await hand.told(/“localhost” is issued/);
		await hand.picture('issued');
		// The other CA's file stays; the notification names the new one's.
		assert.equal(await certs('ca.crt'), before);
		assert.notEqual(await certs('localhost.ca.crt'), before);
		const files = await keyFiles();
		assert.equal(files.length, 1);
		assert.equal((await stat(files[0] ?? '')).mode & 0o777, 0o600);
		await row('The private key of the CA is lost').waitFor({ state: 'detached' });
	});

	it('are not missed afterwards: the next session issues with the same CA', async () => {
		const before = await certs('localhost.ca.crt');
		await reload();
		await row('Certificates').waitFor();
		assert.equal(await row('The private key of the CA is lost').count(), 0);
		await issue();
		await replace();
		await hand.told(/“localhost” is issued/);
		assert.equal(await certs('localhost.ca.crt'), before);
	});

	it('go with the CA when it is deleted, which names what is lost', async () => {
		await hand.closeNotifications();
		await hand.menu('Local CA', 'Delete Local CA');
		await hand.dialog.waitFor();
		await hand.picture('delete');
		// What has the focus deletes nothing.
		await hand.page.keyboard.press('Enter');
		await hand.dialog.waitFor({ state: 'detached' });
		await row('Certificates').waitFor();
		await hand.menu('Local CA', 'Delete Local CA');
		const question = await hand.decide('Delete');
		assert.match(question, /Delete “Local CA” with its keys\?/);
		assert.match(question, /the list of issued certificates \(3 certificates\)/);
		await row('Issue your first test certificate').waitFor();
		await hand.picture('deleted');
		assert.deepEqual(await keyFiles(), []);
		assert.match(await certs('localhost.key'), /PRIVATE KEY/);
	});

	it('are not needed for a CA that another program made: its key is kept in a file as well', async () => {
		await hand.command('New Local CA…');
		await hand.sees('Create a new root, or use a CA that is already on this machine');
		for (const name of [
			'Create a new root',
			'mkcert alice@laptop',
			'Lab Root CA',
			'Choose files…',
		]) {
			await quickPick(vscode.page, name).waitFor();
		}
		await hand.picture('existing');
		await hand.choose('Lab Intermediate CA');
		await hand.answer(/Password of the CA’s private key/, 'wrong');
		await hand.answer(/^Wrong password/, 'planted password');
		await hand.dialog.waitFor();
		await hand.picture('existing-question');
		const question = await hand.decide('Use This CA, Key in a File');
		assert.match(question, /Use “Lab Intermediate CA” as the Local CA\?/);
		assert.match(question, /A copy of its private key is kept here, without its password/);
		await expand(vscode.page, 'Authorities');
		await row('Lab Root CA').waitFor();
		await row('Lab Intermediate CA').waitFor();
		await hand.closeNotifications();
		await issue();
		await replace();
		await hand.told(/“localhost” is issued/);
		const leaf = new X509Certificate(await certs('localhost.crt'));
		const stepCa = await readFile(join(elsewhere, 'step/certs/intermediate_ca.crt'));
		assert.ok(leaf.verify(new X509Certificate(stepCa).publicKey));
		for (const file of await keyFiles()) {
			assert.equal((await stat(file)).mode & 0o777, 0o600);
			assert.doesNotMatch(await readFile(file, 'utf8'), /planted|ENCRYPTED/);
		}
		assert.equal((await keyFiles()).length, 1);
	});
});
