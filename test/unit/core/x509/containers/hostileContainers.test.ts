/** Key stores that are odd, damaged, or made to cost time: what can be read is, all else is a typed error. */
import assert from 'node:assert/strict';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import { decode, decodeInSlices } from '../../../../../src/core/decode/decode.js';
import { openContainer } from '../../../../../src/core/x509/containers/openContainer.js';
import { derOf } from '../../../../support/certificates.js';
import { crl, indefinite, integer, octets, oid, sequence, tlv } from '../../../../support/der.js';
import { javaPkcs12, jks, oldPkcs12 } from '../../../../support/keyStores.js';
import {
	bag,
	certificateBag,
	contentInfo,
	crlBag,
	data,
	encryptedBags,
	encryptedPart,
	friendlyName,
	macOf,
	pbes2,
	pbmac1Of,
	pfx,
	plainPfx,
	scryptPbes2,
	secretBag,
} from '../../../../support/pkcs12Parts.js';
import { randomly } from '../../../../support/random.js';
import { rejectsWith } from '../../../../support/rejections.js';

const leaf = derOf({ name: 'leaf.test' });

async function entriesOf(bytes: Buffer) {
	const { blocks } = await openContainer(bytes);
	return blocks.map(({ entry, facts, error }) => [
		entry?.kind,
		entry?.name,
		facts?.kind ?? error?.code,
	]);
}

const faultOf = async (bytes: Buffer, password?: string) => {
	const options = password === undefined ? {} : { password };
	const error = await rejectsWith(openContainer(bytes, options), 'invalid', 'damagedContainer');
	return error.args['fault'];
};

describe('core/x509/containers: odd ones', () => {
	it('reads bags of every kind, and those within others', async () => {
		const nested = bag(6, sequence(certificateBag(leaf, friendlyName('inner'))));
		const bytes = plainPfx(
			certificateBag(leaf, friendlyName('Ünïcode 😀')),
			crlBag(crl()),
			secretBag('hunter2'),
			nested,
			bag(9, sequence()),
			bag(3, sequence(oid('1.2.840.113549.1.9.22.2'), tlv(0xa0, octets('sdsi')))),
		);
		assert.deepEqual(await entriesOf(bytes), [
			['certificate', 'Ünïcode 😀', 'certificate'],
			['crl', '', 'crl'],
			['secret', '', 'secretEntry'],
			['certificate', 'inner', 'certificate'],
			['secret', '', 'unsupportedEntry'],
			['certificate', '', 'unsupportedEntry'],
		]);
		const { blocks } = await openContainer(bytes);
		assert.ok(!JSON.stringify(blocks).includes('hunter2'));
	});

	it('reads BER: indefinite lengths, and strings in pieces, at every layer', async () => {
		const safe = indefinite(0x30, certificateBag(leaf));
		const cut = (bytes: Buffer) =>
			indefinite(0x24, octets(bytes.subarray(0, 9)), octets(bytes.subarray(9)));
		const info = (content: Buffer) => indefinite(0x30, oid(data), indefinite(0xa0, cut(content)));
		const bytes = indefinite(0x30, integer('03'), info(indefinite(0x30, info(safe))));
		assert.deepEqual(await entriesOf(bytes), [['certificate', '', 'certificate']]);
		assert.deepEqual(
			decode(bytes).map(({ container, facts }) => [container, facts?.kind]),
			[['pkcs12', 'certificate']],
		);
	});

	it('shows the entries around a key that is encrypted in another way, or with another password', async () => {
		const strange = bag(2, sequence(sequence(oid('1.2.3.4')), octets('x')), friendlyName('a'));
		assert.deepEqual(await entriesOf(plainPfx(strange, certificateBag(leaf))), [
			['privateKey', 'a', 'unsupportedEntry'],
			['certificate', '', 'certificate'],
		]);
		const own = bag(2, sequence(pbes2('01'), octets(Buffer.alloc(16))), friendlyName('b'));
		const sealed = encryptedPart(pbes2('01'), encryptedBags('store', certificateBag(leaf)));
		const bytes = pfx([sealed, contentInfo(data, octets(sequence(own)))]);
		const { blocks, locked } = await openContainer(bytes, { password: 'store' });
		assert.deepEqual(
			blocks.map(({ facts }) => facts?.kind === 'privateKey' && facts.encrypted),
			[false, true],
		);
		assert.deepEqual(locked, ['b']);
		const options = { password: 'store', keyPassword: 'other' };
		await rejectsWith(openContainer(bytes, options), 'invalid', 'wrongKeyPassword');
		const jksKey = Buffer.from(jks.bytes);
		jksKey[jksKey.indexOf(Buffer.from('2b060104012a02110101', 'hex')) + 9] = 2;
		const { serverPassword: keyPassword } = jks;
		const opened = await openContainer(jksKey, { keyPassword });
		const keys = opened.blocks.filter(({ entry }) => entry?.kind === 'privateKey');
		assert.deepEqual(
			keys.map(({ facts, error }) => facts?.kind ?? error?.code),
			['unsupportedEntry', 'privateKey'],
		);
		assert.deepEqual(opened.locked, []);
	});

	it('hides characters of names that could deceive', async () => {
		const [entry] = await entriesOf(plainPfx(certificateBag(leaf, friendlyName('a\u202eb\0'))));
		assert.deepEqual(entry, ['certificate', 'a\\E2\\80\\AEb\\00', 'certificate']);
	});

	it('shows the entries around one that is damaged', async () => {
		const bytes = plainPfx(certificateBag(leaf.subarray(0, -9)), certificateBag(leaf));
		assert.deepEqual(await entriesOf(bytes), [
			['certificate', '', 'truncated'],
			['certificate', '', 'certificate'],
		]);
	});
});

describe('core/x509/containers: hostile ones', () => {
	it('refuses too much work before any is done, and names how much', async () => {
		const part = encryptedPart(pbes2('0080000000'), Buffer.alloc(16));
		const key = contentInfo(
			data,
			octets(sequence(bag(2, sequence(pbes2('0080000000'), octets('x'))))),
		);
		for (const bytes of [pfx([part]), pfx([key]), pfx([], macOf('0080000000'))]) {
			for (const options of [{}, { password: 'a' }]) {
				const error = await rejectsWith(openContainer(bytes, options), 'tooLarge', 'iterations');
				assert.deepEqual(error.args, { iterations: '2147483648', limit: 10_000_000 });
			}
			const [block, ...others] = decode(bytes);
			assert.equal(block?.error?.code, 'pkcs12');
			assert.equal(block.error.args?.['fault'], 'iterations');
			assert.deepEqual(others, []);
		}
	});

	it('adds up what single parts ask for', async () => {
		const part = encryptedPart(pbes2('00989680'), Buffer.alloc(16));
		const twice = openContainer(pfx([part, part]), { password: 'a' });
		const error = await rejectsWith(twice, 'tooLarge', 'iterations');
		assert.deepEqual(error.args, { iterations: '20000000', limit: 10_000_000 });
		const huge = encryptedPart(pbes2(`7f${'ff'.repeat(15)}`), Buffer.alloc(16));
		await rejectsWith(openContainer(pfx([huge])), 'tooLarge', 'iterations');
		assert.equal(await faultOf(pfx([encryptedPart(pbes2('00'), 'x')])), 'badInteger');
		assert.equal(await faultOf(pfx([encryptedPart(pbes2('7f'.repeat(1000)), 'x')])), 'badInteger');
	});

	it('refuses scrypt that takes too much memory or work before any is done, and parameters that are none', async () => {
		const under = (cost: number, blockSize: number, parallelization: number) =>
			pfx([encryptedPart(scryptPbes2({ cost, blockSize, parallelization }), Buffer.alloc(16))]);
		const options = { password: 'a' };
		const large = under(2 ** 30, 8, 1);
		const memory = await rejectsWith(openContainer(large, options), 'tooLarge', 'memory');
		assert.deepEqual(memory.args, { megabytes: '1048576', limit: 256 });
		const [block] = decode(large);
		assert.deepEqual(block?.error?.args, { ...memory.args, fault: 'memory' });
		const long = await rejectsWith(openContainer(under(2 ** 14, 8, 100), options), 'tooLarge');
		assert.deepEqual(long.args, { iterations: '13107200', limit: 10_000_000 });
		for (const [cost, blockSize, parallelization] of [
			[1000, 8, 1],
			[1, 8, 1],
			[2 ** 16, 1, 1],
			[1024, 2 ** 20, 2 ** 20],
			[1024, 0, 1],
		] as const) {
			assert.equal(await faultOf(under(cost, blockSize, parallelization)), 'badInteger');
		}
	});

	it('derives no longer key for a seal than one can need', async () => {
		const sealed = (keyLength: string) => pfx([], pbmac1Of(keyLength));
		assert.equal(await faultOf(sealed('0400'), 'x'), 'badInteger');
		const options = { password: 'x' };
		await rejectsWith(openContainer(sealed('40'), options), 'invalid', 'wrongPassword');
	});

	it('says what is damaged', async () => {
		const whole = plainPfx(certificateBag(leaf));
		assert.equal(await faultOf(whole.subarray(0, -1)), 'truncated');
		assert.equal(await faultOf(pfx([integer('01')])), 'unexpectedTag');
		const liar = Buffer.concat([Buffer.from('30847fffffff', 'hex'), whole.subarray(4)]);
		assert.equal(await faultOf(liar), 'truncated');
		assert.equal(await faultOf(jks.bytes.subarray(0, 100)), 'truncated');
		const counted = Buffer.from(jks.bytes);
		counted.writeUInt32BE(0xffff_ffff, 8);
		assert.equal(await faultOf(counted), 'truncated');
	});

	it('stops at a depth that no program writes', async () => {
		let inner: Buffer = certificateBag(leaf);
		for (let depth = 0; depth < 40; depth += 1) inner = bag(6, sequence(inner));
		assert.equal(await faultOf(plainPfx(inner)), 'tooDeep');
		let elements: Buffer = octets('x');
		for (let depth = 0; depth < 10_000; depth += 1) elements = sequence(elements);
		assert.ok(typeof (await faultOf(plainPfx(elements))) === 'string');
	});

	it('counts no more entries than any key store has', async () => {
		const bags = Array.from({ length: 100_001 }, () => bag(9, ''));
		assert.equal(await faultOf(plainPfx(Buffer.concat(bags))), 'tooMany');
		// A certificate of Java's: its tag, its alias, a date, its type, no bytes.
		const entry = Buffer.from('000000020001610000000000000000000174' + '00000000', 'hex');
		const store = Buffer.concat([
			Buffer.from('feedfeed0000000200ffffff', 'hex'),
			...Array.from({ length: 100_001 }, () => entry),
		]);
		assert.equal(await faultOf(store), 'tooMany');
	});

	it('lets others work while it reads thousands of entries', async () => {
		const count = 8000;
		const bags = Array.from({ length: count }, () => certificateBag(leaf));
		const bytes = plainPfx(Buffer.concat(bags));
		let pauses = 0;
		const blocks = await decodeInSlices(bytes, { onYield: () => (pauses += 1) });
		assert.equal(blocks.length, count);
		assert.ok(pauses > 0);
		assert.equal((await openContainer(bytes)).blocks.length, count);
	});

	it('answers any mutation with entries or a typed error', async function () {
		this.timeout(60_000);
		const random = randomly(12);
		for (let round = 0; round < 200; round += 1) {
			const { bytes, password } = random.one([oldPkcs12, jks, oldPkcs12, jks, javaPkcs12]);
			const mutant = Buffer.from(bytes);
			for (let left = 1 + random.below(3); left > 0; left -= 1)
				mutant[random.below(mutant.length)] = random.below(256);
			const cut = random.chance(0.2) ? mutant.subarray(0, random.below(mutant.length)) : mutant;
			assert.ok(Array.isArray(decode(cut)));
			try {
				assert.ok((await openContainer(cut, { password })).blocks.length >= 0);
			} catch (error) {
				assert.ok(isPkiError(error), String(error));
			}
		}
	});
});
