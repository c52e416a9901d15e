import { listenAuthority } from '../../address.js';
import { hclString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when } from '../../target.js';

/** The TCP listener (https://openbao.org/docs/configuration/listener/tcp). Certificate and key are read again on SIGHUP. */
export const vaultListener = defineTarget({
	id: 'vault-listener',
	label: 'Vault or OpenBao listener',
	family: 'Vault and OpenBao',
	languageId: 'hcl',
	sides: ['server'],
	unsupported: ['passphrase', 'inline'],
	exampleUrl: 'https://localhost:8200',
	render: ({ url, certificate, key, ca, minVersion }) =>
		fileOf(
			'listener "tcp" {',
			`  address = ${hclString(listenAuthority(url, '0.0.0.0'))}`,
			`  tls_cert_file = ${hclString(pathOf(certificate))}`,
			...when(key, (file) => `  tls_key_file = ${hclString(pathOf(file))}`),
			...when(ca, (file) => `  tls_client_ca_file = ${hclString(pathOf(file))}`),
			'  tls_require_and_verify_client_cert = true',
			`  tls_min_version = "${minVersion === 'TLSv1.3' ? 'tls13' : 'tls12'}"`,
			'}',
		),
});
