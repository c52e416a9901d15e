import { nodeVariants } from '../../nodeScript.js';
import { defineTarget } from '../../target.js';
import { fetchScript } from './fetchScript.js';

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
		fetchScript(input, 'Mutual TLS with undici', {
			names: ['Agent', 'fetch'],
			failure: ['console.error(error);'],
		}),
});
