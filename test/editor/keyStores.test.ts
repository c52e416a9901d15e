/** Key stores through `pki.decode`, and what is said of them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DecodedItem, DecodeOptions } from '../../src/api.js';
import { PkiError } from '../../src/core/common/errors.js';
import { blockErrorSentence } from '../../src/ui/words/errors/blockErrors.js';
import { describeError } from '../../src/ui/words/errors/errors.js';
import { pemOf } from '../support/certificates.js';
import { integer } from '../support/der.js';
import { closeEditors, WorkspaceFolder } from '../support/editor.js';
import { textOf } from '../support/factsText.js';
import { javaPkcs12, jks, oldPkcs12 } from '../support/keyStores.js';
import { macOf, pfx, plainPfx, secretBag } from '../support/pkcs12Parts.js';
import { invokeTool } from '../support/tools.js';

async function decode(options: DecodeOptions): Promise<DecodedItem[]> {
	const command = 'pki.decode';
	const answer = { show: false, ...options };
	return (await vscode.commands.executeCommand<{ blocks: DecodedItem[] }>(command, answer)).blocks;
}

const seen = (blocks: readonly DecodedItem[]) =>
	blocks.map((block) => [
		block.container,
		block.entry?.kind,
		block.entry?.name,
		'kind' in block ? block.kind : block.error.code,
	]);

describe('key stores', () => {
	let folder: WorkspaceFolder;
	before(() => {
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	it('decode with their password, and say what is in them without the bytes of keys', async () => {
		const uri = folder.write('java.jks', javaPkcs12.bytes);
		const blocks = await decode({ uri, password: javaPkcs12.password });
		assert.deepEqual(seen(blocks), [
			['pkcs12', 'privateKey', 'server', 'privateKey'],
			['pkcs12', 'secret', 'token', 'secretEntry'],
			['pkcs12', 'certificate', 'server', 'certificate'],
			['pkcs12', 'certificate', 'trusted', 'certificate'],
		]);
		assert.ok(blocks.every((block) => !('der' in block)));
		const all = JSON.stringify(blocks);
		assert.ok(!all.includes(javaPkcs12.password));
		assert.match(all, /It is not shown/);
	});

	it('list what needs no password, and say how to see the rest', async () => {
		const [locked, ...others] = await decode({ uri: folder.write('old.p12', oldPkcs12.bytes) });
		assert.deepEqual(others, []);
		assert.ok(locked && 'error' in locked);
		assert.match(locked.error.message, /PKCS#12 file is protected.*details.*“password”/);
		const store = folder.write('store.jks', jks.bytes);
		const blocks = await decode({ uri: store });
		const keys = blocks.filter((block) => 'kind' in block && block.kind === 'privateKey');
		assert.equal(keys.length, 2);
		assert.equal(blocks[0]?.stored?.date?.slice(0, 4), '2026');
		const opened = await decode({ uri: store, password: jks.password });
		const last = opened.at(-1);
		assert.ok(last && 'error' in last);
		assert.match(last.error.message, /^The key “server” has its own password/);
	});

	it('refuse a wrong password in words that do not hold it', async () => {
		const uri = folder.write('old.p12', oldPkcs12.bytes);
		const wrong = (password: string) => decode({ uri, password });
		await assert.rejects(wrong('never-seen'), (error: Error & { reason?: string }) => {
			assert.equal(error.reason, 'wrongPassword');
			assert.match(error.message, /^The password is wrong/);
			assert.ok(!JSON.stringify([error.message, error.stack]).includes('never-seen'));
			return true;
		});
		await assert.rejects(wrong(''), { reason: 'passwordNeeded' });
		await assert.rejects(decode({ uri, password: 5 as unknown as string }), {
			reason: 'badOption',
		});
	});

	it('are decoded for language models without a password, which is no input there', async () => {
		const file = folder.write('old.p12', oldPkcs12.bytes).fsPath;
		const input = { file, password: oldPkcs12.password };
		const { data } = await invokeTool('pki_decode', input);
		assert.equal((data.blocks as readonly unknown[]).length, 1);
		const tool = vscode.lm.tools.find(({ name }) => name === 'pki_decode');
		assert.ok(!JSON.stringify(tool?.inputSchema).includes('password'));
	});

	it('are told apart in words: locked, a secret, damaged, asking for too much', async () => {
		const texts = await Promise.all([
			textOf(oldPkcs12.bytes),
			textOf(plainPfx(secretBag('x'))),
			textOf(jks.bytes.subarray(0, 99)),
			textOf(pfx([], macOf('0080000000'))),
			textOf(pfx([integer('01')])),
			textOf(Buffer.from('cececece0000000200000000', 'hex')),
			textOf(jks.bytes),
		]);
		const [locked, secret, cut, work, odd, jceks, entry] = texts;
		assert.match(locked, /^Locked: PKCS#12\n\nCause +This PKCS#12 file is protected/);
		assert.match(secret, /^Secret: DER\n/);
		assert.match(
			cut,
			/^Unreadable block: JKS\n\nCause +The file is damaged: the data ends too early/,
		);
		assert.match(work, /asks for 2,147,483,648 rounds .* the limit is 10,000,000/s);
		assert.match(odd, /a different type of value was expected/);
		assert.match(jceks, /^Unsupported type: JCEKS\n[^]*keytool -importkeystore/);
		assert.match(entry, /^Entry +root · added 2026-11-26 /m);
		assert.ok(!texts.join('').includes('Line '));
		const sentence = blockErrorSentence({
			code: 'unsupportedEntry',
			line: 0,
			args: { type: '1.2' },
		});
		assert.equal(sentence, 'Entries of this type are not supported (1.2).');
	});

	it('have a sentence for each reason', () => {
		const words = (code: 'invalid' | 'unsupported' | 'tooLarge', reason: string, args = {}) =>
			describeError(new PkiError(code, { reason, args })).message;
		assert.match(words('invalid', 'passwordNeeded'), /protected by a password/);
		assert.match(words('invalid', 'passwordIsEmpty'), /password is empty/);
		assert.match(words('invalid', 'wrongKeyPassword', { name: 'a' }), /key “a” is wrong/);
		assert.match(words('invalid', 'damagedContainer', { fault: 'badDecrypt' }), /not be decrypted/);
		assert.match(words('invalid', 'notContainer'), /neither PKCS#12 nor/);
		assert.match(words('unsupported', 'containerAlgorithm', { algorithm: '1.2' }), /\(1\.2\)/);
		assert.match(words('unsupported', 'jceks'), /keytool/);
		const args = { iterations: '2147483648', limit: 10_000_000 };
		assert.match(words('tooLarge', 'iterations', args), /2,147,483,648/);
		const memory = { megabytes: '1048576', limit: 256 };
		assert.match(words('tooLarge', 'memory', memory), /1,048,576 MB of memory .* 256 MB/);
		assert.match(words('invalid', 'twoPasswords'), /sealed with this password/);
	});

	it('leave certificates on their own as they are', async () => {
		const [block] = await decode({ text: pemOf(), password: 'x' });
		assert.ok(block && !('container' in block) && !('entry' in block));
	});
});
