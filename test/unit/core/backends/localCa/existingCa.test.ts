import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import type { Backend, ExistingCa } from '../../../../../src/core/backends/contract/backend.js';
import { firstPemDer } from '../../../../../src/core/find/pem.js';
import { isKeyEncrypted } from '../../../../../src/core/backends/localCa/existingCa.js';
import {
	ecKey,
	makeCa,
	makeMkcertCa,
	makeStepCa,
	mkcertExtensions,
	openssl,
	rootExtensions,
} from '../../../../support/existingCas.js';
import { Listening } from '../../../../support/listening.js';
import { type LocalHost, makeLocalHost } from '../../../../support/localHost.js';
import { rejectsWith } from '../../../../support/rejections.js';

const mount = 'local';
const password = 'correct horse';

describe('Local CA: a CA that is there already', () => {
	let folder: string;
	let host: LocalHost;
	let backend: Backend;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-cas-'));
		makeMkcertCa(join(folder, 'mkcert'));
		makeStepCa(join(folder, 'step'), password);
		makeCa(folder, 'plain', { name: 'Plain Root', extensions: rootExtensions() });
	});
	after(() => rmSync(folder, { recursive: true, force: true }));
	beforeEach(async () => {
		host = await makeLocalHost();
		backend = await host.connect();
	});
	afterEach(() => host.remove());

	const read = (...path: string[]) => readFileSync(join(folder, ...path));
	const mkcert = (): ExistingCa => ({
		certificate: read('mkcert', 'rootCA.pem'),
		key: read('mkcert', 'rootCA-key.pem'),
	});
	const stepRoot = (): ExistingCa => ({
		certificate: read('step', 'certs', 'root_ca.crt'),
		key: read('step', 'secrets', 'root_ca_key'),
		password,
	});
	const stepIntermediate = (): ExistingCa => ({
		certificate: Buffer.concat(
			['root_ca.crt', 'intermediate_ca.crt'].map((name) => read('step', 'certs', name)),
		),
		key: read('step', 'secrets', 'intermediate_ca_key'),
		password,
	});
	const take = async (existing: ExistingCa) => backend.createAuthority?.({ existing });
	const issue = async (role: string) => {
		const wish = { mount, role, commonName: 'localhost' };
		const issued = await backend.issue?.(wish);
		assert.ok(issued?.privateKeyPem !== undefined);
		return { ...issued, privateKeyPem: issued.privateKeyPem };
	};

	for (const [title, existing, chain] of [
		['mkcert’s root, which allows no CA below it', mkcert, ['mkcert alice@laptop']],
		['step’s root', stepRoot, ['Issuing CA', 'Lab Root CA']],
		['step’s intermediate', stepIntermediate, ['Lab Intermediate CA', 'Lab Root CA']],
	] as const) {
		it(`signs for servers and clients below ${title}, and both are accepted`, async () => {
			await take(existing());
			const [server, client] = [await issue('server'), await issue('client')];
			const { items } = await backend.listAuthorities(mount, {});
			assert.deepEqual(items.map(({ name }) => name).sort(), [...chain].sort());
			assert.equal(items.find(({ isDefault }) => isDefault)?.name, chain[0]);
			assert.equal(server.chainPem.length, chain.length);
			const root = server.chainPem.at(-1) ?? '';
			verify(root, server, 'sslserver');
			verify(root, client, 'sslclient');
			// Names are compared byte by byte by some: a PrintableString stays one.
			const printable = Buffer.from('\x13\x03Lab');
			assert.ok(firstPemDer(server.chainPem[0] ?? '')?.includes(printable));
			const der = firstPemDer(server.certificatePem);
			assert.equal(der?.includes(printable), chain[0] !== 'Issuing CA');
			assert.equal(await shakeHands(root, server, client), 'localhost');
			// What was issued is found again, by another window too.
			const again = await (await host.connect()).readCertificate(mount, client.serialNumber);
			assert.deepEqual(again.chainPem, client.chainPem);
		});
	}

	/** As OpenSSL sees it, with the path length and the key identifiers. */
	function verify(root: string, issued: Issued, purpose: string): void {
		const at = (name: string, text: string) => {
			writeFileSync(join(folder, name), text);
			return join(folder, name);
		};
		const said = openssl(
			...['verify', '-x509_strict', '-purpose', purpose, '-CAfile', at('root.pem', root)],
			...['-untrusted', at('chain.pem', issued.chainPem.join(''))],
			at('leaf.pem', issued.certificatePem),
		);
		assert.match(said, /: OK$/m);
	}

	it('keeps the key of a root only where the root itself has to sign', async () => {
		await take(stepRoot());
		const { items } = await backend.listAuthorities(mount, {});
		assert.deepEqual(
			items.map(({ id, hasKey }) => [id, hasKey]),
			[
				['root', false],
				['issuing', true],
			],
		);
		assert.equal((await backend.status()).notices, undefined);
		assert.deepEqual(keysKept(), ['issuingKey']);
		await take(mkcert());
		assert.deepEqual(keysKept(), ['issuingKey']);
		assert.ok([...host.vault.values()].join('').includes(bodyLine(mkcert().key)));
		assert.ok(![...host.vault.values()].join('').includes(password));
	});

	const keysKept = () =>
		[...host.vault.values()].flatMap((text) => Object.keys(JSON.parse(text) as object));
	const bodyLine = (pem: Uint8Array) => Buffer.from(pem).toString().split('\n')[1] ?? '-';

	it('signs its CRL, unless the CA may not', async () => {
		await take(stepIntermediate());
		const { serialNumber } = await issue('server');
		await backend.revoke?.({ mount, serialNumber });
		const crl = join(folder, 'crl.pem');
		writeFileSync(crl, (await backend.readCrl?.(mount))?.crlPem ?? '');
		const ca = join(folder, 'step', 'certs', 'intermediate_ca.crt');
		openssl('crl', '-in', crl, '-CAfile', ca, '-noout');
		await take(mkcert());
		await issue('server');
		await rejectsWith(backend.readCrl?.(mount) ?? Promise.resolve(), 'unsupported', 'crlSign');
	});

	it('names what signs by its own name or id, and not what stands above it', async () => {
		await take(stepIntermediate());
		const wish = { mount, role: 'server', commonName: 'a.test' };
		for (const issuer of ['issuing', 'Lab Intermediate CA'])
			await backend.issue?.({ ...wish, issuer });
		for (const issuer of ['root', 'Lab Root CA']) {
			const call = backend.issue?.({ ...wish, issuer }) ?? Promise.resolve();
			await rejectsWith(call, 'invalid', 'issuerNotAllowed');
		}
	});

	it('is not renewed, and says when it has expired', async () => {
		await take(stepRoot());
		host.setNow(new Date(Date.now() + 4.5 * 365 * 86_400_000));
		const { chainPem } = await issue('server');
		assert.equal((await backend.listAuthorities(mount, {})).items.length, 2);
		assert.equal(chainPem.length, 2);
		host.setNow(new Date(Date.now() + 5.5 * 365 * 86_400_000));
		await rejectsWith(issue('server'), 'invalid', 'issuerExpired');
	});

	it('takes keys as OpenSSL and others encrypt them, and needs the password', async () => {
		const at = (name: string) => join(folder, name);
		const plain = ['-in', at('plain.key'), '-passout', `pass:${password}`];
		openssl('pkcs8', '-topk8', '-v2', 'aes-256-cbc', ...plain, '-out', at('pkcs8.key'));
		openssl('pkcs8', '-topk8', '-scrypt', ...plain, '-out', at('scrypt.key'));
		openssl('ec', '-aes128', ...plain, '-out', at('sec1.key'));
		assert.equal(isKeyEncrypted(read('plain.key')), false);
		const certificate = read('plain.crt');
		for (const name of ['pkcs8.key', 'scrypt.key', 'sec1.key']) {
			const key = read(name);
			assert.ok(isKeyEncrypted(key), name);
			await rejectsWith(take({ certificate, key }), 'invalid', 'keyPassword');
			const wrong = take({ certificate, key, password: 'wrong' });
			const error = await rejectsWith(wrong, 'invalid', 'keyPasswordWrong');
			assert.doesNotMatch(JSON.stringify(error), /wrong"|BEGIN/);
			await take({ certificate, key, password });
		}
		openssl('x509', '-in', at('plain.crt'), '-outform', 'DER', '-out', at('plain.der'));
		openssl('ec', '-in', at('plain.key'), '-outform', 'DER', '-out', at('plain.key.der'));
		await take({ certificate: read('plain.der'), key: read('plain.key.der') });
		await issue('server');
	});

	it('is refused where nothing that it signs would be accepted, and the CA before it stays', async () => {
		await issue('server');
		const before = (await backend.listAuthorities(mount, {})).items;
		const noCa = ['basicConstraints=critical,CA:FALSE'];
		const noSign = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,digitalSignature'];
		makeCa(folder, 'noCa', { name: 'A', extensions: noCa, key: ecKey });
		makeCa(folder, 'noSign', { name: 'B', extensions: noSign });
		makeCa(folder, 'short', { name: 'C', extensions: mkcertExtensions, days: 1 });
		const pair = (name: string) => ({ certificate: read(`${name}.crt`), key: read(`${name}.key`) });
		const { certificate, key } = pair('plain');
		for (const [existing, reason] of [
			[pair('noCa'), 'caNotCa'],
			[pair('noSign'), 'caMayNotSign'],
			[{ certificate, key: read('noCa.key') }, 'caOtherKey'],
			[{ certificate: Buffer.from('nothing'), key }, 'caNoCertificate'],
			[{ certificate, key: certificate }, 'caNoKey'],
			[
				{ ...stepIntermediate(), certificate: read('step', 'certs', 'intermediate_ca.crt') },
				'caNoRoot',
			],
		] as const) {
			await rejectsWith(take(existing), 'invalid', reason);
		}
		host.setNow(new Date(Date.now() + 2 * 86_400_000));
		await rejectsWith(take(pair('short')), 'invalid', 'caExpired');
		host.setNow(new Date(Date.now() - 86_400_000));
		await rejectsWith(take(pair('short')), 'invalid', 'caNotYetValid');
		host.setNow(undefined);
		assert.deepEqual((await backend.listAuthorities(mount, {})).items, before);
		await issue('server');
	});
});

interface Issued {
	readonly certificatePem: string;
	readonly chainPem: readonly string[];
	readonly privateKeyPem: string;
}

/** The name that the server reads in the client's certificate; rejects where either side refuses the other. */
async function shakeHands(ca: string, server: Issued, client: Issued): Promise<string> {
	const present = ({ certificatePem, chainPem, privateKeyPem }: Issued) => ({
		...{ cert: [certificatePem, ...chainPem].join(''), key: privateKeyPem, ca },
	});
	const listener = createServer({
		...present(server),
		requestCert: true,
		rejectUnauthorized: true,
	});
	const accepted = new Promise<TLSSocket>((resolve, reject) => {
		listener.once('secureConnection', resolve).once('tlsClientError', reject);
	});
	const listening = new Listening();
	const port = await listening.listen(listener);
	const socket = connect({ ...present(client), port, servername: 'localhost' });
	listening.follow(socket);
	try {
		const [seen] = await Promise.all([
			accepted,
			new Promise<void>((resolve, reject) => {
				socket.once('secureConnect', resolve).once('error', reject);
			}),
		]);
		return String(seen.getPeerCertificate().subject.CN);
	} finally {
		await listening.close();
	}
}
