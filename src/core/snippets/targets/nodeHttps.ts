import { nodeScript, nodeVariants, tlsOptions } from '../nodeScript.js';
import { jsString } from '../quote.js';
import { defineTarget } from '../target.js';

/** `https.request` (https://nodejs.org/api/https.html): the TLS options stand beside the request's own. */
export const nodeHttps = defineTarget({
	id: 'node-https',
	label: 'Node.js https.request',
	family: 'Node.js',
	languageId: 'javascript',
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		nodeScript(
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
		),
});
