import { shellQuote } from '../../../common/shellQuote.js';
import { baseUrl } from '../../address.js';
import {
	defineTarget,
	fileOf,
	pathOf,
	when,
	type Material,
	type SnippetInput,
} from '../../target.js';

/** How the two name the same things; OpenBao reads `VAULT_…` where `BAO_…` is not set (`api/env.go`). */
const programs = {
	vault: { prefix: 'VAULT', program: 'vault', label: 'Vault CLI' },
	openbao: { prefix: 'BAO', program: 'bao', label: 'OpenBao CLI' },
} as const;

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
	label: programs.vault.label,
	unsupported: ['passphrase', 'minVersion', 'inline'],
	render: (input) => variables('vault', input),
});

/** Certificate and key may stand in variables themselves. */
export const openbaoCli = defineTarget({
	...shared,
	id: 'openbao-cli',
	label: programs.openbao.label,
	unsupported: ['passphrase', 'minVersion'],
	render: (input) => variables('openbao', input),
});

function variables(which: keyof typeof programs, input: SnippetInput): string {
	const { prefix, program } = programs[which];
	const set = (name: string, material: Material) =>
		material.from === 'file'
			? `export ${prefix}_${name}=${shellQuote(pathOf(material))}`
			: `export ${prefix}_${name}_BYTES='${material.pem}'`;
	return fileOf(
		'# The minimum TLS version (1.2) is built in.',
		`export ${prefix}_ADDR=${shellQuote(baseUrl(input.url))}`,
		...when(input.ca, (material) => set('CACERT', material)),
		set('CLIENT_CERT', input.certificate),
		...when(input.key, (material) => set('CLIENT_KEY', material)),
		...when(input.serverName, (name) => `export ${prefix}_TLS_SERVER_NAME=${name}`),
		`${program} status`,
	);
}
