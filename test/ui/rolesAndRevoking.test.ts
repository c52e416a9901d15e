/** Roles, requests, serial numbers and revocation on a real server, by clicks. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	expand,
	openView,
	quickInput,
	rowAction,
	select,
	treeRow,
	webview,
} from '../../scripts/lib/workbench.mjs';
import { asRecord } from '../../src/core/http/json.js';
import type { Hand } from '../support/hand.js';
import { issueMany, setUpCa, startTestServer, type TestServer } from '../support/openbao.js';
import { makeRequest } from '../support/tlsCertificates.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('roles, requests and revocation, by hand', function () {
	this.timeout(120_000);
	let workspace = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;
	let serials: readonly string[];

	before(async () => {
		bao = await startTestServer();
		await setUpCa(bao);
		serials = await issueMany(bao, 4);
		await bao.api('POST', 'pki/issue/web', { common_name: 'old.api.test', ttl: '1s' });
		testWindow = await openTestWindow('role', {
			env: { VAULT_ADDR: bao.address, VAULT_TOKEN: bao.rootToken },
		});
		({ workspace, vscode, hand } = testWindow);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		await bao.stop();
	});

	const row = (label: string) => treeRow(hand.page, label);
	/** The row of the connection that the environment describes: its host. */
	const described = () => new URL(bao.address).host;
	const crlNumber = async () => {
		const words = row('CRL').getByText(/number \d+/);
		return /number \d+/.exec((await words.textContent()) ?? '')?.[0] ?? '';
	};

	it('connects to what the environment describes with one click', async () => {
		await hand.picture('offered');
		await rowAction(hand.page, row(described()), 'Connect');
		await row(described())
			.getByText(/active.*OpenBao/)
			.waitFor();
		await expand(hand.page, 'pki', 'Roles', 'Certificates');
		await row('n3.api.test').waitFor();
		await hand.picture('connected');
	});

	it('creates a role, with every rule said before it is written', async () => {
		await hand.menu('pki', 'Create Role');
		await hand.sees('Name of the role');
		await hand.input.fill('web');
		await hand.sees('A role of this name already exists. Edit it instead.');
		await hand.answer(/role/, 'lab');
		await hand.choose('Only names in domains that you list');
		await hand.answer(/Domains/, 'lab.test');
		await hand.sees('What may certificates from this role contain?');
		await hand.picture('flags');
		await hand.enter();
		await hand.answer(/URIs that certificates may contain/, 'spiffe://lab/*');
		await hand.choose('EC P-256');
		await hand.answer(/Default lifetime/, '7d');
		await hand.sees(/Maximum lifetime/);
		await hand.input.fill('2d');
		await hand.sees('Shorter than the default lifetime of 7 days');
		await hand.answer(/Shorter than/, '14d');
		await hand.sees(/Run on /);
		await hand.picture('role-summary');
		await hand.choose('Create role');
		await hand.told(/Role “lab” was created in pki/);
		await row('lab').waitFor();
		await hand.picture('role-done');
		const { data } = await bao.api('GET', 'pki/roles/lab');
		assert.deepEqual(asRecord(data).allowed_uri_sans, ['spiffe://lab/*']);
		await hand.closeNotifications();
	});

	/** Through the form with Enter alone, but for the maximum lifetime. */
	async function editByEnter(maximum?: string): Promise<void> {
		await hand.menu('lab', 'Edit Role');
		await hand.sees('Which names may certificates contain?');
		await hand.enter();
		await hand.sees(/Domains/);
		assert.equal(await hand.input.inputValue(), 'lab.test');
		await hand.enter();
		await hand.sees('What may certificates from this role contain?');
		await hand.enter();
		await hand.answer(/URIs that certificates may contain/);
		await hand.sees('Key');
		await hand.enter();
		await hand.answer(/Default lifetime/);
		await hand.answer(/Maximum lifetime/, maximum);
	}

	it('edits it, with what it has typed in; Copy as CLI has the change alone', async () => {
		await bao.api('PATCH', 'pki/roles/lab', { key_bits: 521 });
		const read = async () => asRecord((await bao.api('GET', 'pki/roles/lab')).data);
		const before = await read();
		await editByEnter();
		await hand.told(/Role “lab” was not changed/);
		await hand.closeNotifications();
		assert.deepEqual(await read(), before);
		for (const way of ['Copy as CLI', 'Change role']) {
			await editByEnter('21d');
			await hand.sees(/“lab” in pki: Maximum lifetime: 21 days/);
			await hand.choose(way);
			if (way === 'Copy as CLI') await hand.choose('bao');
		}
		await hand.told(/Role “lab” in pki was changed/);
		assert.deepEqual(await read(), { ...before, max_ttl: 21 * 86_400 });
		await bao.api('PATCH', 'pki/roles/lab', { key_bits: 256 });
		await hand.closeNotifications();
		assert.match(await hand.clipboard(), /^bao patch \S+ pki\/roles\/lab max_ttl=1814400s$/);
	});

	it('signs a request from a file', async () => {
		const request = join(workspace, 'api.csr');
		await writeFile(request, await makeRequest('api.lab.test'));
		await hand.menu('lab', 'Sign Certificate Request');
		await hand.choose('A request file…');
		await hand.openFile(request);
		await hand.answer(/Lifetime/);
		await hand.answer(/save the files/);
		await hand.sees('its key is P-256');
		await hand.picture('sign');
		await hand.choose('Sign');
		const said = await hand.told(/“api\.lab\.test” is issued/);
		assert.match(said, /saved in/);
		await hand.picture('signed');
		await hand.closeNotifications();
		await row('api.lab.test').waitFor();
	});

	it('says that the role will refuse a request, and sends it all the same if told to', async () => {
		const request = join(workspace, 'other.csr');
		await writeFile(request, await makeRequest('www.other.test'));
		await hand.menu('lab', 'Sign Certificate Request');
		await hand.choose('A request file…');
		await hand.openFile(request);
		await hand.answer(/Lifetime/);
		await hand.answer(/save the files/);
		await hand.sees(/www\.other\.test” is not allowed by role “lab”/);
		await hand.picture('refused');
		await hand.choose('Send Anyway');
		const said = await hand.told(/www\.other\.test/);
		assert.match(said, /The role does not allow this\. The server says/);
		await hand.closeNotifications();
		assert.ok(!existsSync(join(workspace, 'certs/www.other.test.crt')));
	});

	it('deletes a role once its name is typed', async () => {
		const names = async () => asRecord((await bao.api('LIST', 'pki/roles')).data).keys;
		await hand.menu('lab', 'Delete Role');
		await hand.answer(/No more certificates can be issued from it.*Type “lab” to confirm/, 'web');
		await hand.sees('Type “lab”, or press Escape to keep it.');
		await hand.picture('delete-role');
		assert.deepEqual(await names(), ['lab', 'web']);
		await hand.answer(/Type “lab”/, 'lab');
		await hand.told(/Role “lab” was deleted/);
		await row('lab').waitFor({ state: 'detached' });
		assert.deepEqual(await names(), ['web']);
		await hand.closeNotifications();
	});

	it('copies the command of a revocation instead', async () => {
		await hand.menu('n1.api.test', 'Revoke');
		await hand.decide('Copy as CLI');
		await hand.choose('vault');
		await hand.page.getByText('Copied as vault command, without any token').first().waitFor();
		const line = await hand.clipboard();
		assert.match(line, /^vault write .*pki\/revoke serial_number=/);
		assert.ok(!line.includes(bao.rootToken), line);
	});

	it('says that an expired certificate is not revoked', async () => {
		await row('old.api.test')
			.getByText(/expired/)
			.waitFor();
		await hand.command('Revoke…');
		await hand.choose(new URL(bao.address).host);
		await hand.choose('old.api.test');
		await hand.dialog.waitFor();
		await hand.picture('beforeExpired');
		assert.match(
			await hand.decide('Revoke'),
			/It has already expired.* It will not be revoked unless/,
		);
		await hand.told(/was not revoked: it has already expired/);
		await hand.picture('expired');
		await hand.closeNotifications();
	});

	it('revokes one, named in the question', async () => {
		await hand.menu('n1.api.test', 'Revoke');
		await hand.dialog.waitFor();
		await hand.picture('revoke');
		assert.match(await hand.decide('Revoke'), /Revoke “n1\.api\.test” \(serial /);
		await hand.told(/“n1\.api\.test” \(serial .*\) is revoked/);
		await row('n1.api.test')
			.getByText(/revoked/)
			.waitFor();
		await hand.closeNotifications();
	});

	it('revokes several that are selected, in one go', async () => {
		await select(hand.page, 'n2.api.test', 'n3.api.test');
		await hand.menu('n3.api.test', 'Revoke');
		const asked = await hand.decide('Revoke');
		assert.ok(asked.includes('n2.api.test (') && asked.includes('n3.api.test ('), asked);
		await hand.told(/2 certificates are revoked/);
		await row('n3.api.test')
			.getByText(/revoked/)
			.waitFor();
		await hand.picture('revoked');
		await hand.closeNotifications();
	});

	it('rotates the CRL', async () => {
		const before = await crlNumber();
		await hand.menu('pki', 'Rotate CRL');
		await hand.choose('Rotate CRL');
		await hand.told(/CRL/);
		await hand.picture('rotated');
		await row('CRL').getByText(before).waitFor({ state: 'detached' });
		await hand.closeNotifications();
	});

	it('finds a certificate by its serial number', async () => {
		await hand.menu('pki', 'Find by Serial Number');
		await hand.sees('Serial number, in any common format');
		await hand.input.fill('not hex');
		await hand.sees('Enter a serial number, such as 2b:f9:1c.');
		await hand.answer(/./, serials[0]);
		await quickInput(hand.page).waitFor({ state: 'hidden' });
		await webview(hand.page).locator('h1').getByText('n0.api.test').waitFor();
		await hand.picture('found');
		await hand.menu('pki', 'Find by Serial Number');
		await hand.answer('Serial number, in any common format', 'aa:bb:cc');
		await hand.told(/pki does not store a certificate with serial number aa:bb:cc/);
	});
});
