import assert from 'node:assert/strict';
import type { Backend, IssueRequest } from '../../../../../src/core/backends/contract/backend.js';
import { readCertificate } from '../../../../../src/core/x509/certificate.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { createRequest } from '../../../../../src/core/x509/write/request.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

const mount = 'local';

describe('Local CA: what it makes of a wish', () => {
	let host: LocalHost;
	let backend: Backend;

	before(async () => {
		host = await makeLocalHost();
		backend = await host.connect();
	});
	after(() => host.remove());

	async function issued(wish: Partial<IssueRequest>) {
		const answer = await backend.issue?.({ mount, role: 'both', ...wish });
		assert.ok(answer);
		return { ...facts(answer.certificatePem), warnings: answer.warnings };
	}

	function facts(pem: string) {
		const der = firstPemDer(pem);
		assert.ok(der);
		const { subject, subjectAltNames, extendedKeyUsage, keyType, curve, keyBits } =
			readCertificate(der);
		const names = subjectAltNames.map(({ type, value }) => `${type}:${value}`);
		return { subject, names, extendedKeyUsage, key: `${keyType} ${curve ?? keyBits ?? ''}`.trim() };
	}

	it('puts a host name, address or mail address of the common name among the names, and no other text', async () => {
		for (const [commonName, names] of [
			['localhost', ['dns:localhost']],
			['*.api.test', ['dns:*.api.test']],
			['10.0.0.7', ['ip:10.0.0.7']],
			['alice@api.test', ['email:alice@api.test']],
			['Alice Doe, "Ops"', []],
		] as const) {
			assert.deepEqual((await issued({ commonName })).names, names);
		}
		assert.equal((await issued({ commonName: 'Doe, O=Lab' })).subject, 'CN=Doe\\, O=Lab');
		assert.equal((await issued({ commonName: 'CN=a+b' })).subject, 'CN=CN=a\\+b');
	});

	it('keeps every name once, each by its kind', async () => {
		const { names } = await issued({
			commonName: 'localhost',
			altNames: ['localhost', 'ops@api.test', 'b.test'],
			ipSans: ['::1', '0:0:0:0:0:0:0:1', '127.0.0.1'],
			uriSans: ['spiffe://lab/web'],
		});
		assert.deepEqual(names, [
			...['dns:localhost', 'email:ops@api.test', 'dns:b.test'],
			...['ip:::1', 'ip:127.0.0.1', 'uri:spiffe://lab/web'],
		]);
	});

	it('drops a common name that is too long when it is among the names, with a warning', async () => {
		const long = `${'a'.repeat(60)}.api.test`;
		const leaf = await issued({ commonName: long });
		assert.deepEqual([leaf.subject, leaf.names], ['', [`dns:${long}`]]);
		assert.match(leaf.warnings.join(), /64 characters/);
		await rejectsWith(issued({ commonName: 'x '.repeat(40) }), 'invalid', 'subject');
	});

	it('gives each profile its purposes; the custom one takes them from the wish', async () => {
		const purposes = async (role: string, usage?: IssueRequest['usage']) =>
			(await issued({ role, usage, commonName: 'a.test' })).extendedKeyUsage;
		assert.deepEqual(await purposes('server', 'client'), ['serverAuth']);
		assert.deepEqual(await purposes('client'), ['clientAuth']);
		assert.deepEqual(await purposes('both'), ['serverAuth', 'clientAuth']);
		assert.deepEqual(await purposes('custom', 'client'), ['clientAuth']);
		assert.deepEqual(await purposes('custom'), ['serverAuth', 'clientAuth']);
	});

	it('makes keys of every kind', async () => {
		for (const [keyType, key] of [
			['P-256', 'ec P-256'],
			['P-384', 'ec P-384'],
			['RSA-2048', 'rsa 2048'],
			['Ed25519', 'ed25519'],
		] as const) {
			assert.equal((await issued({ commonName: 'a.test', keyType })).key, key);
		}
	});

	it('signs a request as it stands, or with the names that are given', async () => {
		const key = await loadSigningKey((await generateKey('P-384')).privateKeyPem);
		const names = [{ type: 'dns', value: 'own.test' }] as const;
		const request = await createRequest({ subject: 'O=Lab', names, key });
		const sign = async (wishes: object) => {
			const signed = await backend.sign?.({ mount, role: 'server', request, ...wishes });
			assert.ok(signed);
			return facts(signed.certificatePem);
		};
		const plain = await sign({});
		assert.deepEqual(
			[plain.subject, plain.names, plain.key],
			['O=Lab', ['dns:own.test'], 'ec P-384'],
		);
		const other = await sign({ commonName: 'x.test', altNames: ['y.test'] });
		assert.deepEqual([other.subject, other.names], ['CN=x.test', ['dns:x.test', 'dns:y.test']]);
	});

	it('lets no leaf be signed by the root or by somebody unknown', async () => {
		const wish = { commonName: 'a.test' };
		await rejectsWith(issued({ ...wish, issuer: 'root' }), 'invalid', 'issuerNotAllowed');
		await rejectsWith(issued({ ...wish, issuer: 'else' }), 'notFound', 'noAuthority');
		assert.equal((await issued({ ...wish, issuer: 'Issuing CA' })).subject, 'CN=a.test');
	});
});
