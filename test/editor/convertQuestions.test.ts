/** What *Convert* asks a person: the format, passwords, whether a key is written in the clear, and where to. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { IssuedFiles } from '../../src/api.js';
import { forPerson } from '../../src/ui/ask/forPerson.js';
import { call, modeOf } from '../support/commandDoor.js';
import { closeEditors, WorkspaceFolder } from '../support/editor.js';
import { PersonInTest } from '../support/person.js';

const password = 'correct horse';

describe('the questions of Convert', () => {
	const person = new PersonInTest();
	let folder: WorkspaceFolder;
	let issued: IssuedFiles;
	let packed: string;

	before(async () => {
		folder = new WorkspaceFolder();
		issued = await call('pki.issueTestCertificate', { folder: folder.path, names: ['q.test'] });
		const { chain, key } = issued.files;
		const wish = { uri: chain, key, to: 'pkcs12', newPassword: password } as const;
		packed = (await call('pki.convert', wish)).files[0] ?? '';
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	const placeOf = (name: string) => vscode.Uri.file(join(folder.path, name));
	const converting = (file: string) =>
		Promise.resolve(
			vscode.commands.executeCommand<{ files: string[] }>(
				'pki.convert',
				forPerson({ uri: vscode.Uri.file(file) }),
			),
		);

	it('are the format, the file of the key, and a new password twice', async () => {
		const place = placeOf('made.p12');
		person.willSaveAs(place);
		const answer = converting(issued.files.certificate);
		const offered = await person.picks('PKCS#12');
		assert.deepEqual(offered, ['PEM', 'DER', 'PKCS#12', 'PKCS#7', 'JWK', 'JWKS']);
		await person.types(issued.files.key ?? '');
		await person.types(password);
		await person.types('other');
		assert.equal(await person.isRefused(), 'The passwords do not match.');
		await person.types(password);
		assert.deepEqual((await answer).files, [place.fsPath]);
		assert.equal(person.said.at(-1), 'q.test.p12');
		assert.ok(['600', undefined].includes(modeOf(place.fsPath)));
		const { blocks } = await call('pki.decode', { uri: place, password, show: false });
		assert.deepEqual(blocks.map((block) => ('kind' in block ? block.kind : 'error')).sort(), [
			'certificate',
			'privateKey',
		]);
	});

	it('are for a CA whether it is packed alone, to be trusted', async () => {
		const place = placeOf('trust.p12');
		person.willSaveAs(place);
		const answer = converting(issued.files.ca ?? '');
		await person.picks('PKCS#12');
		const offered = await person.picks('Certificates only');
		assert.deepEqual(offered, ['Certificates only', 'Add a private key…']);
		await person.types(password);
		await person.types(password);
		assert.deepEqual((await answer).files, [place.fsPath]);
		const { blocks } = await call('pki.decode', { uri: place, password, show: false });
		assert.deepEqual(
			blocks.map((block) => ('kind' in block ? block.kind : 'error')),
			['certificate'],
		);
	});

	it('are the password until it is right, and how the private key is written', async () => {
		const folderBefore = readdirSync(folder.path);
		person.willPress('Do Not Write');
		const left = converting(packed);
		await person.types('wrong');
		assert.match(await person.isRefused(), /The password is wrong/);
		await person.types(password);
		await person.picks('PEM');
		assert.equal(await left, undefined);
		assert.deepEqual(readdirSync(folder.path), folderBefore);
		const place = placeOf('open.pem');
		person.willPress('Leave Out the Private Key');
		person.willSaveAs(place);
		const answer = converting(packed);
		await person.types(password);
		await person.picks('PEM');
		assert.deepEqual((await answer).files, [place.fsPath]);
		assert.ok(person.said.includes('Write the private key without a password?'));
		assert.doesNotMatch(readFileSync(place.fsPath, 'utf8'), /PRIVATE/);
	});

	it('protect a key that was open with a new password', async () => {
		const place = placeOf('locked.key');
		person.willPress('Encrypt with a Password…');
		person.willSaveAs(place);
		const answer = converting(issued.files.key ?? '');
		await person.picks('PEM');
		await person.types(password);
		await person.types(password);
		assert.deepEqual((await answer).files, [place.fsPath]);
		const pem = readFileSync(place.fsPath, 'utf8');
		assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
		assert.equal(createPrivateKey({ key: pem, passphrase: password }).type, 'private');
		assert.ok(['600', undefined].includes(modeOf(place.fsPath)));
	});

	it('are whether a JWK holds the private key, and end where the dialog is left', async () => {
		const { key = '' } = issued.files;
		person.willSaveAs(undefined);
		person.willPress('Write Unencrypted');
		const left = converting(key);
		await person.picks('JWK');
		await person.picks('Include the private key');
		assert.equal(await left, undefined);
		assert.equal(person.said.at(-1), 'q.test.jwk');
		const place = placeOf('public.jwk');
		assert.equal(existsSync(place.fsPath), false);
		person.willSaveAs(place);
		const answer = converting(key);
		await person.picks('JWK');
		await person.picks('Public key only');
		await answer;
		assert.equal('d' in (JSON.parse(readFileSync(place.fsPath, 'utf8')) as object), false);
	});
});
