import assert from 'node:assert/strict';
import { rejectsWith } from '../../../../support/rejections.js';
import { execFileSync } from 'node:child_process';
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import { toPem } from '../../../../../src/core/find/pem.js';
import { generateKey, loadSigningKey } from '../../../../../src/core/x509/write/keys.js';
import { proveRequest } from '../../../../../src/core/x509/write/proof.js';
import { createRequest } from '../../../../../src/core/x509/write/request.js';
import { request } from '../../../../support/der.js';

const names = [
	{ type: 'dns', value: 'api.test' },
	{ type: 'ip', value: '10.0.0.7' },
] as const;

function refusedAs(reason: string) {
	return (error: unknown) => isPkiError(error, 'invalid') && error.reason === reason;
}

describe('requests', () => {
	for (const kind of ['P-256', 'P-384', 'RSA-2048', 'Ed25519'] as const) {
		it(`prove that their ${kind} key is held, and say what they ask for`, async () => {
			const key = await loadSigningKey((await generateKey(kind)).privateKeyPem);
			const pem = await createRequest({ subject: 'CN=api.test,O=Lab', names, key });
			const { facts, publicKey } = proveRequest(pem);
			assert.equal(facts.subject, 'CN=api.test,O=Lab');
			assert.deepEqual(facts.subjectAltNames, names);
			assert(publicKey.equals(key.publicKey));
		});
	}

	it('leave odd names to whoever signs, where that is asked for', async () => {
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const odd = [{ type: 'dns', value: 'f*o.example.com' }] as const;
		const wanted = { subject: 'CN=f*o.example.com', names: odd, key };
		await assert.rejects(createRequest(wanted), refusedAs('dnsName'));
		const { facts } = proveRequest(await createRequest({ ...wanted, decides: 'signer' }));
		assert.deepEqual(facts.subjectAltNames, odd);
		const names = [{ type: 'ip', value: '999.1.1.1' }] as const;
		await assert.rejects(
			createRequest({ ...wanted, names, decides: 'signer' }),
			refusedAs('ipAddress'),
		);
	});

	it('without subject or names are requests too', async () => {
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const named = proveRequest(await createRequest({ subject: '', names, key }));
		assert.equal(named.facts.subject, '');
		const openssl = createRequest({ subject: '/CN=a.test/O=Lab', names: [], key });
		await rejectsWith(openssl, 'invalid', 'subject');
		const bare = proveRequest(await createRequest({ subject: 'only', names: [], key }));
		assert.deepEqual([bare.facts.subject, bare.facts.subjectAltNames], ['CN=only', []]);
	});

	it('are refused when their own signature is not of their key', async () => {
		const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
		const pem = await createRequest({ subject: 'api.test', names, key });
		const der = Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64');
		const at = der.indexOf('api.test');
		der.write('bpi.test', at);
		const changed = toPem('CERTIFICATE REQUEST', der);
		assert.throws(() => proveRequest(changed), refusedAs('requestSignature'));
		const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
		const spki = stranger.export({ format: 'der', type: 'spki' });
		const borrowed = toPem('CERTIFICATE REQUEST', request({ spki }));
		assert.throws(() => proveRequest(borrowed), refusedAs('requestSignature'));
	});

	it('are refused when torn, of another kind, or with a key that is not signed', () => {
		assert.throws(() => proveRequest('no PEM at all'), refusedAs('request'));
		const der = request();
		const torn = toPem('CERTIFICATE REQUEST', der.subarray(0, der.length - 9));
		assert.throws(() => proveRequest(torn), refusedAs('request'));
		for (const key of [
			generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey,
			generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey,
		]) {
			const spki = key.export({ format: 'der', type: 'spki' });
			const pem = toPem('CERTIFICATE REQUEST', request({ spki }));
			assert.throws(() => proveRequest(pem), refusedAs('requestKey'));
		}
	});

	it('of OpenSSL are read, and ours by OpenSSL', async function () {
		const folder = mkdtempSync(join(tmpdir(), 'pki-request-'));
		try {
			const openssl = (...args: string[]) =>
				execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
			const own = await generateKey('P-256');
			const pem = await createRequest({
				...{ subject: 'api.test', names },
				key: await loadSigningKey(own.privateKeyPem),
			});
			writeFileSync(join(folder, 'ours.csr'), pem);
			const text = openssl('req', '-in', 'ours.csr', '-noout', '-text', '-verify');
			assert.match(text, /DNS:api\.test, IP Address:10\.0\.0\.7/);
			openssl(
				...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'k', '-out', 'theirs.csr'],
				...['-subj', '/O=Lab/CN=db.test', '-addext', 'subjectAltName=DNS:db.test'],
			);
			const { facts } = proveRequest(readFileSync(join(folder, 'theirs.csr'), 'utf8'));
			assert.equal(facts.subject, 'CN=db.test,O=Lab');
			assert.deepEqual(facts.subjectAltNames, [{ type: 'dns', value: 'db.test' }]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

describe('private keys', () => {
	it('are PKCS #8 and sign', async () => {
		const { privateKeyPem } = await generateKey('RSA-4096');
		assert.match(privateKeyPem, /^-----BEGIN PRIVATE KEY-----/);
		const padding = constants.RSA_PKCS1_PADDING;
		assert.equal(sign('sha256', Buffer.from('x'), { key: privateKeyPem, padding }).length, 512);
	});

	it('that cannot be read are refused without a word of their content', async () => {
		const secret = 'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg';
		const text = `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\n`;
		await assert.rejects(loadSigningKey(text), (error) => {
			assert(isPkiError(error, 'invalid') && error.reason === 'key');
			assert(!`${error.stack} ${String(error.cause)}`.includes(secret));
			return true;
		});
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
		const other = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
		await assert.rejects(loadSigningKey(other), refusedAs('key'));
	});
});
