import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget, type SnippetInput } from '../../target.js';
import { serverScript } from './serverScript.js';

/** `https.request` and `https.createServer` (https://nodejs.org/api/https.html): the TLS options stand beside their own. */
export const nodeHttps = defineTarget({
	id: 'node-https',
	label: 'Node.js https',
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
		'Mutual TLS with node:https',
		[{ module: 'node:https', names: ['request'] }],
		`const options = {
${tlsOptions(input, { indent: 2 })}
};

const call = request(${jsString(input.url)}, options, (response) => {
  console.log('status', response.statusCode);
  response.pipe(process.stdout);
});
call.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
call.end();`,
	);
}

function server(input: SnippetInput): string {
	return serverScript(
		input,
		'node:https',
		`(request, response) => {
  response.end(\`hello \${request.socket.getPeerCertificate().subject.CN}\\n\`);
}`,
	);
}
