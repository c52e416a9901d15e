/** The tab with details: that it follows what it shows, and how long lists are walked. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { RevokeRequest } from '../../../src/core/backends/contract/backend.js';
import { parseKept } from '../../../src/details/kept.js';
import { readSubject } from '../../../src/details/page/subject.js';
import { revoke } from '../../../src/details/revoke.js';
import type { DetailTarget } from '../../../src/services/ports/details.js';
import { pemOf } from '../../support/certificates.js';
import { commonName, spkiOf } from '../../support/der.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { eventually, WorkspaceFolder } from '../../support/editor.js';

const local = { connection: 'localCa', mount: 'local' };

describe('the details panel', () => {
	const shown = new PanelInTest();
	const show = (target: DetailTarget) => shown.show(target);
	const view = () => shown.view;
	let folder: WorkspaceFolder;

	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());

	it('tells a page what it missed before it began', async () => {
		const begun = { type: 'ready', shows: 'first' };
		await show({ title: 'a.crt', content: pemOf({ name: 'a.test' }) });
		assert.equal(await shown.answer(begun), undefined);
		await show({ title: 'b.crt', content: pemOf({ name: 'b.test' }) });
		assert.deepEqual(await shown.answer(begun), shown.panel.message);
	});

	it('stands in its page as data, whatever a certificate is called', async () => {
		const name = '</script><b>&amp;<!-- a.test';
		await show({ title: 'a.crt', content: pemOf({ name }) });
		const { html } = shown.panel.tab.webview;
		const [, first = ''] =
			/<script id="first" type="application\/json">(.*)<\/script>/.exec(html) ?? [];
		assert.ok(!first.includes('<'), first);
		assert.deepEqual(JSON.parse(first), JSON.parse(JSON.stringify(shown.panel.message)));
		assert.equal(view().name, name);
	});

	describe('of a file', () => {
		it('follows the file on disk, says when it is gone, and finds it again', async () => {
			const uri = folder.write('disk.crt', pemOf({ name: 'old.test' }));
			await show({ title: 'disk.crt', content: pemOf({ name: 'old.test' }), uri });
			folder.write('disk.crt', pemOf({ name: 'new.test' }));
			await shown.becomes('the new content', ({ name }) => name === 'new.test');
			rmSync(uri.fsPath);
			const gone = await shown.becomes('the notice', ({ notice }) => notice !== undefined);
			assert.match(gone.notice ?? '', /deleted/);
			assert.equal(gone.name, 'new.test');
			folder.write('disk.crt', pemOf({ name: 'third.test' }));
			const again = await shown.becomes('the third content', ({ name }) => name === 'third.test');
			assert.equal(again.notice, undefined);
		});

		it('finds the other half of a key once the workspace was read', async () => {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const key = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
			const uri = folder.write('keys/own.key', key);
			folder.write('certs/half.crt', pemOf({ name: 'half.test', spki: spkiOf(publicKey) }));
			await show({ title: 'own.key', content: key, uri });
			const belongsTo = () =>
				view()
					.rows.find(({ label }) => label === 'Belongs to')
					?.values.join() ?? '';
			assert.equal(belongsTo(), '');
			await shown.services.workspace.read();
			await shown.becomes('the certificate', () => belongsTo().includes('half.crt'));
		});

		it('follows what is typed, saved or not, and keeps the block that was chosen', async () => {
			const [first, second] = ['a.test', 'b.test'].map((name) => pemOf({ name }));
			const uri = folder.write('typed[1].pem', `${first}${second}`);
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document);
			await show({ title: 'typed', content: document.getText(), uri });
			await shown.press({ type: 'select', index: 1 });
			assert.equal(view().name, 'b.test');
			const edit = new vscode.WorkspaceEdit();
			edit.insert(uri, new vscode.Position(0, 0), pemOf({ name: 'inserted.test' }));
			await vscode.workspace.applyEdit(edit);
			const typed = await shown.becomes('three blocks', ({ blockList }) => blockList?.length === 3);
			assert.deepEqual([typed.name, typed.selected], ['b.test', 2]);
			const all = new vscode.Range(0, 0, document.lineCount, 0);
			const emptied = new vscode.WorkspaceEdit();
			emptied.replace(uri, all, 'nothing');
			await vscode.workspace.applyEdit(emptied);
			const empty = await shown.becomes('the notice', ({ notice }) => notice !== undefined);
			assert.match(empty.notice ?? '', /no longer contains a certificate/);
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await shown.becomes(
				'what is on disk',
				({ notice, blockList }) => !notice && blockList?.length === 2,
			);
		});

		it('has few buttons, and lists the rarer actions behind one', async () => {
			const pem = pemOf({ name: 'many.test', issuer: commonName('Issuing CA') });
			const uri = folder.write('many.crt', pem);
			await show({ title: 'many.crt', content: pem, uri });
			assert.deepEqual(
				view().actions.map(({ id }) => id),
				['copyPem', 'save', 'clientConfig', 'more', 'revoke'],
			);
			await vscode.env.clipboard.writeText('');
			// The first one, Copy As, and its first form.
			const done = shown.press({ type: 'action', id: 'more' });
			let copied = '';
			await eventually('the copied text', () => {
				void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
				void vscode.env.clipboard.readText().then((text) => (copied = text));
				return copied.includes('BEGIN CERTIFICATE') ? copied : undefined;
			});
			await done;
		});

		it('is read again in a window that was loaded anew, where it is another one', async () => {
			const uri = folder.write('kept.crt', pemOf({ name: 'old.test' }));
			await show({ title: 'kept.crt', content: pemOf({ name: 'old.test' }), uri });
			const { message } = shown.panel;
			assert.ok(message?.type === 'show');
			const kept = parseKept(JSON.parse(JSON.stringify({ kept: message.kept })));
			assert.ok(kept);
			folder.write('kept.crt', pemOf({ name: 'new.test' }));
			await shown.panel.showKept(await readSubject(kept.target, kept.revocations), kept.selected);
			// The file's own change may be read in its place.
			await shown.becomes('the new content', ({ name }) => name === 'new.test');
		});
	});

	it('keeps what is known of a certificate when its file is decoded again', async () => {
		const content = pemOf({ name: 'again.test' });
		const target = { title: 'again.crt', content, uri: folder.write('again.crt', content) };
		await show({ ...target, revokedAt: new Date().toISOString(), revocationReason: 'superseded' });
		await show(target);
		assert.equal(view().verdict?.verdict, 'revoked');
		const other = pemOf({ name: 'other.test' });
		await show({ title: 'b.crt', content: other, uri: folder.write('b.crt', other) });
		assert.equal(view().verdict?.verdict, 'valid');
	});

	describe('of what a CA issued', () => {
		const issue = async (commonName: string) => {
			const client = await shown.services.clients.get('localCa');
			const issued = await client.issue?.({ mount: 'local', role: 'server', commonName });
			assert.ok(issued);
			const revokeIt = async (request: RevokeRequest) => client.revoke?.(request);
			return { client, issued, revokeIt };
		};

		it('says that it was revoked, when and why', async () => {
			const { issued, revokeIt } = await issue('gone.test');
			const { serialNumber, certificatePem } = issued;
			const source = { ...local, serialNumber };
			await show({ title: 'gone.test', content: certificatePem, source });
			assert.match(view().verdict?.checks ?? '', /^Not revoked\. Not checked: /);
			await revokeIt({ mount: 'local', serialNumber, reason: 'keyCompromise' });
			shown.services.changes.fire({ ...local, part: 'certificates' });
			const { rows, verdict, actions } = await shown.becomes(
				'the verdict',
				(page) => page.verdict?.verdict === 'revoked',
			);
			assert.match(verdict?.words ?? '', /^Revoked · just now$/);
			assert.deepEqual(rows[0], { label: 'Reason', values: ['Key compromised'] });
			assert.ok(actions.every(({ id }) => id !== 'revoke'));
		});

		it('asks for the reason that it was not told', async () => {
			const { issued, revokeIt, client } = await issue('known.test');
			const { serialNumber, certificatePem } = issued;
			await revokeIt({ mount: 'local', serialNumber, reason: 'superseded' });
			const { revokedAt } = await client.readCertificate('local', serialNumber);
			const source = { ...local, serialNumber };
			await show({ title: 'known.test', content: certificatePem, source, revokedAt });
			await shown.becomes('the reason', ({ rows }) => rows[0]?.label === 'Reason');
		});

		it('learns when and why a certificate of a file was revoked, from where it was revoked', async () => {
			const { issued, revokeIt } = await issue('file.test');
			const { serialNumber } = issued;
			const { services } = shown;
			const known = await revoke(services, serialNumber, async () => {
				await revokeIt({ mount: 'local', serialNumber, reason: 'superseded' });
				services.changes.fire({ ...local, part: 'certificates' });
				return { revoked: true, message: '' };
			});
			assert.equal(known?.reason, 'superseded');
			assert.ok(Date.now() - Date.parse(known.at) < 60_000);
			const away = await revoke(services, serialNumber, () => Promise.resolve({ revoked: true }));
			assert.deepEqual(away, { at: 'unknown' });
			for (const result of [undefined, { revoked: false, message: '' }]) {
				const left = await revoke(services, serialNumber, () => Promise.resolve(result));
				assert.equal(left, undefined);
			}
		});

		it('follows its CRL, and says where it cannot', async () => {
			const { client, issued, revokeIt } = await issue('listed.test');
			const crlPem = (await client.readCrl?.('local'))?.crlPem ?? '';
			await show({ title: 'CRL', content: crlPem, origin: { kind: 'crl', ...local } });
			assert.deepEqual(view().rows[0]?.values, ['0']);
			await revokeIt({ mount: 'local', serialNumber: issued.serialNumber });
			shown.services.changes.fire({ ...local, part: 'crl' });
			await shown.becomes('the entry', ({ rows }) => rows[0]?.values[0] === '1');
			await show({
				...{ title: 'CRL', content: crlPem },
				origin: { kind: 'crl', connection: 'nobody', mount: 'pki' },
			});
			shown.services.changes.fire({});
			const { notice } = await shown.becomes('the notice', (page) => page.notice !== undefined);
			assert.match(notice ?? '', /^This page may be out of date\. /);
		});
	});
});
