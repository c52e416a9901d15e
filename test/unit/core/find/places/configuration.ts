/** Configuration that people and programs write: PEM as lines, and PEM with its line breaks escaped. */
import {
	caPem,
	chain,
	escaped,
	indented,
	keyPem,
	lines,
	pem,
	type WrittenPlace,
} from './material.js';

const asPem = (what: string, text: string, names?: readonly string[]): WrittenPlace => ({
	what,
	text,
	encoding: 'pem',
	...(names ? { names } : {}),
});
const asEscaped = (what: string, text: string, names?: readonly string[]): WrittenPlace => ({
	...asPem(what, text, names),
	encoding: 'escaped',
});

const both = ['api.test', 'ca.test'];

export const configuration: readonly WrittenPlace[] = [
	asPem('a file', `${pem}\n`),
	asPem('a chain and its key', `${chain}\n${keyPem}\n`, [...both, 'privateKey']),
	asPem('a file with CRLF', pem.replaceAll('\n', '\r\n')),
	asPem('a file with CR alone', pem.replaceAll('\n', '\r')),
	asPem('a file with a byte order mark', `\ufeff${pem}\n`),
	asPem('a YAML literal', `tls:\n  ca: |\n${indented(chain, '    ')}\nnext: 1\n`, both),
	asPem('a YAML literal without its last line end', `ca: |-\n${indented(pem, '  ')}`),
	asPem('a folded YAML scalar', `ca: >\n${indented(pem, '  ')}\n`),
	asPem('a YAML literal with tabs', `ca: |\n${indented(pem, '\t')}\n`),
	asPem('a ConfigMap', `kind: ConfigMap\ndata:\n  ca.crt: |\n${indented(pem, '    ')}\n`),
	asPem(
		'Helm values',
		`ingress:\n  tls:\n    - name: api\n      cert: |-\n${indented(pem, '        ')}\n      key: |-\n${indented(keyPem, '        ')}\n`,
		['api.test', 'privateKey'],
	),
	asPem(
		'docker compose',
		`configs:\n  ca:\n    content: |\n${indented(pem, '      ')}\nservices: {}\n`,
	),
	asPem(
		'a YAML list of documents',
		`---\nca: |\n${indented(pem, '  ')}\n---\nca: |\n${indented(caPem, '  ')}\n`,
		both,
	),
	asEscaped('a quoted YAML scalar', `ca: "${escaped}\\n"\n`),
	asPem('a quoted YAML scalar of several lines', `ca: "${pem.replaceAll('\n', '\n\n  ')}"\n`),
	asEscaped(
		'a quoted YAML scalar with escaped line ends',
		`ca: "${pem.replaceAll('\n', '\\n\\\n  ')}"\n`,
	),
	asEscaped('.env with quotes', `PORT=1\nTLS_CERT="${escaped}\\n"\nNAME=x\n`),
	asEscaped(
		'.env without quotes',
		`TLS_CERT=${escaped}\nTLS_KEY=${keyPem.replaceAll('\n', '\\n')}\n`,
		['api.test', 'privateKey'],
	),
	asPem('.env of several lines', `TLS_CERT="${pem}\n"\nNAME=x\n`),
	asPem('.env with blanks for line ends', `TLS_CERT="${pem.replaceAll('\n', ' ')}"\n`),
	asEscaped('Java properties', `tls.cert=${lines.join('\\n\\\n    ')}\\n\ntls.port=1\n`),
	asEscaped('Java properties, line ends passed over', `tls.cert=${lines.join('\\\n  ')}\n`),
	asEscaped('JSON', JSON.stringify({ ca: `${chain}\n` }, null, 2), both),
	asEscaped('JSON with CRLF', JSON.stringify({ ca: pem.replaceAll('\n', '\r\n') })),
	asEscaped('JSON in JSON', JSON.stringify(JSON.stringify({ ca: pem }))),
	asEscaped('JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ ca: pem })))),
	asEscaped(
		'JSON with numbered escapes',
		`{"ca":"${pem.replaceAll('\n', '\\u000a').replaceAll('+', '\\u002B')}"}`,
	),
	asEscaped('JSON with escaped slashes', JSON.stringify({ ca: pem }).replaceAll('/', '\\/')),
	asEscaped('a JSON array of lines', JSON.stringify({ ca: lines }, null, 2)),
	asEscaped('a JSON array on one line', JSON.stringify({ ca: lines })),
	asEscaped(
		'a YAML list of quoted lines',
		`Fn::Join:\n  - "\\n"\n  - ${lines.map((line) => `- "${line}"`).join('\n    ')}\n`,
	),
	asEscaped('CloudFormation', JSON.stringify({ 'Fn::Join': ['\n', lines] }, null, 1)),
	asEscaped(
		'Terraform state',
		JSON.stringify(
			{
				resources: [
					{ instances: [{ attributes: { cert_pem: `${pem}\n`, private_key_pem: `${keyPem}\n` } }] },
				],
			},
			null,
			2,
		),
		['api.test', 'privateKey'],
	),
	asPem(
		'a Terraform heredoc',
		`resource "x" "y" {\n  ca = <<-EOT\n${indented(pem, '    ')}\n  EOT\n}\n`,
	),
	asPem('TOML', `[tls]\nca = """\n${pem}\n"""\n`),
	asEscaped('TOML on one line', `[tls]\nca = "${escaped}"\n`),
	asPem('an INI value that goes on', `[tls]\nca = ${pem.replaceAll('\n', '\n\t')}\nport = 1\n`),
	asPem('nginx', `ssl_certificate "data:${pem}";\n`),
	asPem('an OpenVPN profile', `client\n<ca>\n${pem}\n</ca>\n<key>\n${keyPem}\n</key>\n`, [
		'api.test',
		'privateKey',
	]),
	asPem('HAProxy with a comment above', `# api.test\n${chain}\n# key\n${keyPem}\n`, [
		...both,
		'privateKey',
	]),
	asPem('XML', `<tls>\n  <certificate>${pem}</certificate>\n</tls>\n`),
	asPem('XML in CDATA', `<tls><![CDATA[${pem}]]></tls>\n`),
	asEscaped('an XML attribute', `<tls ca="${pem.replaceAll('\n', '&#10;')}"/>\n`),
	asEscaped('an XML attribute with CRLF', `<tls ca="${pem.replaceAll('\n', '&#xD;&#xA;')}"/>\n`),
	asEscaped('Envoy', `tls_certificate:\n  certificate_chain: { inline_string: "${escaped}" }\n`),
	asPem(
		'cloud-init',
		`write_files:\n- path: /etc/ca.pem\n  content: |\n${indented(pem, '    ')}\n`,
	),
];
