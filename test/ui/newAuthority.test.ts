/** From an empty dev server to a CA of two levels with a role, by clicks alone. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expand, openView, quickInput, treeRow, until } from '../../scripts/lib/workbench.mjs';
import { asRecord } from '../../src/core/http/json.js';
import { writeRoot } from '../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../src/core/x509/write/keys.js';
import type { Hand } from '../support/hand.js';
import { startTestServer, type TestServer } from '../support/openbao.js';
import { openTestWindow, pictureFailures, type TestWindow } from '../support/window.js';

describe('a new CA, by hand', function () {
	this.timeout(120_000);
	let folder = '';
	let vscode: TestWindow['vscode'];
	let testWindow: TestWindow;
	let hand: Hand;
	let bao: TestServer;

	before(async () => {
		[bao, testWindow] = await Promise.all([startTestServer(), openTestWindow('ca')]);
		({ folder, vscode, hand } = testWindow);
		await openView(vscode.page);
	});
	pictureFailures(() => testWindow);
	after(async () => {
		await testWindow.close();
		await bao.stop();
	});

	const row = (label: string) => treeRow(hand.page, label);

	it('connects', async () => {
		await hand.page.getByRole('button', { name: 'Add Connection…' }).first().click();
		await hand.choose('HashiCorp Vault');
		await hand.answer('Address', bao.address);
		await hand.answer('Name for this connection', 'lab');
		await hand.answer('Namespace (optional)');
		await hand.answer('Token (optional)', bao.rootToken);
		await hand.choose('Connect');
		// It opens by itself.
		await row('Enable a PKI mount').waitFor();
	});

	it('enables a mount from the empty row, for as long as its CA shall live', async () => {
		const asked = quickInput(hand.page).getByText('Path of the mount');
		await until(() => row('Enable a PKI mount').click(), asked);
		await hand.answer('Path of the mount', 'pki');
		await hand.sees('limits every lifetime to 32 days');
		await hand.picture('max-ttl');
		await hand.enter();
		await hand.picture('enable');
		await hand.choose('Enable PKI mount');
		assert.match(await hand.told(/pki is enabled/), /It has no CA yet/);
		await row('pki').waitFor();
		await hand.picture('enabled');
	});

	it('generates a root from there, told before and after what the mount caps', async () => {
		await hand.press('Generate Root…');
		await hand.answer('Common name of the CA', 'Lab Root');
		await hand.sees('Name of the issuer on the server');
		assert.equal(await hand.input.inputValue(), 'lab-root');
		await hand.enter();
		await hand.sees('Lifetime');
		await hand.input.fill('20y');
		await hand.sees('maximum lifetime in this mount is 10 years');
		await hand.picture('cap-before');
		await hand.enter();
		await hand.choose('EC P-256');
		await hand.picture('root-summary');
		await hand.choose('Generate root');
		const said = await hand.told(/The root “Lab Root” was created in pki/);
		assert.match(said, /earlier than the 20 years asked for/);
		await hand.picture('cap-after');
		await hand.closeNotifications();
	});

	it('enables another one from the connection’s menu', async () => {
		await hand.menu('lab', 'Enable PKI Mount');
		await hand.answer('Path of the mount', 'pki_int');
		await hand.answer('Maximum lifetime', '5y');
		await hand.choose('Enable PKI mount');
		await hand.told(/pki_int is enabled/);
		await row('pki_int').waitFor();
		await hand.closeNotifications();
	});

	it('generates an intermediate under it, in one go', async () => {
		await hand.menu('pki_int', 'Generate Intermediate');
		await hand.sees('Which mount signs it?');
		await hand.picture('parent');
		await hand.choose('pki');
		await hand.answer('Common name of the CA', 'Lab Issuing');
		await hand.answer('Name of the issuer on the server');
		await hand.answer('Lifetime', '4y');
		await hand.choose('EC P-384');
		await hand.choose('Generate intermediate');
		await hand.told(/The intermediate “Lab Issuing” was created in pki_int/);
		await expand(hand.page, 'pki_int', 'Issuers');
		await row('Lab Issuing').getByText('lab-issuing').waitFor();
		await hand.picture('two-levels');
		const { data } = await bao.api('GET', 'pki_int/issuer/default');
		assert.equal((asRecord(data).ca_chain as unknown[]).length, 2);
	});

	it('sets the addresses of its certificate and CRL', async () => {
		await hand.press('Set AIA and CRL Addresses…');
		for (const question of [/the CA certificate/, /the CRL/, /OCSP/]) await hand.answer(question);
		await hand.choose('Set AIA and CRL addresses');
		await hand.told(/The addresses of pki_int were set/);
		await hand.closeNotifications();
		const { data } = await bao.api('GET', 'pki_int/config/urls');
		assert.deepEqual(asRecord(data).issuing_certificates, [`${bao.address}/v1/pki_int/ca`]);
	});

	it('imports a CA from a file and makes it the default issuer', async () => {
		const { privateKeyPem } = await generateKey('P-256');
		const wishes = { subject: 'Brought Along CA', now: new Date(), ttlSeconds: 86_400 * 365 };
		const ca = await writeRoot(wishes, await loadSigningKey(privateKeyPem));
		const bundle = join(folder, 'bundle.pem');
		await writeFile(bundle, ca.pem + privateKeyPem);
		await hand.menu('pki_int', 'Import CA Bundle');
		await hand.openFile(bundle, 'Import');
		await hand.sees('the private key is sent to the server');
		await hand.picture('import');
		await hand.choose('Import CA bundle');
		await hand.told(/Brought Along CA: imported into pki_int/);
		await hand.closeNotifications();
		await row('Brought Along CA').waitFor();
		await hand.menu('Brought Along CA', 'Set as Default Issuer');
		await hand.choose('Set default issuer');
		await hand.told(/“Brought Along CA” is the default issuer of pki_int/);
		await row('Brought Along CA')
			.getByText(/default/)
			.waitFor();
		await hand.picture('default');
		await hand.closeNotifications();
	});

	it('deletes an issuer, then a mount, once its name is typed', async () => {
		const mounts = async () => Object.keys(asRecord((await bao.api('GET', 'sys/mounts')).data));
		const issuers = async () =>
			(asRecord((await bao.api('LIST', 'pki_int/issuers')).data).keys as unknown[]).length;
		await hand.menu('Brought Along CA', 'Delete Issuer');
		await hand.answer(/It is the default issuer.*Type “Brought Along CA” to confirm/, 'Brought');
		await hand.sees('Type “Brought Along CA”, or press Escape to keep it.');
		await hand.picture('delete-issuer');
		assert.equal(await issuers(), 3);
		await hand.answer(/Type “Brought Along CA”/, 'Brought Along CA');
		await hand.told(/Issuer “Brought Along CA” was deleted from pki_int/);
		await row('Brought Along CA').waitFor({ state: 'detached' });
		assert.equal(await issuers(), 2);
		await hand.closeNotifications();
		await hand.menu('pki_int', 'Delete Mount');
		await hand.answer(/Deletes .*with all keys and CRLs.*Type “pki_int” to confirm/, 'pki');
		await hand.sees('Type “pki_int”, or press Escape to keep it.');
		await hand.picture('delete-mount');
		assert.ok((await mounts()).includes('pki_int/'));
		await hand.answer(/Type “pki_int”/, 'pki_int');
		await hand.told(/Mount pki_int was deleted/);
		await row('pki_int').waitFor({ state: 'detached' });
		assert.deepEqual(
			(await mounts()).filter((path) => path.startsWith('pki')),
			['pki/'],
		);
		await hand.closeNotifications();
	});

	it('is led through by the walkthrough', async () => {
		await hand.command('Get Started');
		const step = hand.page.locator('.getting-started-step', { hasText: 'Create your own CA' });
		await step.click();
		await hand.picture('walkthrough');
		for (const [name, question] of [
			['Enable PKI Mount…', 'Path of the mount'],
			['Generate Root…', 'Common name of the CA'],
			['Create Role…', 'Name of the role'],
		] as const) {
			await step.getByRole('button', { name, exact: true }).click();
			await hand.sees(question);
			await hand.escape();
		}
	});
});
