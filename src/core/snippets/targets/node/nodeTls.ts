import { addressOf } from '../../address.js';
import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget, type SnippetInput } from '../../target.js';
import { serverScript } from './serverScript.js';

/**
 * `tls.connect` (https://nodejs.org/api/tls.html): sends no SNI of its own, so the name always stands there where there
 * is one. Under TLS 1.3 `secureConnect` comes before the server has judged the client's certificate.
 */
export const nodeTls = defineTarget({
	id: 'node-tls',
	label: 'Node.js tls',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client', 'server'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	return nodeScript(
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
	);
}

function server(input: SnippetInput): string {
	return serverScript(
		input,
		'node:tls',
		`(socket) => {
  socket.on('error', (error) => console.error(error.message));
  socket.end(\`hello \${socket.getPeerCertificate().subject.CN}\\n\`);
}`,
	);
}

function address({ url }: SnippetInput): string {
	const { host, port } = addressOf(url);
	return `  host: ${jsString(host)},\n  port: ${port},`;
}

/** A short exchange, so that the connection is seen to work; any protocol may take its place. */
function httpRequest(url: string): string {
	const { path } = addressOf(url);
	return `GET ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nConnection: close\r\n\r\n`;
}
