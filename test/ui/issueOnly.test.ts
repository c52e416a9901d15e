/** A token that may only issue, as most developers hold: what it cannot see is pinned, and issued from there. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collapse, expand, openView, rowAction, treeRow } from '../../scripts/lib/workbench.mjs';
import { asRecord } from '../../src/core/http/json.js';
import type { Hand } from '../support/hand.js';
import { setUpCa, startTestServer, type TestServer } from '../support/openbao.js';
import { makeRequest } from '../support/tlsCertificates.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('a token that may only issue, by hand', function () {
	this.timeout(120_000);
	let workspace = '';
	let tokenFile = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;

	before(async () => {
		bao = await startTestServer();
		await setUpCa(bao);
		await setUpCa(bao, 'hidden');
		await setUpCa(bao, 'other');
		testWindow = await openTestWindow('only', {
			env: { VAULT_ADDR: bao.address },
		});
		({ workspace, vscode, hand } = testWindow);
		tokenFile = join(vscode.folder, 'home', '.vault-token');
		await writeFile(tokenFile, 'wrong', { mode: 0o600 });
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

	/** What every token of the test may do from now on. */
	async function allow(...actions: readonly ('issue' | 'sign')[]): Promise<void> {
		const rules = actions.map((action) => `path "pki/${action}/web" { capabilities = ["update"] }`);
		await bao.api('POST', 'sys/policies/acl/developer', { policy: rules.join('\n') });
	}

	async function token(): Promise<string> {
		const { auth } = await bao.api('POST', 'auth/token/create', { policies: ['developer'] });
		return String(asRecord(auth).client_token);
	}

	it('is told that the token of the environment is refused, and signs in again', async () => {
		await rowAction(hand.page, row(described()), 'Connect');
		await hand.told(/The token was refused/);
		await hand.picture('refused');
		await allow('issue', 'sign');
		await writeFile(tokenFile, await token());
		await hand.press('Sign In Again…');
		await row(described())
			.getByText(/active.*OpenBao/)
			.waitFor();
		await hand.closeNotifications();
	});

	it('sees the mount, and at the node what it may not', async () => {
		await expand(hand.page, described(), 'pki', 'Roles', 'Certificates');
		await hand.page
			.getByText(/listing is not allowed/)
			.first()
			.waitFor();
		assert.equal(await row('Roles').getByText(/\(\d/).count(), 0);
		await hand.picture('tree');
	});

	it('pins a role by its path and issues from it', async () => {
		await hand.menu('pki', 'Pin a Mount');
		await hand.sees('Name of a role or an issuer');
		await hand.picture('pin');
		await hand.input.fill('/');
		await hand.sees('Type a name or a path such as pki/roles/web.');
		await hand.answer(/Type a name or a path/, 'web');
		await hand.told(/pki\/roles\/web is pinned\. This token can’t read it/);
		await hand.closeNotifications();
		await row('web').waitFor();
		await hand.picture('pinned');
		await hand.menu('web', 'Issue Certificate');
		await hand.answer(/Common name/, 'one.api.test');
		await hand.answer(/More names/);
		await hand.answer(/Lifetime/, '2d');
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.picture('review');
		await hand.choose('Issue');
		await hand.told(/“one\.api\.test” is issued/);
		await hand.picture('issued');
		assert.ok(existsSync(join(workspace, 'certs/one.api.test.key')));
		await hand.closeNotifications();
	});

	it('is told by the server what the role refuses, for it cannot read the role', async () => {
		await hand.menu('web', 'Issue Certificate');
		await hand.answer(/Common name/, 'one.other.test');
		await hand.answer(/More names/);
		await hand.answer(/Lifetime/, '2d');
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.choose('Issue');
		const said = await hand.told(/one\.other\.test/);
		assert.match(said, /The role does not allow this\. The server says/);
		await hand.picture('not-allowed');
	});

	it('mends what was refused in the form as it was filled in', async () => {
		await hand.press('Edit and Try Again');
		await hand.sees(/Common name/);
		assert.equal(await hand.input.inputValue(), 'one.other.test');
		await hand.answer(/Common name/, 'two.api.test');
		await hand.answer(/More names/);
		await hand.sees(/Lifetime/);
		assert.equal(await hand.input.inputValue(), '2d');
		await hand.answer(/Lifetime/);
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.choose('Issue');
		await hand.told(/“two\.api\.test” is issued/);
		await hand.closeNotifications();
		await hand.menu('web', 'Issue Certificate');
		await hand.sees(/Common name/);
		assert.equal(await hand.input.inputValue(), '');
		await hand.escape();
	});

	it('has a request refused while it is signed, and takes a key made by the server instead', async () => {
		const request = join(workspace, 'three.csr');
		await writeFile(request, await makeRequest('three.api.test'));
		await hand.menu('web', 'Sign Certificate Request');
		await hand.choose('A request file…');
		await hand.openFile(request);
		await hand.answer(/Lifetime/, '2d');
		await hand.answer(/save the files/);
		await hand.sees('its key is P-256');
		await allow('issue');
		await hand.choose('Sign');
		await hand.dialog.waitFor();
		await hand.picture('sign-refused');
		const question = await hand.decide('Use a Key Made by the Server');
		assert.match(question, /This token can’t sign requests with role “web”\./);
		await hand.choose('P-256');
		await hand.choose('Issue');
		await hand.told(/“three\.api\.test” is issued/);
		assert.ok(existsSync(join(workspace, 'three.api.test.key')));
		await hand.closeNotifications();
	});

	it('is refused a key made by the server, and makes it here instead', async () => {
		await allow('issue', 'sign');
		await hand.menu('web', 'Issue Certificate');
		await hand.answer(/Common name/, 'four.api.test');
		await hand.answer(/More names/);
		await hand.answer(/Lifetime/, '2d');
		await hand.choose('P-256');
		await hand.answer(/save the files/);
		await hand.sees(/“four\.api\.test”/);
		await allow('sign');
		await hand.choose('Issue, key made by the server');
		await hand.dialog.waitFor();
		await hand.picture('issue-refused');
		const question = await hand.decide('Make the Key Here');
		assert.match(question, /This token can’t issue certificates from role “web”\./);
		await hand.told(/“four\.api\.test” is issued/);
		assert.ok(existsSync(join(workspace, 'certs/four.api.test.key')));
		await hand.closeNotifications();
	});

	it('unpins it', async () => {
		await hand.menu('web', 'Unpin');
		await row('web').waitFor({ state: 'detached' });
	});

	it('pins an issuer, by a path of a mount that it does not see', async () => {
		await hand.menu(described(), 'Pin a Mount');
		await hand.answer('Path or name of a mount', 'hidden/issuer/test-root');
		await collapse(hand.page, 'pki/');
		await expand(hand.page, 'hidden', 'Issuers');
		await row('Test Root').getByText('test-root').waitFor();
		await row('Issuers').getByText('(1)').waitFor();
		await hand.picture('issuer');
	});

	it('pins a mount', async () => {
		await hand.menu(described(), 'Pin a Mount');
		await hand.answer('Path or name of a mount', 'other');
		await row('other').getByText('pinned').waitFor();
		await collapse(hand.page, 'hidden');
		await expand(hand.page, 'other', 'Roles');
		await hand.page.getByText('Pin a role by its path: listing is not allowed').waitFor();
		await hand.picture('mount');
	});
});
