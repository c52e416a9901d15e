/** The sample folder of `npm start`: made at each start, so that its dates are always right. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { placeFiles, trustedNames } from './samplePlaces.mjs';
import { sampleReadme } from './sampleReadme.mjs';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

x509.cryptoProvider.set(globalThis.crypto);

/**
 * @typedef {{ certificate: x509.X509Certificate, keys: webcrypto.CryptoKeyPair }} Issued
 */

/**
 * Writes the sample's files over older ones; what else lies in the folder stays.
 *
 * @param {string} folder
 * @returns {Promise<string>} The folder.
 */
export async function makeSample(folder) {
	const root = await makeAuthority('CN=Sample Root CA,O=Example', 3650);
	const issuing = await makeAuthority('CN=Sample Issuing CA,O=Example', 1825, root);
	const partner = await makeAuthority('CN=Partner Root CA,O=Partner', 3650);
	const crossSigned = await makeAuthority(issuing.certificate.subject, 700, partner, issuing.keys);
	const leaf = (
		/** @type {string} */ name,
		/** @type {number} */ from,
		/** @type {number} */ to,
		/** @type {string[]} */ hosts = [name],
	) => makeLeaf(name, { from, to, hosts }, issuing);
	const api = await leaf('api.example.test', -10, 180);
	const soon = await leaf('billing.example.test', -85, 5);
	const renewed = await leaf('billing.example.test', -1, 90, [
		'billing.example.test',
		'invoices.example.test',
	]);
	const expired = await leaf('old.example.test', -93, -3);
	const shop = await leaf('shop.example.test', -78, 12, [
		'shop.example.test',
		'*.shop.example.test',
	]);
	const mail = await leaf('mail.example.test', -92, -2);
	const metrics = await leaf('metrics.example.test', -84, 6, ['prometheus.example.test']);
	const pem = (/** @type {Issued} */ { certificate }) => `${certificate.toString('pem')}\n`;
	const trusted = trustedNames.map((name, index) =>
		makeAuthority(`CN=${name},O=Example`, index % 7 === 6 ? -4 : 400 * (index + 1)),
	);
	await writeAll(folder, {
		'README.md': sampleReadme,
		'tls/api.crt': pem(api),
		'tls/api.key': await privateKeyPem(api.keys),
		'tls/api.fullchain.crt': pem(api) + pem(issuing),
		'tls/ca.crt': pem(root),
		'tls/expires-soon.crt': pem(soon),
		'tls/expires-soon.key': await privateKeyPem(soon.keys),
		'tls/renewed.crt': pem(renewed),
		'tls/expired.crt': pem(expired),
		'tls/bundle.pem': pem(api) + pem(issuing) + pem(root),
		'tls/cross-signed.pem': pem(api) + pem(issuing) + pem(crossSigned) + pem(root),
		'tls/torn.pem': pem(soon) + tear(pem(api)) + pem(root),
		'requests/service.csr': await makeRequest('CN=service.example.test,O=Example'),
		...placeFiles({
			shop: pem(shop),
			shopKey: await privateKeyPem(shop.keys),
			mail: pem(mail),
			metrics: pem(metrics),
			api: pem(api),
			issuing: pem(issuing),
			root: pem(root),
			trusted: (await Promise.all(trusted)).map(pem),
		}),
	});
	return folder;
}

/**
 * @param {string} name
 * @param {number} days
 * @param {Issued} [issuer] Absent: self-signed.
 * @param {webcrypto.CryptoKeyPair} [ownKeys] Absent: new ones.
 * @returns {Promise<Issued>}
 */
async function makeAuthority(name, days, issuer, ownKeys) {
	const keys = ownKeys ?? (await makeKeys());
	const certificate = await x509.X509CertificateGenerator.create({
		...validity(-30, days),
		serialNumber: serial(),
		subject: name,
		issuer: issuer?.certificate.subject ?? name,
		publicKey: keys.publicKey,
		signingKey: (issuer?.keys ?? keys).privateKey,
		signingAlgorithm: algorithm,
		extensions: [
			new x509.BasicConstraintsExtension(true, issuer ? 0 : 1, true),
			new x509.KeyUsagesExtension(
				x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
				true,
			),
			...(await keyIdentifiers(keys, issuer ?? { keys })),
		],
	});
	return { certificate, keys };
}

/**
 * @param {string} name
 * @param {{ from: number, to: number, hosts: readonly string[] }} content Days from now, and DNS names beside `localhost`.
 * @param {Issued} issuer
 * @returns {Promise<Issued>}
 */
async function makeLeaf(name, { from, to, hosts }, issuer) {
	const keys = await makeKeys();
	const certificate = await x509.X509CertificateGenerator.create({
		...validity(from, to),
		serialNumber: serial(),
		subject: `CN=${name}`,
		issuer: issuer.certificate.subject,
		publicKey: keys.publicKey,
		signingKey: issuer.keys.privateKey,
		signingAlgorithm: algorithm,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
			new x509.ExtendedKeyUsageExtension([
				x509.ExtendedKeyUsage.serverAuth,
				x509.ExtendedKeyUsage.clientAuth,
			]),
			new x509.SubjectAlternativeNameExtension([
				...hosts.map((value) => ({ type: /** @type {const} */ ('dns'), value })),
				{ type: 'dns', value: 'localhost' },
				{ type: 'ip', value: '127.0.0.1' },
			]),
			...(await keyIdentifiers(keys, issuer)),
		],
	});
	return { certificate, keys };
}

/** @param {string} subject */
async function makeRequest(subject) {
	const keys = await makeKeys();
	const request = await x509.Pkcs10CertificateRequestGenerator.create({
		name: subject,
		keys,
		signingAlgorithm: algorithm,
		extensions: [
			new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: 'service.example.test' }]),
		],
	});
	return `${request.toString('pem')}\n`;
}

/** @returns {Promise<webcrypto.CryptoKeyPair>} */
function makeKeys() {
	return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/**
 * @param {webcrypto.CryptoKeyPair} keys
 * @param {Pick<Issued, 'keys'>} issuer
 */
async function keyIdentifiers(keys, issuer) {
	return [
		await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
	];
}

/**
 * @param {number} from
 * @param {number} to
 */
function validity(from, to) {
	// An hour of slack: "in 5 days" is still that when somebody looks.
	const now = Date.now() + day / 24;
	return { notBefore: new Date(now + from * day), notAfter: new Date(now + to * day) };
}

/** Twenty bytes, positive: RFC 5280, 4.1.2.2. */
function serial() {
	const bytes = webcrypto.getRandomValues(new Uint8Array(20));
	bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
	return Buffer.from(bytes).toString('hex');
}

/**
 * What a careless copy leaves behind: two lines of the middle are missing.
 *
 * @param {string} pem
 */
function tear(pem) {
	const lines = pem.split('\n');
	lines.splice(4, 2);
	return lines.join('\n');
}

/** @param {webcrypto.CryptoKeyPair} keys */
async function privateKeyPem(keys) {
	const der = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
	return `${x509.PemConverter.encode(der, 'PRIVATE KEY')}\n`;
}

/**
 * @param {string} folder
 * @param {Record<string, string>} files
 */
async function writeAll(folder, files) {
	for (const [name, text] of Object.entries(files)) {
		await mkdir(dirname(join(folder, name)), { recursive: true });
		await writeFile(join(folder, name), text, { mode: name.endsWith('.key') ? 0o600 : 0o644 });
	}
}
