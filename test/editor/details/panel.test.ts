/** The tab with details: that it follows what it shows, and how long lists are walked. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { RevokeRequest } from '../../../src/core/backends/contract/backend.js';
import { toPem } from '../../../src/core/find/pem.js';
import { parseKept } from '../../../src/details/kept.js';
import { DetailsPanel } from '../../../src/details/panel.js';
import type { DetailsView, PartView, ToView } from '../../../src/details/protocol.js';
import { revoke } from '../../../src/details/revoke.js';
import { readSubject } from '../../../src/details/page/subject.js';
import type { DetailTarget } from '../../../src/services/ports/details.js';
import { pemOf } from '../../support/certificates.js';
import { crl, integer, sequence, utcTime } from '../../support/der.js';
import { closeEditors, eventually, WorkspaceFolder } from '../../support/editor.js';
import { type StandIn, standInServices } from '../../support/standInContext.js';

const local = { connection: 'localCa', mount: 'local' };

describe('the details panel', () => {
	let folder: WorkspaceFolder;
	let standIn: StandIn;
	let panel: DetailsPanel;
	let posted: readonly ToView[];

	before(() => {
		folder = new WorkspaceFolder();
	});
	beforeEach(() => {
		standIn = standInServices();
		const tab = vscode.window.createWebviewPanel('pki.test', 'Test', vscode.ViewColumn.One);
		posted = listenTo(tab.webview);
		const asText = () => Promise.resolve();
		panel = new DetailsPanel(standIn.services, asText, () => undefined, tab, false);
	});
	afterEach(async () => {
		panel.dispose();
		standIn.dispose();
		await closeEditors();
	});
	after(() => folder.remove());

	function view(): DetailsView {
		const { message } = panel;
		assert.ok(message?.type === 'show');
		return message.view;
	}

	const rows = () => view().blockList?.rows.entries ?? [];

	/** What the page is answered, with the names of the rows alone. */
	async function answer(question: object): Promise<unknown> {
		const before = posted.length;
		await panel.receive(question);
		const [message] = posted.slice(before);
		if (message?.type !== 'rows') return message;
		const { type, version, from, entries } = message;
		return { type, version, from, names: entries.map(({ name }) => name) };
	}

	const show = async (target: DetailTarget) => panel.show(await readSubject(target));
	const becomes = (what: string, isIt: (shown: DetailsView) => boolean) =>
		eventually(what, () => (isIt(view()) ? view() : undefined));

	function table(): Extract<PartView, { readonly kind: 'table' }> {
		const found = view()
			.sections.flatMap(({ parts }) => parts)
			.find((part) => part.kind === 'table');
		assert.ok(found);
		return found;
	}

	describe('of a file', () => {
		it('follows the file on disk, says when it is gone, and finds it again', async () => {
			const uri = folder.write('disk.crt', pemOf({ name: 'old.test' }));
			await show({ title: 'disk.crt', content: pemOf({ name: 'old.test' }), uri });
			folder.write('disk.crt', pemOf({ name: 'new.test' }));
			await becomes('the new content', ({ name }) => name === 'new.test');
			rmSync(uri.fsPath);
			const gone = await becomes('the notice', ({ notice }) => notice !== undefined);
			assert.match(gone.notice ?? '', /deleted/);
			assert.equal(gone.name, 'new.test');
			folder.write('disk.crt', pemOf({ name: 'third.test' }));
			const again = await becomes('the third content', ({ name }) => name === 'third.test');
			assert.equal(again.notice, undefined);
		});

		it('follows what is typed, saved or not, and keeps the block that was chosen', async () => {
			const [first, second] = ['a.test', 'b.test'].map((name) => pemOf({ name }));
			const uri = folder.write('typed[1].pem', `${first}${second}`);
			const document = await vscode.workspace.openTextDocument(uri);
			await vscode.window.showTextDocument(document);
			await show({ title: 'typed', content: document.getText(), uri });
			await panel.receive({ type: 'select', index: 1 });
			assert.equal(view().name, 'b.test');
			const edit = new vscode.WorkspaceEdit();
			edit.insert(uri, new vscode.Position(0, 0), pemOf({ name: 'inserted.test' }));
			await vscode.workspace.applyEdit(edit);
			const typed = await becomes('three blocks', ({ blockList }) => blockList?.length === 3);
			assert.deepEqual([typed.name, typed.selected], ['b.test', 2]);
			const all = new vscode.Range(0, 0, document.lineCount, 0);
			const emptied = new vscode.WorkspaceEdit();
			emptied.replace(uri, all, 'nothing');
			await vscode.workspace.applyEdit(emptied);
			const empty = await becomes('the notice', ({ notice }) => notice !== undefined);
			assert.match(empty.notice ?? '', /no longer contains a certificate/);
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
			await becomes(
				'what is on disk',
				({ notice, blockList }) => !notice && blockList?.length === 2,
			);
		});

		it('is read again in a window that was loaded anew, where it is another one', async () => {
			const uri = folder.write('kept.crt', pemOf({ name: 'old.test' }));
			await show({ title: 'kept.crt', content: pemOf({ name: 'old.test' }), uri });
			const { message } = panel;
			assert.ok(message?.type === 'show');
			const kept = parseKept(JSON.parse(JSON.stringify({ kept: message.kept })));
			assert.ok(kept);
			folder.write('kept.crt', pemOf({ name: 'new.test' }));
			await panel.showKept(await readSubject(kept.target, kept.revocations), kept.selected);
			assert.equal(view().name, 'new.test');
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
			const client = await standIn.services.clients.get('localCa');
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
			standIn.services.changes.fire({ ...local, part: 'certificates' });
			const { rows, verdict, actions } = await becomes(
				'the verdict',
				(shown) => shown.verdict?.verdict === 'revoked',
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
			await becomes('the reason', ({ rows }) => rows[0]?.label === 'Reason');
		});

		it('learns when and why a certificate of a file was revoked, from where it was revoked', async () => {
			const { issued, revokeIt } = await issue('file.test');
			const { serialNumber } = issued;
			const { services } = standIn;
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
			standIn.services.changes.fire({ ...local, part: 'crl' });
			await becomes('the entry', ({ rows }) => rows[0]?.values[0] === '1');
			await show({
				...{ title: 'CRL', content: crlPem },
				origin: { kind: 'crl', connection: 'nobody', mount: 'pki' },
			});
			standIn.services.changes.fire({});
			const { notice } = await becomes('the notice', (shown) => shown.notice !== undefined);
			assert.match(notice ?? '', /^This page may be out of date\. /);
		});
	});

	describe('of many blocks', () => {
		const content = Array.from({ length: 144 }, (_, index) =>
			pemOf({ name: `host-${String(index)}.test`, serial: integer(`10${hex(index)}`) }),
		).join('');

		it('filters them by name and number, and keeps the filter when one is chosen', async () => {
			await show({ title: 'many', content });
			const { page } = view();
			assert.equal(view().blockList?.status, '');
			await panel.receive({ type: 'filter', list: 'blocks', text: 'HOST-14' });
			assert.deepEqual(
				rows().map(({ index }) => index),
				[14, 140, 141, 142, 143],
			);
			assert.equal(view().blockList?.status, '5 of 144 match');
			await panel.receive({ type: 'select', index: 142 });
			assert.deepEqual(
				[view().name, view().selected, rows().length, view().page],
				['host-142.test', 142, 5, page],
			);
			await panel.receive({ type: 'filter', list: 'blocks', text: `10:${hex(77)}` });
			assert.deepEqual(
				rows().map(({ name }) => name),
				['host-77.test'],
			);
			await panel.receive({ type: 'filter', list: 'blocks', text: 'nobody' });
			assert.deepEqual(rows(), []);
			assert.equal(view().blockList?.status, 'Nothing matches the filter.');
			assert.equal(view().name, 'host-142.test');
		});

		it('sends the rows around the one that is shown, and others as they are scrolled to', async () => {
			const all = Array.from({ length: 1200 }, (_, index) => pemOf({ name: `n${String(index)}` }));
			await show({ title: 'more', content: all.join('') });
			const { blockList, page } = view();
			assert.ok(blockList);
			assert.deepEqual([blockList.length, blockList.rows.from], [1200, 0]);
			assert.equal(rows().length, 100);
			const { version } = blockList;
			assert.deepEqual(await answer({ type: 'rows', version, from: 1150 }), {
				...{ type: 'rows', version, from: 1150 },
				names: Array.from({ length: 50 }, (_, index) => `n${String(1150 + index)}`),
			});
			await panel.receive({ type: 'select', index: 600 });
			const { rows: next, selectedAt } = view().blockList ?? {};
			assert.deepEqual([next?.from, next?.entries.length, selectedAt], [550, 100, 600]);
			assert.equal(view().page, page);
			await panel.receive({ type: 'filter', list: 'blocks', text: 'n11' });
			assert.equal(await answer({ type: 'rows', version, from: 100 }), undefined);
			assert.equal(view().blockList?.length, 111);
		});

		it('has no filter above a few', async () => {
			await show({ title: 'few', content: pemOf() + pemOf({ name: 'b.test' }) });
			assert.equal(view().blockList?.filter, undefined);
		});
	});

	it('opens the ASN.1 tree level by level, of the block that is shown', async () => {
		await show({ title: 'api.crt', content: pemOf() });
		const part = view()
			.sections.flatMap(({ parts }) => parts)
			.find(({ kind }) => kind === 'asn1');
		assert.ok(part?.kind === 'asn1');
		const { id } = part;
		const level = async (at: number) => {
			const message = await answer({ type: 'asn1', id, at });
			return (message as Extract<ToView, { readonly type: 'asn1' }> | undefined)?.level;
		};
		const whole = await level(-1);
		const [certificate] = whole?.elements ?? [];
		assert.equal(whole?.elements.length, 1);
		assert.ok(certificate);
		assert.deepEqual([certificate.at, certificate.type, certificate.opens], [0, 'SEQUENCE', true]);
		const inside = await level(0);
		assert.deepEqual(
			inside?.elements.map(({ type }) => type),
			['SEQUENCE', 'SEQUENCE', 'BIT STRING'],
		);
		const algorithm = await level(inside?.elements[1]?.at ?? 0);
		assert.match(algorithm?.elements[0]?.value ?? '', /^[a-z][\w-]+ \([\d.]+\)$/);
		assert.equal(await level(algorithm?.elements[0]?.at ?? 0), undefined);
		assert.equal(await answer({ type: 'asn1', id: 'another', at: -1 }), undefined);
	});

	it('reaches every entry of a CRL, and finds them by their numbers', async () => {
		const entries = Array.from({ length: 10_100 }, (_, index) =>
			sequence(integer(`10${hex(index)}`), utcTime('250105000000Z')),
		);
		await show({ title: 'CRL', content: toPem('X509 CRL', crl({ entries })) });
		assert.equal(table().rows.length, 1000);
		assert.equal(table().list?.status, 'The first 1,000 of 10,100');
		await panel.receive({ type: 'more', list: 'entries' });
		assert.equal(table().rows.length, 2000);
		const last = `10${hex(10_099)}`;
		await panel.receive({ type: 'filter', list: 'entries', text: last.toUpperCase() });
		assert.deepEqual(
			table().rows.map(([serial]) => serial),
			[last.replace(/(..)(?=.)/g, '$1:')],
		);
		assert.equal(table().list?.status, '1 of 10,100 match');
	});
});

function hex(index: number): string {
	return index.toString(16).padStart(4, '0');
}

/** Everything that is sent to the page from here on. */
function listenTo(webview: vscode.Webview): readonly ToView[] {
	const posted: ToView[] = [];
	const post = webview.postMessage.bind(webview);
	Object.defineProperty(webview, 'postMessage', {
		value: (message: ToView) => {
			posted.push(message);
			return post(message);
		},
	});
	return posted;
}
