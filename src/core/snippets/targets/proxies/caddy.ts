import { addressOf } from '../../address.js';
import { caddyString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';

/** A Caddyfile (https://caddyserver.com/docs/caddyfile/directives/tls). Version 2.8 renamed what names a CA. */
export const caddy = defineTarget({
	id: 'caddy',
	label: 'Caddy',
	family: 'Proxies',
	languageId: 'caddyfile',
	sides: ['client', 'server'],
	variants: [
		{ id: 'current', label: 'Caddy 2.8 or newer' },
		{ id: 'older', label: 'Caddy 2.7 or older' },
	],
	unsupported: { client: ['inline', 'passphrase', 'minVersion'], server: ['inline', 'passphrase'] },
	exampleUrl: 'https://localhost:8443',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	const { certificate, key, ca, serverName, variant } = input;
	const files = [certificate, ...(key ? [key] : [])].map((file) => caddyString(pathOf(file)));
	const trust = variant === 'older' ? 'tls_trusted_ca_certs' : 'tls_trust_pool file';
	return fileOf(
		'# The minimum TLS version (1.2) is built in.',
		'http://127.0.0.1:8080 {',
		`	reverse_proxy ${new URL(input.url).origin} {`,
		'		transport http {',
		`			tls_client_auth ${files.join(' ')}`,
		...when(ca, (file) => `			${trust} ${caddyString(pathOf(file))}`),
		...when(serverName, (name) => `			tls_server_name ${name}`),
		'		}',
		'	}',
		'}',
	);
}

function server(input: SnippetInput): string {
	const files = [input.certificate, ...(input.key ? [input.key] : [])];
	return fileOf(
		`https://${addressOf(input.url).authority} {`,
		`	tls ${files.map((file) => caddyString(pathOf(file))).join(' ')} {`,
		`		protocols ${input.minVersion === 'TLSv1.3' ? 'tls1.3' : 'tls1.2 tls1.3'}`,
		'		client_auth {',
		'			mode require_and_verify',
		...when(input.ca, (ca) => trusted(caddyString(pathOf(ca)), input.variant)),
		'		}',
		'	}',
		'	respond "hello {http.request.tls.client.subject}"',
		'}',
	);
}

function trusted(file: string, variant: string): string {
	return variant === 'older'
		? `			trusted_ca_cert_file ${file}`
		: `			trust_pool file {\n				pem_file ${file}\n			}`;
}
