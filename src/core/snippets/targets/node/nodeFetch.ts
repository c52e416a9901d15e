import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget } from '../../target.js';

/** Node's own `fetch` takes TLS options only through a dispatcher, and undici's Agent is the one there is. */
export const nodeFetch = defineTarget({
	id: 'node-fetch',
	label: 'Node.js fetch',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		nodeScript(
			input,
			'Mutual TLS with the built-in fetch (npm install undici)',
			[{ module: 'undici', names: ['Agent'] }],
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
  // The reason is in the cause: "fetch failed" alone says nothing.
  console.error(error.cause ?? error);
  process.exitCode = 1;
});`,
		),
});
