import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Backend } from '../../../../../src/core/backends/contract/backend.js';
import type { ErrorCode } from '../../../../../src/core/common/errors.js';
import { readCrl } from '../../../../../src/core/x509/crl.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

const mount = 'local';

describe('Local CA: its state', () => {
	let host: LocalHost;
	let backend: Backend;

	beforeEach(async () => {
		host = await makeLocalHost();
		backend = await host.connect();
	});
	afterEach(() => host.remove());

	async function issue(commonName: string, from = backend) {
		const issued = await from.issue?.({ mount, role: 'both', commonName });
		assert.ok(issued);
		return issued;
	}

	async function refuses(call: Promise<unknown> | undefined, code: ErrorCode, reason: string) {
		assert.ok(call);
		await rejectsWith(call, code, reason);
	}

	async function names(from: Backend) {
		return (await from.listCertificates(mount, {})).items.map(({ name }) => name);
	}

	const ledger = () => join(host.folder, 'ledger.jsonl');

	it('is empty until something is issued, and makes no CA for a wish that cannot be', async () => {
		assert.deepEqual((await backend.listAuthorities(mount, {})).items, []);
		assert.deepEqual(await names(backend), []);
		await rejectsWith(issue('a.test\0'), 'invalid', 'subject');
		const wish = { mount, role: 'server' };
		await refuses(backend.issue?.(wish), 'invalid', 'noNames');
		await refuses(backend.issue?.({ ...wish, commonName: 'a', ttlSeconds: 0 }), 'invalid', 'ttl');
		await refuses(backend.readCrl?.(mount), 'notFound', 'noCrl');
		assert.deepEqual(await readdir(host.folder), []);
		assert.deepEqual([...host.vault.keys()], []);
	});

	it('has a root for ten years, and under it an issuing CA for five that signs', async () => {
		const { chainPem } = await issue('a.test');
		const { items } = await backend.listAuthorities(mount, {});
		const [root, issuing] = items;
		assert.ok(root && issuing && items.length === 2);
		assert.deepEqual(
			items.map(({ id, name, isDefault, parentId }) => ({ id, name, isDefault, parentId })),
			[
				{
					id: 'root',
					name: 'PKI Workbench Root (alice@laptop)',
					isDefault: false,
					parentId: undefined,
				},
				{ id: 'issuing', name: 'Issuing CA', isDefault: true, parentId: 'root' },
			],
		);
		const years = ({ notBefore = '', notAfter = '' }) =>
			Math.round((Date.parse(notAfter) - Date.parse(notBefore)) / 31_536_000_000);
		assert.deepEqual([years(root), years(issuing)], [10, 5]);
		const record = await backend.readAuthority(mount, 'issuing');
		assert.deepEqual([record.certificatePem, ...record.chainPem], chainPem);
	});

	it('caps a lifetime that no date can hold, and says so', async () => {
		const wish = { mount, role: 'both', commonName: 'a.test', ttlSeconds: Number.MAX_SAFE_INTEGER };
		const issued = await backend.issue?.(wish);
		const { notAfter } = await backend.readAuthority(mount, 'issuing');
		assert.equal(issued?.notAfter, notAfter);
		assert.match(issued?.warnings.join() ?? '', /The issuer expires before/);
	});

	it('outlives the window', async () => {
		await issue('a.test');
		await issue('b.test');
		backend.dispose();
		const next = await host.connect();
		assert.deepEqual(await names(next), ['b.test', 'a.test']);
		const { chainPem } = await issue('c.test', next);
		assert.equal(chainPem[0], (await backend.readAuthority(mount, 'issuing')).certificatePem);
	});

	it('holds no private key in any file, nor in the log', async () => {
		const { privateKeyPem = '' } = await issue('a.test');
		const keys = [...host.keyLines(), privateKeyPem.split('\n')[1] ?? '-'];
		assert.equal(keys.length, 3);
		const files = await readdir(host.folder);
		const texts = await Promise.all(files.map((file) => readFile(join(host.folder, file), 'utf8')));
		for (const key of keys) {
			assert.ok(![...texts, ...host.lines].some((text) => text.includes(key)));
		}
		for (const text of texts) assert.ok(!text.includes('PRIVATE KEY'));
	});

	it('loses only the line that a crash tore', async () => {
		await issue('a.test');
		await issue('b.test');
		await truncate(ledger(), (await stat(ledger())).size - 40);
		const next = await host.connect();
		assert.deepEqual(await names(next), ['a.test']);
		await issue('c.test', next);
		assert.deepEqual(await names(next), ['c.test', 'a.test']);
		assert.deepEqual(await names(await host.connect()), ['c.test', 'a.test']);
		await appendFile(ledger(), 'nonsense\n{"k":"issued"}\n\n');
		await issue('d.test', next);
		assert.deepEqual(await names(await host.connect()), ['d.test', 'c.test', 'a.test']);
		assert.ok(host.lines.some((line) => line.includes('damaged')));
	});

	it('revokes a certificate that it signed and whose line is lost, when it is presented', async () => {
		await issue('kept.test');
		const { serialNumber, certificatePem } = await issue('lost.test');
		const text = await readFile(ledger(), 'utf8');
		const lines = text.split('\n').filter((line) => !line.includes(serialNumber));
		await writeFile(ledger(), lines.join('\n'));
		const next = await host.connect();
		const byNumber = next.revoke?.({ mount, serialNumber });
		await refuses(byNumber, 'notFound', 'notStored');
		const outcome = await next.revoke?.({ mount, serialNumber, certificatePem });
		assert.equal(outcome?.outcome, 'revoked');
		const { crlPem = '' } = (await next.readCrl?.(mount)) ?? {};
		const { revoked } = readCrl(firstPemDer(crlPem, 'X509 CRL') ?? Buffer.alloc(0));
		assert.deepEqual(
			revoked.map((entry) => entry.serialNumber),
			[serialNumber],
		);
	});

	it('is one CA for two windows that begin at the same moment', async () => {
		const other = await host.connect();
		const wishes = Array.from({ length: 20 }, (_, index) => index);
		const issued = await Promise.all(
			wishes.map((index) => issue(`n${index}.test`, index % 2 === 0 ? backend : other)),
		);
		assert.equal(new Set(issued.map(({ chainPem }) => chainPem.join())).size, 1);
		assert.equal((await backend.listAuthorities(mount, {})).items.length, 2);
		for (const window of [backend, other]) assert.equal((await names(window)).length, 20);
		const [first] = issued;
		assert.ok(first);
		const revoke = (window: Backend) =>
			window.revoke?.({ mount, serialNumber: first.serialNumber });
		const outcomes = await Promise.all([revoke(backend), revoke(other)]);
		assert.deepEqual(outcomes.map((item) => item?.outcome).sort(), ['alreadyRevoked', 'revoked']);
	});

	it('pages by what was there, whatever is issued in between', async () => {
		for (const name of ['a', 'b', 'c', 'd']) await issue(`${name}.test`);
		const first = await backend.listCertificates(mount, { limit: 2 });
		await issue('e.test');
		const { cursor } = first;
		const second = await backend.listCertificates(mount, { limit: 2, cursor });
		assert.deepEqual(
			[...first.items, ...second.items].map(({ name }) => name),
			['d.test', 'c.test', 'b.test', 'a.test'],
		);
		assert.equal(second.cursor, undefined);
		await rejectsWith(backend.listCertificates(mount, { cursor: '99' }), 'invalid', 'cursor');
		await rejectsWith(backend.listCertificates(mount, { cursor: 'x' }), 'invalid', 'cursor');
	});

	it('signs a CRL anew when something was revoked or its end is near, and with a higher number', async () => {
		const { serialNumber } = await issue('a.test');
		const read = async () => {
			const record = await backend.readCrl?.(mount);
			assert.ok(record);
			const der = firstPemDer(record.crlPem, 'X509 CRL');
			assert.ok(der);
			return { ...readCrl(der), pem: record.crlPem };
		};
		const first = await read();
		assert.equal((await read()).pem, first.pem);
		host.setNow(new Date(Date.now() + 6.5 * 86_400_000));
		const second = await read();
		await backend.revoke?.({ mount, serialNumber, reason: 'keyCompromise' });
		const third = await read();
		assert.deepEqual(
			[first, second, third].map(({ crlNumber, revokedCount }) => [crlNumber, revokedCount]),
			[
				['01', 0],
				['02', 0],
				['03', 1],
			],
		);
		assert.equal((await stat(ledger())).mode & 0o077, 0);
	});
});
