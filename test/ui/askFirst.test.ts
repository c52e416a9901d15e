/** What asks before it does anything, by clicks: a missing issuer, a key that git tracks, another address; and *Check Certificates*. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
	openFile,
	openView,
	rowAction,
	runCommand,
	treeRow,
} from '../../scripts/lib/workbench.mjs';
import { makeCertificate, makeRoot } from '../matrix/material.js';
import { extension, oid, sequence, tlv } from '../support/der.js';
import { eventually } from '../support/eventually.js';
import type { Hand } from '../support/hand.js';
import { startTestServer, type TestServer } from '../support/openbao.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

const root = makeRoot('Root');
const inVault = makeRoot('CA in Vault', { issuer: root });
const atUrl = makeRoot('CA at a URL', { issuer: root });
const server = makeCertificate({ name: 'web.test', dns: ['web.test'], issuer: inVault, ca: false });

/** Authority information access (RFC 5280, 4.2.2.1) with the address of the issuer's certificate. */
function withIssuerAt(url: string) {
	const place = sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), tlv(0x86, url)));
	const extensions = [extension('1.3.6.1.5.5.7.1.1', place)];
	return makeCertificate({
		name: 'api.test',
		dns: ['api.test'],
		issuer: atUrl,
		ca: false,
		extensions,
	});
}

describe('what asks first, by hand', function () {
	this.timeout(120_000);
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;
	let website: Server;
	let url = '';
	let client: ReturnType<typeof withIssuerAt>;
	let downloads = 0;
	const git = (...args: readonly string[]) =>
		execFileSync('git', args, { cwd: testWindow.workspace, encoding: 'utf8' });
	const textOf = (name: string) => readFileSync(join(testWindow.workspace, name), 'utf8');

	before(async () => {
		website = createServer((_request, response) => {
			downloads += 1;
			response.end(atUrl.der);
		});
		await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${String((website.address() as AddressInfo).port)}/issuer.cer`;
		client = withIssuerAt(url);
		bao = await startTestServer();
		await bao.api('POST', 'sys/mounts/pki', { type: 'pki' });
		await bao.api('POST', 'pki/issuers/import/cert', { pem_bundle: inVault.pem });
		testWindow = await openTestWindow('ask', {
			env: { VAULT_ADDR: bao.address, VAULT_TOKEN: bao.rootToken },
			prepare: async (folder) => {
				execFileSync('git', ['init', '--quiet'], { cwd: folder });
				const files = { 'web.pem': server.pem, 'api.pem': client.pem, 'web.key': server.keyPem };
				for (const [name, text] of Object.entries(files)) {
					await writeFile(join(folder, name), text, { mode: 0o600 });
				}
				execFileSync('git', ['add', 'web.key'], { cwd: folder });
			},
		});
		({ hand } = testWindow);
		await openView(hand.page);
		const connection = treeRow(hand.page, new URL(bao.address).host);
		await rowAction(hand.page, connection, 'Connect');
		await connection.getByText(/active.*OpenBao/).waitFor();
	});
	beforeEach(() => runCommand(hand.page, 'View: Close All Editors'));
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		website.close();
		await bao.stop();
	});

	async function askForIssuer(file: string): Promise<void> {
		await openFile(hand.page, file);
		await hand.command('Add Missing Issuer Certificate');
		await hand.sees('Where to get the issuer from?');
	}

	async function saved(file: string, before: string): Promise<string> {
		await hand.page.locator('.part.statusbar').getByText('Issuer added').waitFor();
		await runCommand(hand.page, 'File: Save');
		return eventually('the saved file', () => {
			const text = textOf(file);
			return text === before ? undefined : text;
		});
	}

	it('adds a missing issuer from the connection that is chosen', async () => {
		await askForIssuer('web.pem');
		await hand.sees('Issuers of this connection');
		await hand.picture('where');
		await hand.choose(new URL(bao.address).host);
		assert.equal(await saved('web.pem', server.pem), server.pem + inVault.pem);
	});

	it('downloads a missing issuer from its URL, after asking and only then', async () => {
		await askForIssuer('api.pem');
		await hand.choose(url);
		const question = await hand.decide('Do Not Download');
		assert.match(question, /Download the issuer’s certificate\?/);
		assert.ok(question.includes(url), question);
		assert.equal(downloads, 0);
		await askForIssuer('api.pem');
		await hand.choose(url);
		await hand.dialog.waitFor();
		await hand.picture('download');
		await hand.decide('Download');
		assert.equal(await saved('api.pem', client.pem), client.pem + atUrl.pem);
		assert.equal(downloads, 1);
	});

	it('ignores a private key that git tracks, and says how to stop that', async () => {
		await openFile(hand.page, 'web.key');
		await hand.page.locator('.squiggly-warning').first().click({ force: true });
		await hand.page
			.locator('[class*=codicon-gutter-lightbulb], .lightBulbWidget:visible')
			.first()
			.click();
		await hand.page
			.locator('.action-widget .monaco-list-row', { hasText: 'Add to .gitignore' })
			.click();
		await hand.told(/Git still tracks web\.key\. Run “git rm --cached” to stop that\./);
		await hand.picture('tracked');
		assert.equal(textOf('.gitignore'), '/*.key\n');
		await hand.press('Copy Command');
		const command = await hand.clipboard();
		assert.match(command, /^git rm --cached -- \S*web\.key$/);
		assert.equal(git('ls-files'), 'web.key\n');
		execFileSync('/bin/sh', ['-c', command], { cwd: testWindow.workspace });
		assert.equal(git('ls-files'), '');
		assert.equal(git('status', '--porcelain', '--', 'web.key'), '');
	});

	it('tells with Check Certificates what is found in the workspace, open or not', async () => {
		await hand.closeNotifications();
		await writeFile(join(testWindow.workspace, 'torn.pem'), server.pem.replace('-----END', '----'));
		await hand.command('Check Certificates');
		await hand.told(/\d+ files were checked\. \d+ findings?\./);
		const panel = hand.page.locator('.markers-panel .monaco-list-row', { hasText: 'torn.pem' });
		await panel.first().waitFor();
		await hand.picture('checked');
	});

	it('asks before a saved token goes to another address', async () => {
		const saved = () => hand.page.locator('.part.statusbar').getByText('Saved “Lab”').waitFor();
		await hand.command('Add Connection…');
		await hand.choose('HashiCorp Vault');
		await hand.answer('Address', bao.address);
		await hand.answer('Name for this connection', 'Lab');
		await hand.answer('Namespace (optional)');
		await hand.answer('Token (optional)', bao.rootToken);
		await hand.choose('Connect');
		await treeRow(hand.page, 'Lab').waitFor();
		const other = bao.address.replace('127.0.0.1', 'localhost');
		const change = async () => {
			await hand.command('Edit Connection…');
			await hand.sees('What do you want to change?');
			await hand.choose('Address');
			await hand.answer('Address', other);
			await hand.dialog.waitFor();
		};
		await change();
		await hand.picture('address');
		const question = await hand.decide('Keep Old Address');
		assert.match(question, /Send the saved credentials to the new address\?/);
		assert.ok(question.includes(bao.address) && question.includes(other), question);
		await change();
		await hand.decide('Sign In Again');
		await hand.answer('Token', bao.rootToken);
		await saved();
		await hand.sees('What do you want to change?');
		await hand.escape();
	});
});
