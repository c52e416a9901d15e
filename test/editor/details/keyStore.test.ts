/** Key stores in the details: what is listed, what a password opens, and that neither it nor a key is kept. */
import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../../src/core/common/errors.js';
import { openContainer } from '../../../src/core/x509/containers/openContainer.js';
import { afterOpening, isLockedKey, openStore, unlockKey } from '../../../src/details/keyStore.js';
import { isLockedStore, readSubject, type Subject } from '../../../src/details/page/subject.js';
import { askPassword } from '../../../src/ui/ask/password.js';
import { describeError } from '../../../src/ui/words/errors/errors.js';
import { certificatesIn, modeOf } from '../../support/commandDoor.js';
import { PanelInTest } from '../../support/detailsPanel.js';
import { eventually, WorkspaceFolder } from '../../support/editor.js';
import { PersonInTest } from '../../support/person.js';
import { javaPkcs12, jks } from '../../support/keyStores.js';

describe('key stores in the details', () => {
	const shown = new PanelInTest('editor');
	const person = new PersonInTest();
	let folder: WorkspaceFolder;

	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());

	async function subjectOf(name: string, bytes: Buffer): Promise<Subject> {
		return readSubject({ title: name, content: bytes, uri: folder.write(name, bytes) });
	}

	/** Types one password after the other; what is said of the wrong ones is kept. */
	function typing(passwords: readonly string[], said: string[] = []): typeof askPassword {
		return async (_question, open) => {
			for (const password of passwords) {
				try {
					return await open(password, new AbortController().signal);
				} catch (error) {
					said.push(describeError(error).message);
				}
			}
			return undefined;
		};
	}

	const names = ({ blocks }: Subject) =>
		blocks.map(({ entry, facts }) => [entry?.name, facts?.kind ?? 'none']);

	it('tells a wrong password from an empty one, and lists the entries with the right one', async () => {
		const subject = await subjectOf('java.p12', javaPkcs12.bytes);
		assert.equal(isLockedStore(subject), true);
		const said: string[] = [];
		const { password } = javaPkcs12;
		const opened = await openStore(subject, typing(['', 'wrong', password], said));
		assert.ok(opened);
		assert.match(said[0] ?? '', /protected by a password/);
		assert.match(said[1] ?? '', /The password is wrong/);
		assert.equal(isLockedStore(opened), false);
		assert.ok(names(opened).some(([name, kind]) => name === 'server' && kind === 'privateKey'));
		assert.ok(names(opened).some(([name, kind]) => name === 'trusted' && kind === 'certificate'));
		const keys = opened.blocks.filter(({ facts }) => facts?.kind === 'privateKey');
		assert.deepEqual(
			keys.map(({ der }) => der),
			[undefined],
		);
		assert.equal(await openStore(subject, typing(['wrong'])), undefined);
	});

	it('opens a keystore where a text has it as base64, and a key in it that has its own password', async () => {
		const text = `data:\n  java.jks: ${jks.bytes.toString('base64')}\n`;
		const subject = await subjectOf('secret.yaml', Buffer.from(text));
		assert.equal(isLockedStore(subject), true);
		assert.equal(isLockedStore({ ...subject, isPart: true }), false);
		const store = await openStore(subject, typing([jks.password]));
		assert.ok(store);
		assert.equal(isLockedStore(store), false);
		const [key, ...others] = store.blocks.filter(isLockedKey);
		assert.deepEqual([key?.entry?.name, key?.line, others], ['server', 1, []]);
		assert.ok(key);
		const opened = await unlockKey(store, key, typing([jks.serverPassword]));
		assert.deepEqual(opened?.blocks.filter(isLockedKey), []);
		assert.deepEqual(new Set(opened.blocks.map(({ line }) => line)), new Set([1]));
	});

	it('leaves another keystore in the same text closed, and opens it with its own password', async () => {
		const content = jks.bytes.subarray(0, -20);
		const digest = createHash('sha1')
			.update(Buffer.from('other', 'utf16le').swap16())
			.update('Mighty Aphrodite')
			.update(content)
			.digest();
		const other = Buffer.concat([content, digest]);
		const text = `data:\n  a.jks: ${jks.bytes.toString('base64')}\n  b.jks: ${other.toString('base64')}\n`;
		const subject = await subjectOf('two.yaml', Buffer.from(text));
		const store = await openStore(subject, typing([jks.password]));
		const key = store?.blocks.find(isLockedKey);
		assert.ok(store && key);
		const opened = await unlockKey(store, key, typing([jks.serverPassword]));
		assert.ok(opened);
		assert.deepEqual(opened.blocks.filter(isLockedKey), []);
		const closed = opened.blocks.filter(({ error }) => error !== undefined);
		assert.deepEqual(
			closed.map(({ line, error }) => [line, error?.code]),
			[[2, 'jks']],
		);
		assert.equal(isLockedStore(opened), true);
		const second = await openStore(opened, typing(['other']));
		assert.ok(second?.blocks.some(({ line, facts }) => line === 2 && facts?.kind === 'privateKey'));
	});

	it('lists a Java keystore without a password, and asks for that of each key', async () => {
		const subject = await subjectOf('java.jks', jks.bytes);
		const locked = subject.blocks.filter(isLockedKey);
		assert.deepEqual(
			locked.map(({ entry }) => entry?.name),
			['büro 😀', 'server'],
		);
		const store = await openStore(subject, typing([jks.password]));
		assert.ok(store);
		const [key] = store.blocks.filter(isLockedKey);
		assert.equal(key?.entry?.name, 'server');
		const said: string[] = [];
		const opened = await unlockKey(store, key, typing([jks.password, jks.serverPassword], said));
		assert.ok(opened);
		assert.match(said[0] ?? '', /The password for the key “server” is wrong/);
		assert.deepEqual(opened.blocks.filter(isLockedKey), []);
		const block = opened.blocks[afterOpening(store, key, opened)];
		assert.deepEqual([block?.entry?.name, block?.facts?.kind], ['server', 'privateKey']);
	});

	it('shows which certificate a key belongs to, and sends neither password nor key to the page', async () => {
		const locked = await subjectOf('page.p12', javaPkcs12.bytes);
		await shown.panel.show(locked);
		const offered = () => shown.view.actions.map(({ id }) => id);
		assert.deepEqual(offered(), ['enterPassword', 'convert', 'exportPem', 'openAsText']);
		const opened = await openStore(locked, typing([javaPkcs12.password]));
		assert.ok(opened);
		await shown.panel.show(opened);
		assert.ok(!offered().includes('enterPassword'));
		assert.ok(
			shown.rows.some(
				({ name, description }) =>
					name === 'server' && description === 'Private key · EC P-256 · belongs to java.test',
			),
			JSON.stringify(shown.rows),
		);
		const { message } = shown.panel;
		assert.ok(message?.type === 'show');
		assert.equal(message.kept, undefined);
		assert.ok(!JSON.stringify(message).includes(javaPkcs12.password));
	});

	it('exports one entry, a private key with the password of its own', async () => {
		const { uri, blocks } = await subjectOf('one.jks', jks.bytes);
		assert.ok(uri);
		const at = blocks.findIndex(({ entry, facts }) => {
			return entry?.name === 'server' && facts?.kind === 'privateKey';
		});
		await shown.show({ title: 'one.jks', content: jks.bytes, uri });
		await shown.press({ type: 'select', index: at });
		assert.ok(shown.view.actions.some(({ id }) => id === 'exportEntry'));
		const place = vscode.Uri.file(join(folder.path, 'server.key'));
		person.willSaveAs(place);
		person.willPress('Write Unencrypted');
		const pressed = shown.press({ type: 'action', id: 'exportEntry' });
		await person.types(jks.password);
		await person.types('wrong');
		assert.match(await person.isRefused(), /The password for the key “server” is wrong/);
		await person.types(jks.serverPassword);
		await pressed;
		assert.equal(person.said.at(-1), `one-${at + 1}.key`);
		assert.ok(['600', undefined].includes(modeOf(place.fsPath)));
		const { blocks: stored } = await openContainer(jks.bytes);
		const certificate = stored.find(
			({ entry, facts }) => entry?.name === 'server' && facts?.kind === 'certificate',
		);
		assert.ok(certificate?.der);
		const own = createPublicKey(createPrivateKey(readFileSync(place.fsPath)));
		assert.ok(own.equals(new X509Certificate(certificate.der).publicKey));
	});

	it('exports one certificate of a Java keystore without a password', async () => {
		const { uri } = await subjectOf('open.jks', jks.bytes);
		assert.ok(uri);
		await shown.show({ title: 'open.jks', content: jks.bytes, uri });
		await shown.press({ type: 'select', index: 0 });
		const place = vscode.Uri.file(join(folder.path, 'root.pem'));
		person.willSaveAs(place);
		await shown.press({ type: 'action', id: 'exportEntry' });
		assert.deepEqual(person.said, ['open-1.pem']);
		const [root, ...others] = certificatesIn(place.fsPath);
		assert.match(root?.subject ?? '', /JKS Root/);
		assert.equal(others.length, 0);
	});

	it('asks again in the same box until the password is right, and takes leaving it for an answer', async () => {
		const tried: string[] = [];
		const question = { title: 'Open test.p12', prompt: 'Password' };
		let answer: string | undefined;
		void askPassword(question, (password) => {
			tried.push(password);
			return tried.length < 3
				? Promise.reject(new PkiError('invalid', { reason: 'wrongPassword' }))
				: Promise.resolve('opened');
		}).then((opened) => (answer = opened));
		await eventually('the answer', () => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return answer;
		});
		assert.deepEqual([answer, tried], ['opened', ['', '', '']]);
		let isOver = false;
		const left = askPassword(question, () => Promise.resolve('opened')).finally(() => {
			isOver = true;
		});
		await eventually('the end', () => {
			void vscode.commands.executeCommand('workbench.action.closeQuickOpen');
			return isOver ? true : undefined;
		});
		assert.equal(await left, undefined);
		const damaged = new PkiError('invalid', { reason: 'damagedContainer' });
		let error: unknown;
		askPassword(question, () => Promise.reject(damaged)).catch(
			(reason: unknown) => (error = reason),
		);
		await eventually('the error', () => {
			void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
			return error;
		});
		assert.equal(error, damaged);
	});
});
