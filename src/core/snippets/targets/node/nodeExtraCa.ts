import { shellQuote } from '../../../common/shellQuote.js';
import { defineTarget, fileOf, pathOf, when } from '../../target.js';

/**
 * `NODE_EXTRA_CA_CERTS` (https://nodejs.org/api/cli.html): read once when Node starts, ignored where a program gives a
 * `ca` of its own. It is about trust alone.
 */
export const nodeExtraCa = defineTarget({
	id: 'node-extra-ca-certs',
	label: 'Node.js NODE_EXTRA_CA_CERTS',
	family: 'Node.js',
	languageId: 'shellscript',
	sides: ['client'],
	unsupported: ['clientCertificate', 'serverName', 'minVersion', 'inline', 'passphrase'],
	exampleUrl: 'https://localhost:8443',
	render: ({ ca }) =>
		fileOf(
			'# Set it before Node starts: a program that sets it for itself, or a .env file that it loads, comes too late.',
			'# It adds to the CAs that Node trusts, and has no effect where the program sets ca.',
			'# The minimum TLS version (1.2) is built in.',
			...when(ca, (file) => `export NODE_EXTRA_CA_CERTS=${shellQuote(pathOf(file))}`),
		),
});
