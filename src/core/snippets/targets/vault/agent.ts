import { baseUrl } from '../../address.js';
import { hclString } from '../../quoteConfig.js';
import { goString } from '../../quoteCode.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';

/**
 * The agent (https://openbao.org/docs/agent-and-proxy/agent): signs in with the certificate and keeps it renewed. The
 * method names its files itself, since requests that are proxied for others would ride on those of `vault`. `pkiCert`
 * keeps a certificate that is still valid, so the whole of it stands in the template's destination.
 */
export const vaultAgent = defineTarget({
	id: 'vault-agent',
	label: 'Vault or OpenBao Agent',
	family: 'Vault and OpenBao',
	languageId: 'hcl',
	sides: ['client'],
	unsupported: ['passphrase', 'minVersion', 'inline'],
	exampleUrl: 'https://localhost:8200',
	render: (input) =>
		fileOf(
			'# vault agent -config=agent.hcl, or: bao agent -config=agent.hcl',
			'# The minimum TLS version (1.2) is built in. The first start needs the certificate that exists.',
			'vault {',
			`  address = ${hclString(baseUrl(input.url))}`,
			...files(input, '  '),
			...when(input.serverName, (name) => `  tls_server_name = ${hclString(name)}`),
			'}',
			'',
			'auto_auth {',
			'  method "cert" {',
			'    config = {',
			'      # The role of the cert auth method.',
			'      name = "agent"',
			...files(input, '      '),
			'      reload = true',
			'    }',
			'  }',
			'  sink "file" {',
			'    config = {',
			'      path = "agent-token"',
			'      mode = 0600',
			'    }',
			'  }',
			'}',
			...template(input),
		),
});

function files({ certificate, key, ca }: SnippetInput, margin: string): readonly string[] {
	return [
		...when(ca, (file) => `ca_cert = ${hclString(pathOf(file))}`),
		`client_cert = ${hclString(pathOf(certificate))}`,
		...when(key, (file) => `client_key = ${hclString(pathOf(file))}`),
	].map((line) => margin + line);
}

/** Issues the next certificate in time and writes it over the one that the agent signs in with. */
function template({ certificate, key }: SnippetInput): readonly string[] {
	const written = (what: string, path: string, mode: string) =>
		`{{ .${what} | writeToFile ${goString(path)} "" "" "${mode}" }}`;
	const contents = [
		'{{ with pkiCert "pki/issue/agent" "common_name=agent.example.com" "ttl=24h" }}',
		'{{ .Cert }}{{ .CA }}{{ .Key }}',
		...when(key, (file) => written('Key', pathOf(file), '0600')),
		written('Cert', pathOf(certificate), '0644'),
		'{{ end }}',
	];
	return [
		'',
		'template {',
		'  # Mount, role and name of the certificate that replaces this one before it expires.',
		`  contents = ${hclString(contents.join('\n'))}`,
		'  destination = "agent-bundle.pem"',
		'  perms = "0600"',
		'  error_on_missing_key = true',
		'}',
	];
}
