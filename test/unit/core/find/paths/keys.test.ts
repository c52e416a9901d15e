import assert from 'node:assert/strict';
import { hintOfKey, stemOf } from '../../../../../src/core/find/paths/keys.js';

/** By kind; the keys of programs as their documentation writes them. */
const keys: Readonly<Record<string, readonly string[]>> = {
	certificate: [
		...['ssl_certificate', 'proxy_ssl_certificate', 'SSLCertificateFile', 'cert_file', 'certFile'],
		...[
			'tls-cert-file',
			'ssl_cert_file',
			'certificate_chain',
			'cert_chain_file',
			'tls.cert',
			'--cert',
		],
		...['VAULT_CLIENT_CERT', 'PGSSLCERT', 'sslcert', 'client-certificate', 'ssl_options.certfile'],
	],
	key: [
		...[
			'ssl_certificate_key',
			'SSLCertificateKeyFile',
			'key_file',
			'keyFile',
			'--key',
			'privateKey',
		],
		...[
			'VAULT_CLIENT_KEY',
			'PGSSLKEY',
			'sslkey',
			'ca_key',
			'CAkey',
			'-CAkey',
			'ca-key-file',
			'keyfile',
		],
		...['tlsCertificateKeyFile', 'private_key', 'PrivateKeyPath', 'ssl-key'],
	],
	ca: [
		...[
			'ssl_client_certificate',
			'ssl_trusted_certificate',
			'SSLCACertificateFile',
			'ca_file',
			'caFile',
		],
		...[
			'VAULT_CACERT',
			'NODE_EXTRA_CA_CERTS',
			'SSL_CERT_FILE',
			'REQUESTS_CA_BUNDLE',
			'PGSSLROOTCERT',
		],
		...[
			'CURL_CA_BUNDLE',
			'AWS_CA_BUNDLE',
			'GIT_SSL_CAINFO',
			'--cacert',
			'-CAfile',
			'trusted-ca-file',
		],
		...['certificate-authority', 'xpack.security.http.ssl.certificate_authorities', 'tlsCAFile'],
		...[
			'javax.net.ssl.trustStore',
			'ssl.truststore.location',
			'cacertfile',
			'rootCAs',
			'tls-ca-cert-file',
		],
		...['SSLCertificateChainFile', 'sslrootcert', 'ETCDCTL_CACERT'],
	],
	bundle: ['server.ssl.key-store', 'keyStore', 'pkcs12', 'pfx'],
	crl: ['ssl_crl', 'crl_file', 'PGSSLCRL', 'SSLCARevocationFile'],
	request: ['csr', 'csr_path'],
	nothing: [
		...['ssl_password_file', 'key_password', 'name', 'path', 'keyAlias', 'cert_type', 'public_key'],
		...[
			'certificateFingerprint',
			'keyboard',
			'monkey',
			'concert',
			'cache',
			'ssl_ciphers',
			'location',
		],
	],
};

describe('the key of a path', () => {
	for (const [kind, names] of Object.entries(keys)) {
		for (const name of names) {
			it(`says ${kind}: ${name}`, () => {
				assert.equal(hintOfKey(name)?.kind ?? 'nothing', kind);
			});
		}
	}

	it('asks for issuers only in Apache, and by their name', () => {
		assert.equal(hintOfKey('SSLCertificateChainFile')?.isChain, true);
		assert.equal(hintOfKey('intermediate_file')?.isChain, true);
		assert.equal(hintOfKey('ca_file')?.isChain, false);
	});

	it('has a stem, which certificate and key have in common', () => {
		for (const [certificate, key, stem] of [
			['VAULT_CLIENT_CERT', 'VAULT_CLIENT_KEY', 'vault_client'],
			['ssl_certificate', 'ssl_certificate_key', 'ssl'],
			['PGSSLCERT', 'PGSSLKEY', 'pgssl'],
			['certfile', 'keyfile', ''],
			['serverCertPath', 'serverKeyPath', 'server'],
		] as const) {
			assert.deepEqual([stemOf(certificate), stemOf(key)], [stem, stem]);
		}
	});
});
