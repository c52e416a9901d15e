import { baseUrl } from '../../address.js';
import { expressible } from '../../quoteConfig.js';
import { yamlBlock, yamlString } from '../../quote.js';
import { defineTarget, fileOf, when, type Material, type SnippetInput } from '../../target.js';

/**
 * Traefik's file provider. A server's options are the default ones: routers of one host with options that differ fall
 * back to those, which would silently drop the demand for a certificate.
 */
export const traefik = defineTarget({
	id: 'traefik',
	label: 'Traefik',
	family: 'Proxies',
	languageId: 'yaml',
	sides: ['client', 'server'],
	unsupported: { client: ['passphrase', 'minVersion'], server: ['passphrase'] },
	exampleUrl: 'https://localhost:8443',
	render: (input) => fileOf(...(input.side === 'server' ? server(input) : client(input))),
});

function client(input: SnippetInput): readonly string[] {
	return [
		'# Dynamic configuration. The minimum TLS version (1.2) is built in.',
		'http:',
		'  routers:',
		'    upstream:',
		'      rule: PathPrefix(`/`)',
		'      service: upstream',
		'  services:',
		'    upstream:',
		'      loadBalancer:',
		'        serversTransport: mtls',
		'        servers:',
		`          - url: ${yamlString(baseUrl(input.url))}`,
		'  serversTransports:',
		'    mtls:',
		...when(input.serverName, (name) => `      serverName: ${yamlString(name)}`),
		'      certificates:',
		`        - certFile: ${value(input.certificate, 12)}`,
		...when(input.key, (key) => `          keyFile: ${value(key, 12)}`),
		...when(input.ca, (ca) => `      rootCAs:\n        - ${value(ca, 10)}`),
	];
}

function server(input: SnippetInput): readonly string[] {
	return [
		'# Dynamic configuration: the entry point itself is in the static one.',
		'tls:',
		'  certificates:',
		`    - certFile: ${value(input.certificate, 8)}`,
		...when(input.key, (key) => `      keyFile: ${value(key, 8)}`),
		'  options:',
		'    default:',
		`      minVersion: ${input.minVersion === 'TLSv1.3' ? 'VersionTLS13' : 'VersionTLS12'}`,
		'      clientAuth:',
		...when(input.ca, (ca) => `        caFiles:\n          - ${value(ca, 12)}`),
		'        clientAuthType: RequireAndVerifyClientCert',
	];
}

/** A path or PEM; the file is a template of Go before it is YAML. */
function value(material: Material, indent: number): string {
	return material.from === 'text'
		? yamlBlock(material.pem, indent)
		: yamlString(expressible(material.path, 'Traefik', /\{\{/));
}
