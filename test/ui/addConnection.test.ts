/** *Add Connection…* as a person sees it: each thing that may be wrong is named, and can be mended. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../scripts/lib/environment.mjs';
import { findCommand, offersCommand, openView, treeRow } from '../../scripts/lib/workbench.mjs';
import type { Hand } from '../support/hand.js';
import { startConfigured, startTestServer, type TestServer } from '../support/openbao.js';
import { makeCa } from '../support/tlsCertificates.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

type Configured = Awaited<ReturnType<typeof startConfigured>>;

describe('Add Connection…, by hand', function () {
	this.timeout(120_000);
	let folder = '';
	let caFile = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;
	let secure: Configured;
	let sealed: Configured;
	let website: Server;

	before(async () => {
		const ca = await makeCa('Lab TLS CA');
		const leaf = await ca.issue({ name: 'bao', usage: 'server', ip: ['127.0.0.1'] });
		const tls = { ...leaf, ca: ca.certificate };
		website = createServer((_request, response) => response.end('<h1>Hello</h1>'));
		await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
		[bao, secure, sealed, testWindow] = await Promise.all([
			startTestServer(),
			startConfigured({ tls }),
			startConfigured({ state: 'sealed' }),
			openTestWindow('add'),
		]);
		({ folder, vscode, hand } = testWindow);
		caFile = join(folder, 'ca.crt');
		await writeFile(caFile, ca.certificate);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		website.close();
		await Promise.all([bao.stop(), secure.stop(), sealed.stop()]);
	});

	async function connect(address: string, token = 'root'): Promise<void> {
		await hand.command('Add Connection…');
		await hand.choose('HashiCorp Vault');
		await hand.answer('Address', address);
		await hand.answer('Name for this connection');
		await hand.answer('Namespace (optional)');
		await hand.answer('Token (optional)', token);
		await hand.choose('Connect');
	}

	/** Adds, reads why it failed and gives up. */
	async function failure(address: string, name: string): Promise<string> {
		await connect(address);
		await hand.dialog.waitFor();
		await hand.picture(name);
		const text = await hand.decide('Cancel');
		await hand.dialog.waitFor({ state: 'detached' });
		return text;
	}

	it('is in the palette, and what needs a connection is not', async () => {
		await findCommand(hand.page, 'PKI: Add Connection…');
		// The palette knows it as soon as the extension has looked.
		while (await offersCommand(hand.page, 'PKI: Sign In Again…'));
		for (const title of ['Edit Connection…', 'Remove Connection…', 'Unpin']) {
			assert.ok(!(await offersCommand(hand.page, `PKI: ${title}`)), title);
		}
	});

	it('refuses an address that is none while it is typed', async () => {
		await hand.command('Add Connection…');
		await hand.choose('HashiCorp Vault');
		await hand.sees('Address');
		await hand.picture('address');
		await hand.input.fill('ftp://vault.test');
		await hand.sees('begins with https:// or http://');
		await hand.enter();
		await hand.input.fill('https://me:secret@vault.test');
		await hand.sees('User name and password are ignored');
		await hand.input.fill('http://vault.test:8200');
		await hand.sees('others on the network can read the token');
		await hand.picture('insecure');
		await hand.escape();
	});

	it('says that nothing listens', async () => {
		const address = `http://127.0.0.1:${await freePort()}`;
		const text = await failure(address, 'unreachable');
		assert.ok(text.includes(`${address} refused to connect`), text);
	});

	it('says that it is not Vault', async () => {
		const { port } = website.address() as AddressInfo;
		const text = await failure(`http://127.0.0.1:${port}`, 'website');
		assert.match(text, /is not Vault or OpenBao/);
	});

	it('says that the server speaks TLS', async () => {
		const text = await failure(secure.address.replace('https:', 'http:'), 'tls');
		assert.match(text, /begin the address with https:/i);
	});

	it('says that Vault is sealed', async () => {
		assert.match(await failure(sealed.address, 'sealed'), /sealed\. An operator must unseal it/);
	});

	it('says who issued a certificate that is not trusted, and takes the CA file then', async () => {
		await connect(secure.address, secure.rootToken);
		await hand.dialog.waitFor();
		await hand.picture('untrusted');
		const text = await hand.decide('Edit');
		assert.match(text, /is not trusted; it was issued by CN=Lab TLS CA\./);
		assert.match(text, /set it as the CA file/);
		// Where the cause is likely to be mended; the rest is kept.
		await hand.sees('CA file (optional)');
		await hand.picture('ca-file');
		await hand.answer('CA file (optional)', caFile);
		await hand.answer('Client certificate file (optional)');
		await hand.answer('Client key file (optional)');
		await hand.answer('Server name (optional)');
		await treeRow(hand.page, new URL(secure.address).host).waitFor();
		// The tree takes the focus when it shows the new row.
		await treeRow(hand.page, 'Enable a PKI mount').waitFor();
		await hand.picture('trusted');
		while (!(await offersCommand(hand.page, 'PKI: Sign In Again…')));
		assert.ok(await offersCommand(hand.page, 'PKI: Remove Connection…'));
	});

	it('says that the token is refused, and takes another one', async () => {
		await connect(bao.address, 'wrong');
		await hand.dialog.waitFor();
		await hand.picture('refused');
		const text = await hand.decide('Edit');
		assert.match(text, /The token was refused: it is wrong, expired or revoked/);
		await hand.sees('Token (optional)');
		await hand.back();
		await hand.answer('Namespace (optional)');
		await hand.answer('Token (optional)', bao.rootToken);
		await hand.choose('Connect');
		await treeRow(hand.page, new URL(bao.address).host)
			.getByText(/active.*OpenBao/)
			.waitFor();
		await hand.picture('connected');
	});

	it('signs in again with another token, and says why one is refused', async () => {
		await hand.menu(new URL(bao.address).host, 'Sign In Again');
		await hand.answer('Token', 'wrong');
		await hand.sees(/The token was refused/);
		await hand.picture('sign-in');
		await hand.answer(
			/The token was refused/,
			await bao.tokenFor('path "pki/*" { capabilities = ["read"] }'),
		);
		await hand.page
			.getByText(/Signed in to/)
			.first()
			.waitFor();
	});

	it('removes a connection after one question', async () => {
		const { host } = new URL(bao.address);
		await hand.menu(host, 'Remove Connection');
		await hand.dialog.waitFor();
		await hand.picture('remove');
		assert.ok((await hand.decide('Remove')).includes(host));
		await treeRow(hand.page, host).waitFor({ state: 'detached' });
	});
});
