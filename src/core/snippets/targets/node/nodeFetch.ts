import { nodeVariants } from '../../nodeScript.js';
import { defineTarget } from '../../target.js';
import { fetchScript } from './fetchScript.js';

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
		fetchScript(input, 'Mutual TLS with the built-in fetch', {
			names: ['Agent'],
			failure: [
				'// The reason is in the cause: "fetch failed" alone says nothing.',
				'console.error(error.cause ?? error);',
			],
		}),
});
