/** A PKCS #12 file as OpenSSL and Java write it: a key, its certificate and the CA. */
import forge from 'node-forge';

const day = 86_400_000;

export const keyStorePassword = 'changeit';

/** @returns {Uint8Array} */
export function makeKeyStore() {
	const ca = issue('Sample Store CA', 3000);
	const server = issue('orders.example.test', 200, ca);
	const store = forge.pkcs12.toPkcs12Asn1(
		server.keys.privateKey,
		[server.certificate, ca.certificate],
		keyStorePassword,
		{ algorithm: 'aes256', friendlyName: 'orders' },
	);
	return Buffer.from(forge.asn1.toDer(store).getBytes(), 'latin1');
}

/**
 * @typedef {{ certificate: forge.pki.Certificate, keys: forge.pki.rsa.KeyPair }} Issued
 */

/**
 * @param {string} name
 * @param {number} days
 * @param {Issued} [issuer] Absent: self-signed.
 * @returns {Issued}
 */
function issue(name, days, issuer) {
	const keys = forge.pki.rsa.generateKeyPair({ bits: 2048 });
	const certificate = forge.pki.createCertificate();
	const subject = [{ name: 'commonName', value: name }];
	certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`;
	certificate.publicKey = keys.publicKey;
	certificate.validity.notBefore = new Date(Date.now() - 20 * day);
	certificate.validity.notAfter = new Date(Date.now() + days * day);
	certificate.setSubject(subject);
	certificate.setIssuer(issuer ? issuer.certificate.subject.attributes : subject);
	certificate.setExtensions(
		issuer
			? [
					{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
					{ name: 'extKeyUsage', serverAuth: true },
				]
			: [{ name: 'basicConstraints', cA: true, critical: true }],
	);
	certificate.sign((issuer?.keys ?? keys).privateKey, forge.md.sha256.create());
	return { certificate, keys };
}
