import { yamlBlock, yamlString } from '../../quote.js';
import { defineTarget, type Material } from '../../target.js';

/**
 * The `vault_connection` block of an OpenClaw agent profile. The server's name is the URL's host and the lowest TLS
 * version is built in: there is no key for either. Inlined, the same keys hold the PEM as literal block scalars.
 */
export const openclaw = defineTarget({
	id: 'openclaw',
	label: 'OpenClaw agent profile (YAML)',
	family: 'OpenClaw',
	languageId: 'yaml',
	sides: ['client'],
	unsupported: ['serverName', 'passphrase', 'minVersion'],
	exampleUrl: 'https://localhost:8200',
	render: ({ url, certificate, key, ca }) =>
		[
			'# For the agent profile. openclaw.json has other keys and refuses unknown ones.',
			'# The server name is the host of the URL; the minimum TLS version (1.2) is built in.',
			'vault_connection:',
			`  url: ${yamlString(url)}`,
			'  mtls:',
			`    cert_file: ${value(certificate)}`,
			...(key ? [`    key_file: ${value(key)}`] : []),
			...(ca ? [`    ca_cert_file: ${value(ca)}`] : []),
			'',
		].join('\n'),
});

function value(material: Material): string {
	return material.from === 'file' ? yamlString(material.path) : yamlBlock(material.pem, 6);
}
