import { nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget } from '../../target.js';

/** axios hands TLS to an `https.Agent`; in browsers it ignores it. */
export const nodeAxios = defineTarget({
	id: 'node-axios',
	label: 'Node.js axios',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		nodeScript(
			input,
			'Mutual TLS with axios (npm install axios)',
			[
				{ module: 'node:https', names: ['Agent'] },
				{ module: 'axios', as: 'axios' },
			],
			`const httpsAgent = new Agent({
${tlsOptions(input, { indent: 2 })}
});

axios.get(${jsString(input.url)}, { httpsAgent }).then(
  (response) => console.log('status', response.status, response.data),
  (error) => {
    console.error(error.code, error.message);
    process.exitCode = 1;
  },
);`,
		),
});
