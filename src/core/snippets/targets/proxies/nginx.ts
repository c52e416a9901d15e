import { addressOf } from '../../address.js';
import { nginxString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';

/** Where Debian, Alpine and the official images keep the public CAs; nginx verifies against none of its own. */
const systemAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/**
 * nginx (https://nginx.org/en/docs/http/ngx_http_proxy_module.html): verification, SNI and more than one intermediate
 * are off until they are said. Refused clients get their answer in HTTP (400).
 */
export const nginx = defineTarget({
	id: 'nginx',
	label: 'nginx',
	family: 'Proxies',
	languageId: 'nginx',
	sides: ['client', 'server'],
	unsupported: ['inline', 'addressCheck'],
	passphrase: { client: 'file', server: 'file' },
	exampleUrl: 'https://localhost:8443',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	const name = input.serverName ?? addressOf(input.url).host;
	return fileOf(
		'# In the http block.',
		'server {',
		'  listen 127.0.0.1:8080;',
		'  location / {',
		`    proxy_pass ${nginxString(new URL(input.url).origin)};`,
		`    proxy_ssl_certificate ${nginxString(pathOf(input.certificate))};`,
		...when(input.key, (key) => `    proxy_ssl_certificate_key ${nginxString(pathOf(key))};`),
		...password(input, '    proxy_ssl_password_file'),
		`    proxy_ssl_trusted_certificate ${nginxString(input.ca ? pathOf(input.ca) : systemAuthorities)};`,
		'    proxy_ssl_verify on;',
		'    proxy_ssl_verify_depth 3;',
		'    proxy_ssl_server_name on;',
		`    proxy_ssl_name ${nginxString(name)};`,
		`    proxy_ssl_protocols ${protocols(input)};`,
		'  }',
		'}',
	);
}

function server(input: SnippetInput): string {
	const { host, port } = addressOf(input.url);
	return fileOf(
		'# In the http block.',
		'server {',
		`  listen ${port} ssl;`,
		`  server_name ${nginxString(host)};`,
		`  ssl_certificate ${nginxString(pathOf(input.certificate))};`,
		...when(input.key, (key) => `  ssl_certificate_key ${nginxString(pathOf(key))};`),
		...password(input, '  ssl_password_file'),
		...when(input.ca, (ca) => `  ssl_client_certificate ${nginxString(pathOf(ca))};`),
		'  ssl_verify_client on;',
		'  ssl_verify_depth 3;',
		`  ssl_protocols ${protocols(input)};`,
		'  location / {',
		'    return 200 "hello $ssl_client_s_dn\\n";',
		'  }',
		'}',
	);
}

/** nginx reads passphrases from a file, one a line. */
function password({ key, keyEncrypted }: SnippetInput, directive: string): readonly string[] {
	if (!key || !keyEncrypted) return [];
	return [`${directive} ${nginxString(`${pathOf(key)}.pass`)};`];
}

function protocols({ minVersion }: SnippetInput): string {
	return minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2 TLSv1.3';
}
