import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { parse } from 'yaml';
import type { CopyBlock, CopyInput } from '../../../../src/core/copyAs/form.js';
import { type CopyFormId, copyForms, formsFor } from '../../../../src/core/copyAs/registry.js';
import { objectNames } from '../../../../src/core/copyAs/forms/kubernetesSecret.js';
import { isPlainPem } from '../../../../src/core/copyAs/plainPem.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { keptOf, pemOfBlock } from '../../../../src/core/decode/kept.js';
import { toPem } from '../../../../src/core/find/pem.js';
import { generateKey } from '../../../../src/core/x509/write/keys.js';
import { opensshKey } from '../../../matrix/opensshKey.js';
import { crlPemOf, derOf, pemOf } from '../../../support/certificates.js';
import { makeRequest } from '../../../support/contract/tools.js';
import { Openssl } from '../../../support/opensslFolder.js';

function blockOf(content: string | Uint8Array): CopyBlock {
	const [block] = decode(content);
	assert.ok(block);
	const kept = keptOf(block);
	assert.ok(!kept.error);
	return { facts: kept.facts, der: kept.der, pem: pemOfBlock(kept) };
}

function copied(id: CopyFormId, content: string | Uint8Array, more: Partial<CopyInput> = {}) {
	const form = copyForms.find((one) => one.id === id);
	assert.ok(form);
	return form.render({
		...blockOf(content),
		chain: [],
		name: 'api.test',
		platform: 'linux',
		...more,
	});
}

const idsFor = (content: string | Uint8Array) => formsFor(blockOf(content)).map(({ id }) => id);

describe('core/copyAs', () => {
	const der = derOf();
	const pem = toPem('CERTIFICATE', der);
	let openssl: Openssl;
	before(() => {
		openssl = new Openssl();
	});
	after(() => openssl.dispose());

	it('offers of a private key nothing that holds it', async () => {
		const { privateKeyPem } = await generateKey('P-256');
		assert.deepEqual(idsFor(privateKeyPem), ['spkiPin']);
		const file = { path: '/a.key', isDer: false };
		const inFile = formsFor({ ...blockOf(privateKeyPem), file }).map(({ id }) => id);
		assert.deepEqual(inFile, ['spkiPin', 'opensslCommand']);
		const printed = inFile.map((id) => copied(id, privateKeyPem, { file }));
		assert.ok(printed.every((text) => !text.includes('MIG')));
		assert.deepEqual(
			idsFor(pem),
			copyForms.map(({ id }) => id),
		);
		assert.deepEqual(idsFor(crlPemOf({ from: -1 })), [
			...['pem', 'oneLine', 'derBase64', 'opensslCommand'],
		]);
	});

	it('writes the same bytes in each form that holds them', () => {
		assert.equal(copied('pem', der), pem);
		assert.equal(Buffer.from(copied('derBase64', pem), 'base64').compare(der), 0);
		assert.equal(JSON.parse(`"${copied('oneLine', pem)}"`), pem);
	});

	it('names the certificate and its key as OpenSSL does', async () => {
		const file = openssl.write('a.crt', pem);
		for (const hash of ['sha256', 'sha1'] as const) {
			const printed = await openssl.run('x509', '-in', file, '-noout', '-fingerprint', `-${hash}`);
			assert.equal(copied(hash, pem), printed.split('=')[1]?.replaceAll(':', '').trim());
		}
		const spki = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
		assert.equal(copied('spkiPin', pem), createHash('sha256').update(spki).digest('base64'));
	});

	it('writes a Secret that YAML reads, with the key only where it is given', async () => {
		interface Secret {
			readonly type: string;
			readonly metadata: { readonly name: string };
			readonly data: Readonly<Record<string, string>>;
		}
		const { privateKeyPem } = await generateKey('P-256');
		const chain = [blockOf(pemOf({ name: 'CA' }))];
		const plain = parse(copied('kubernetesSecret', pem, { chain })) as Secret;
		const text = (key: string, { data }: Secret) =>
			Buffer.from(data[key] ?? '', 'base64').toString('utf8');
		assert.deepEqual([plain.type, Object.keys(plain.data)], ['Opaque', ['tls.crt']]);
		assert.equal(text('tls.crt', plain), pem + (chain[0]?.pem ?? ''));
		const full = parse(copied('kubernetesSecret', pem, { privateKeyPem })) as Secret;
		assert.equal(full.type, 'kubernetes.io/tls');
		assert.equal(text('tls.key', full), privateKeyPem);
		const named = (name: string) => {
			return (parse(copied('kubernetesSecret', pem, { name })) as Secret).metadata.name;
		};
		for (const name of ['*.a.test', 'CN=x: y', '1234', 'true', '...', 'Ä', '-a.-b-.c-']) {
			assert.match(
				named(name),
				/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
			);
		}
		assert.equal(named('*.a.test'), 'wildcard.a.test');
	});

	it('gives each object of a manifest a name of its own', () => {
		const names = objectNames(['a.test', 'A.test', 'b', '*.a.test', 'a.test', 'a.test-2']);
		assert.deepEqual(names, [
			'a.test',
			'a.test-2',
			'b',
			'wildcard.a.test',
			'a.test-3',
			'a.test-2-2',
		]);
		const [, second = ''] = objectNames(['x'.repeat(300), 'x'.repeat(300)]);
		assert.match(second, /^x{251}-2$/);
		const distinct = copyForms.flatMap((form) => (form.distinctNames ? form.id : []));
		assert.deepEqual(distinct, ['kubernetesSecret']);
	});

	it('names only files in which OpenSSL finds the block', async () => {
		const openssh = opensshKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
		const file = { path: '/a', isDer: false };
		assert.ok(!formsFor({ ...blockOf(openssh), file }).some(({ id }) => id === 'opensslCommand'));
		const der64 = pem.replace(/\n(?!-|$)/g, '');
		for (const [name, text] of Object.entries({
			...{ plain: pem, crlf: pem.replaceAll('\n', '\r\n'), marked: `\uFEFF${pem}` },
			...{ noted: `a note\n${pem}`, wide: der64.replace('-----MII', '-----\nMII') },
			...{ cr: pem.replaceAll('\n', '\r'), deep: pem.replace(/^/gm, '  '), list: `- ${pem}` },
		})) {
			const [block] = decode(text);
			assert.ok(block?.facts, name);
			const printed = await openssl
				.run('x509', '-noout', '-subject', '-in', openssl.write(name, text))
				.catch(() => '');
			assert.equal(isPlainPem(text, block), printed.includes('api.test'), name);
		}
	});

	it('writes commands that a shell runs and OpenSSL understands', async () => {
		const { privateKeyPem } = await generateKey('P-256');
		const { pem: request } = await makeRequest('api.test');
		const samples = {
			'a b.crt': [pem, /Certificate:[^]*CN ?= ?api\.test/],
			"it's.der": [derOf(), /CN ?= ?api\.test/],
			'r.csr': [request, /Certificate Request:/],
			'l.crl': [crlPemOf({ from: -1 }), /Certificate Revocation List/],
			'k.key': [privateKeyPem, /^Public-Key: \(256 bit\)/],
		} as const;
		const shell = (command: string) => execFileSync('sh', ['-c', command], { encoding: 'utf8' });
		for (const [name, [content, wanted]] of Object.entries(samples)) {
			const file = { path: openssl.write(name, content), isDer: typeof content !== 'string' };
			assert.match(shell(copied('opensslCommand', content, { file })), wanted);
			const isKey = content === privateKeyPem;
			if (!isKey) assert.match(shell(copied('opensslCommand', content)), wanted);
		}
		const windows = copied('opensslCommand', pem, { platform: 'win32' });
		assert.equal(windows, `@'\n${pem}'@ | openssl x509 -noout -text\n`);
	});
});
