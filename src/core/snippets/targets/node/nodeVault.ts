import { baseUrl } from '../../address.js';
import { handshakeOptions, nodeScript, nodeVariants, tlsOptions } from '../../nodeScript.js';
import { jsString } from '../../quote.js';
import { defineTarget } from '../../target.js';

/**
 * node-vault 0.12: PEM in `requestOptions`, SNI and the lowest version in `agentOptions`. `strictSSL` is said because
 * any value of VAULT_SKIP_VERIFY, even `false`, would turn verification off.
 */
export const nodeVault = defineTarget({
	id: 'node-vault',
	label: 'Node.js node-vault',
	family: 'Node.js',
	languageId: 'javascript',
	sides: ['client'],
	variants: nodeVariants,
	exampleUrl: 'https://localhost:8200',
	render: (input) =>
		nodeScript(
			input,
			'Vault or OpenBao over mutual TLS (npm install node-vault)',
			[{ module: 'node-vault', as: 'createVault' }],
			`// The token is read from VAULT_TOKEN.
const vault = createVault({
  endpoint: ${jsString(baseUrl(input.url))},
  requestOptions: {
${tlsOptions(input, { indent: 4, materialOnly: true })}
    // Verified whatever VAULT_SKIP_VERIFY says.
    strictSSL: true,
    agentOptions: { ${handshakeOptions(input).join(', ')} },
  },
});

vault.health().then(
  (health) => console.log(health),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);`,
		),
});
