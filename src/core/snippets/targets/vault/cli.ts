import { shellQuote } from '../../../common/shellQuote.js';
import { baseUrl } from '../../address.js';
import { defineTarget, fileOf, when, type Material, type SnippetInput } from '../../target.js';

const shared = {
	family: 'Vault and OpenBao',
	languageId: 'shellscript',
	sides: ['client'],
	exampleUrl: 'https://localhost:8200',
} as const;

/** The variables of Vault's Go client (`api/client.go`), for the CLI and for programs built with it. */
export const vaultCli = defineTarget({
	...shared,
	id: 'vault-cli',
	label: 'Vault CLI',
	unsupported: ['passphrase', 'minVersion', 'inline'],
	render: (input) => variables('VAULT', input),
});

/** The same under names of its own (`api/env.go`); certificate and key may stand in variables themselves. */
export const openbaoCli = defineTarget({
	...shared,
	id: 'openbao-cli',
	label: 'OpenBao CLI',
	unsupported: ['passphrase', 'minVersion'],
	render: (input) => variables('BAO', input),
});

function variables(prefix: 'VAULT' | 'BAO', input: SnippetInput): string {
	const set = (name: string, material: Material) =>
		material.from === 'file'
			? `export ${prefix}_${name}=${shellQuote(material.path)}`
			: `export ${prefix}_${name}_BYTES='${material.pem}'`;
	return fileOf(
		'# The minimum TLS version (1.2) is built in.',
		`export ${prefix}_ADDR=${shellQuote(baseUrl(input.url))}`,
		...when(input.ca, (material) => set('CACERT', material)),
		set('CLIENT_CERT', input.certificate),
		...when(input.key, (material) => set('CLIENT_KEY', material)),
		...when(input.serverName, (name) => `export ${prefix}_TLS_SERVER_NAME=${name}`),
		// The program is called as its variables are.
		`${prefix.toLowerCase()} status`,
	);
}
