import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget } from '../../target.js';

/** undici's `Agent` takes the options of `tls.connect` as `connect`; `fetch(url, { dispatcher })` takes the agent. */
export const nodeUndici = defineTarget({
	id: 'node-undici',
	label: 'Node.js undici, fetch',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		nodeScript(
			input,
			'Mutual TLS with undici (npm install undici)',
			[{ module: 'undici', names: ['Agent', 'fetch'] }],
			`const dispatcher = new Agent({
  connect: {
${tlsOptions(input, { indent: 4 })}
  },
});

async function main() {
  const response = await fetch(${jsString(input.url)}, { dispatcher });
  console.log('status', response.status);
  console.log(await response.text());
  await dispatcher.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});`,
		),
});
