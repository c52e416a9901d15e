import { nodeScript, nodeVariants, tlsOptions } from '../nodeScript.js';
import { jsString } from '../quote.js';
import { defineTarget, type SnippetInput } from '../target.js';

/**
 * `tls.connect` (https://nodejs.org/api/tls.html): sends no SNI of its own, so the name always stands there where there
 * is one. Under TLS 1.3 `secureConnect` comes before the server has judged the client's certificate.
 */
export const nodeTls = defineTarget({
	id: 'node-tls',
	label: 'Node.js tls.connect',
	family: 'Node.js',
	languageId: 'javascript',
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		nodeScript(
			input,
			'Mutual TLS with node:tls',
			[{ module: 'node:tls', names: ['connect'] }],
			`const socket = connect({
${address(input)}
${tlsOptions(input, { indent: 2 })}
});
socket.setEncoding('utf8');
let answered = false;
socket.on('secureConnect', () => {
  // A server may still refuse the client certificate after this: only its answer tells.
  console.log(socket.getProtocol());
  socket.write(${jsString(httpRequest(input.url))});
});
socket.on('data', (text) => {
  answered = true;
  process.stdout.write(text);
});
socket.on('close', () => {
  if (answered) return;
  console.error('Closed without an answer: the server may have refused the client certificate.');
  process.exitCode = 1;
});
socket.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});`,
		),
});

function address({ url }: SnippetInput): string {
	const { hostname, port } = new URL(url);
	const host = hostname.replace(/^\[|\]$/g, '');
	return `  host: ${jsString(host)},\n  port: ${port === '' ? '443' : port},`;
}

/** A short exchange, so that the connection is seen to work; any protocol may take its place. */
function httpRequest(url: string): string {
	const { host, pathname, search } = new URL(url);
	return `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
}
