/** Key stores through `decode`: what needs no password, and all of it with one. */
import assert from 'node:assert/strict';
import { decode, decodeInSlices } from '../../../../src/core/decode/decode.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import { privateKeysIn } from '../../../../src/core/diagnostics/contents/fileContents.js';
import { isUnread } from '../../../../src/core/x509/blockErrors.js';
import { writePkcs12 } from '../../../../src/core/x509/containers/pkcs12.js';
import type { DecodedBlock } from '../../../../src/core/x509/block.js';
import { derOf } from '../../../support/certificates.js';
import { bundle, octets, sequence } from '../../../support/der.js';
import { javaPkcs12, jks, oldPkcs12 } from '../../../support/keyStores.js';
import {
	certificateBag,
	contentInfo,
	data,
	encryptedPart,
	pbes2,
	pfx,
} from '../../../support/pkcs12Parts.js';
import { makeCa } from '../../../support/tlsCertificates.js';
import { rejectsWith } from '../../../support/rejections.js';

const seen = (blocks: readonly DecodedBlock[]) =>
	blocks.map(({ container, entry, facts, error }) => [
		container,
		entry?.kind,
		facts?.kind ?? error?.code,
	]);

describe('core/decode: key stores', () => {
	it('says of the certificates of a bundle that they are in one, in DER and in PEM', () => {
		const der = bundle(derOf(), derOf());
		for (const input of [der, toPem('PKCS7', der)]) {
			assert.deepEqual(seen(decode(input)), [
				['pkcs7', 'certificate', 'certificate'],
				['pkcs7', 'certificate', 'certificate'],
			]);
		}
		assert.deepEqual(seen(decode(derOf())), [[undefined, undefined, 'certificate']]);
	});

	it('lists what needs no password, and one error for the rest', () => {
		assert.deepEqual(seen(decode(oldPkcs12.bytes)), [['pkcs12', undefined, 'pkcs12']]);
		const open = contentInfo(data, octets(sequence(certificateBag(derOf()))));
		const half = pfx([open, encryptedPart(pbes2('0800'), Buffer.alloc(16))]);
		assert.deepEqual(seen(decode(half)), [
			['pkcs12', 'certificate', 'certificate'],
			['pkcs12', undefined, 'pkcs12'],
		]);
		assert.deepEqual(seen(decode(pfx([open]))), [['pkcs12', 'certificate', 'certificate']]);
		assert.deepEqual(seen(decode(jks.bytes)), [
			['jks', 'certificate', 'certificate'],
			['jks', 'privateKey', 'privateKey'],
			['jks', 'certificate', 'certificate'],
			['jks', 'privateKey', 'privateKey'],
			['jks', 'certificate', 'certificate'],
			['jks', 'chain', 'certificate'],
			['jks', undefined, 'jks'],
		]);
		const errors = [oldPkcs12, jks].flatMap(({ bytes }) => decode(bytes).at(-1)?.error ?? []);
		assert.deepEqual(errors.map(isUnread), [true, true]);
		const damaged = decode(jks.bytes.subarray(0, 99)).at(-1)?.error;
		assert.deepEqual(damaged?.args, { fault: 'truncated' });
		assert.equal(isUnread(damaged), false);
	});

	it('reads all entries with the password', async () => {
		const { bytes, password } = javaPkcs12;
		assert.deepEqual(seen(await decodeInSlices(bytes, { password })), [
			['pkcs12', 'privateKey', 'privateKey'],
			['pkcs12', 'secret', 'secretEntry'],
			['pkcs12', 'certificate', 'certificate'],
			['pkcs12', 'certificate', 'certificate'],
		]);
		await rejectsWith(decodeInSlices(bytes, { password: 'no' }), 'invalid', 'wrongPassword');
		const store = await decodeInSlices(jks.bytes, { password: jks.password });
		assert.deepEqual(store.at(-1)?.error?.args, { entries: 'server', count: 1 });
		assert.equal(
			store.filter(({ facts }) => facts?.kind === 'privateKey' && !facts.encrypted).length,
			1,
		);
	});

	it('says that a key is kept under a password, also once it has been opened, and rules believe it', async () => {
		const { key, certificate } = await makeCa('Store CA');
		const file = { privateKeyPem: key, certificatePem: certificate, chainPem: [] };
		const bytes = await writePkcs12({ ...file, password: 'a', name: 'ca' });
		const blocks = await decodeInSlices(bytes, { password: 'a' });
		const [found] = privateKeysIn({ blocks });
		assert.deepEqual([found?.block.stored, found?.facts.encrypted], [{ encrypted: true }, true]);
		const context = { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
		assert.deepEqual(await analyze({ blocks, mode: 0o644 }, context), []);
		const pem = await analyze({ blocks: decode(certificate + key), mode: 0o644 }, context);
		assert.deepEqual(pem.map(({ code }) => code).sort(), ['caKeyUnencrypted', 'keyModeTooWide']);
	});

	it('needs no password for anything else, whatever is given', async () => {
		assert.equal((await decodeInSlices(derOf(), { password: 'x' }))[0]?.facts?.kind, 'certificate');
	});
});
