import { isAddress } from '../../../x509/names/hosts.js';
import { addressOf, listenHost } from '../../address.js';
import { yamlBlock, yamlString } from '../../quote.js';
import { defineTarget, fileOf, type Material, type SnippetInput } from '../../target.js';

/**
 * Envoy (`extensions/transport_sockets/tls/v3`): without a trusted CA nothing is verified, without a SAN matcher any
 * name passes, and a client stops at TLS 1.2 until more is said.
 */
export const envoy = defineTarget({
	id: 'envoy',
	label: 'Envoy',
	family: 'Proxies',
	languageId: 'yaml',
	sides: ['client', 'server'],
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		fileOf('static_resources:', ...(input.side === 'server' ? listener(input) : cluster(input))),
});

const api = 'type.googleapis.com/envoy.extensions';

function cluster(input: SnippetInput): readonly string[] {
	const { host, port } = addressOf(input.url);
	return [
		'  clusters:',
		'    - name: upstream',
		`      type: ${isAddress(host) ? 'STATIC' : 'STRICT_DNS'}`,
		'      connect_timeout: 5s',
		'      load_assignment:',
		'        cluster_name: upstream',
		'        endpoints:',
		'          - lb_endpoints:',
		'              - endpoint:',
		...socketAddress(host, port, 18),
		...transport('Upstream', input, 6),
	];
}

function listener(input: SnippetInput): readonly string[] {
	const host = listenHost(input.url) ?? '0.0.0.0';
	return [
		'  listeners:',
		'    - name: mtls',
		...socketAddress(host, addressOf(input.url).port, 6),
		'      filter_chains:',
		'        - filters:',
		'            - name: envoy.filters.network.http_connection_manager',
		'              typed_config:',
		`                "@type": ${api}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
		'                stat_prefix: mtls',
		'                http_filters:',
		'                  - name: envoy.filters.http.router',
		'                    typed_config:',
		`                      "@type": ${api}.filters.http.router.v3.Router`,
		'                route_config:',
		'                  virtual_hosts:',
		'                    - name: all',
		'                      domains: ["*"]',
		'                      routes:',
		'                        - match: { prefix: "/" }',
		'                          direct_response: { status: 200, body: { inline_string: "hello" } }',
		...transport('Downstream', input, 10),
	];
}

function socketAddress(host: string, port: number, indent: number): readonly string[] {
	return [
		'address:',
		'  socket_address:',
		`    address: ${yamlString(host)}`,
		`    port_value: ${port}`,
	].map((line) => ' '.repeat(indent) + line);
}

function transport(
	direction: 'Upstream' | 'Downstream',
	input: SnippetInput,
	indent: number,
): readonly string[] {
	const { side, serverName } = input;
	const lines = [
		'transport_socket:',
		'  name: envoy.transport_sockets.tls',
		'  typed_config:',
		`    "@type": ${api}.transport_sockets.tls.v3.${direction}TlsContext`,
		...(side === 'server' ? ['    require_client_certificate: true'] : []),
		...(side === 'client' && serverName !== undefined
			? [`    sni: ${yamlString(serverName)}`]
			: []),
		'    common_tls_context:',
		'      tls_params:',
		`        tls_minimum_protocol_version: ${input.minVersion === 'TLSv1.3' ? 'TLSv1_3' : 'TLSv1_2'}`,
		'        tls_maximum_protocol_version: TLSv1_3',
		'      tls_certificates:',
		`        - certificate_chain: ${source(input.certificate, indent + 12)}`,
		...(input.key ? [`          private_key: ${source(input.key, indent + 12)}`] : []),
		...(input.keyEncrypted
			? [`          password: { environment_variable: ${input.passphraseVariable} }`]
			: []),
		'      validation_context:',
		`        trusted_ca: ${source(input.ca ?? systemAuthorities, indent + 10)}`,
		...(side === 'client' ? nameMatcher(input) : []),
	];
	return lines.map((line) => ' '.repeat(indent) + line);
}

/** Where Debian and Envoy's images keep the public CAs. */
const systemAuthorities: Material = { from: 'file', path: '/etc/ssl/certs/ca-certificates.crt' };

/** A DataSource on lines of its own; a text is indented by `indent` in the whole file, which the block is not in yet. */
function source(material: Material, indent: number): string {
	if (material.from === 'file') return `{ filename: ${flow(material.path)} }`;
	// The lines of a block are not indented with the others: they are part of one of them.
	return `\n${' '.repeat(indent)}inline_string: ${yamlBlock(material.pem, indent + 2)}`;
}

/** In a flow mapping some plain letters would end the scalar. */
function flow(path: string): string {
	const text = yamlString(path);
	return text.startsWith('"') ? text : JSON.stringify(text);
}

function nameMatcher({ url, serverName }: SnippetInput): readonly string[] {
	const type = serverName === undefined ? 'IP_ADDRESS' : 'DNS';
	const name = serverName ?? addressOf(url).host;
	return [
		'        match_typed_subject_alt_names:',
		`          - san_type: ${type}`,
		'            matcher:',
		`              exact: ${yamlString(name)}`,
	];
}
