/** Members of a JWK Set and of PKCS#7 in a text: lens, hover and `pki.decode` say what they belong to. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { activate, hoverIn, titlesIn } from '../support/blocksInEditor.js';
import { derOf } from '../support/certificates.js';
import { call } from '../support/commandDoor.js';
import { bundle } from '../support/der.js';
import { closeEditors, openText, WorkspaceFolder } from '../support/editor.js';
import { javaPkcs12 } from '../support/keyStores.js';

describe('members of containers in a text', () => {
	let folder: WorkspaceFolder;
	before(async () => {
		await activate();
		folder = new WorkspaceFolder();
	});
	after(() => folder.remove());
	afterEach(closeEditors);

	const placesIn = async (text: string) => {
		const { blocks } = await call('pki.decode', { text, show: false });
		return blocks.map(({ container, entry }) => [container, entry?.name, entry?.kind]);
	};

	it('have the id of a JWK', async () => {
		const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const members = publicKey.export({ format: 'jwk' });
		const x5c = [derOf({ name: 'jwk.test' }).toString('base64')];
		const keys = [
			{ kid: 'signing-1', ...members },
			{ kid: 'chain-2', kty: 'EC', x5c },
		];
		const text = JSON.stringify({ keys }, null, 2);
		assert.deepEqual(await placesIn(text), [
			['jwk', 'signing-1', 'publicKey'],
			['jwk', 'chain-2', 'certificate'],
		]);
		const document = await openText(folder, text, 'json');
		const titles = await titlesIn(document);
		assert.ok(
			titles.some((title) => /^Public key · .* · kid signing-1/.test(title)),
			titles.join('; '),
		);
		assert.ok(
			titles.some((title) => /^CN=jwk\.test · .* · kid chain-2/.test(title)),
			titles.join('; '),
		);
		const line = text.split('\n').findIndex((each) => each.includes('signing-1'));
		assert.match((await hoverIn(document, line))?.text ?? '', /^Key ID: signing-1/m);
	});

	it('are of PKCS#7', async () => {
		const [one, other] = [derOf({ name: 'one.test' }), derOf({ name: 'two.test' })];
		const base64 = bundle(one, other).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
		const text = `-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----\n`;
		assert.deepEqual(await placesIn(text), [
			['pkcs7', '', 'certificate'],
			['pkcs7', '', 'certificate'],
		]);
		const document = await openText(folder, text, 'pem');
		const [summary] = await titlesIn(document);
		assert.match(summary ?? '', /^CN=one\.test · .* · PKCS#7 · 1 more certificate/);
		assert.match((await hoverIn(document, 1))?.text ?? '', /^Part of: PKCS#7/m);
	});

	it('are named also where they need a password', async () => {
		const text = `keystore: ${javaPkcs12.bytes.toString('base64')}\n`;
		assert.deepEqual(await placesIn(text), [['pkcs12', undefined, undefined]]);
	});
});
