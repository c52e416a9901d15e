import type { DiscoveredConnection, EnvironmentReader } from '../contract/backend.js';
import { parseAddress } from './address.js';

/** Field id → variable, without its `BAO_` or `VAULT_` (OpenBao asks for its own first, then for Vault's). */
const variables = {
	namespace: 'NAMESPACE',
	caFile: 'CACERT',
	clientCertificateFile: 'CLIENT_CERT',
	clientKeyFile: 'CLIENT_KEY',
	serverName: 'TLS_SERVER_NAME',
} as const;

/** What `bao` and `vault` themselves would talk to from here. The token is looked up at every use. */
export function discover(environment: EnvironmentReader): readonly DiscoveredConnection[] {
	const found = lookup(environment, 'ADDR');
	if (found === undefined) return [];
	const fields: Record<string, string> = { address: found.value };
	for (const [field, variable] of Object.entries(variables)) {
		const value = lookup(environment, variable)?.value;
		if (value !== undefined) fields[field] = value;
	}
	const url = parseAddress(found.value);
	return [
		{
			id: 'environment-vault',
			label: typeof url === 'string' ? found.value : url.host,
			fields,
			origin: found.name,
			secret: async (name) => (name === 'token' ? findToken(environment) : undefined),
		},
	];
}

async function findToken(environment: EnvironmentReader): Promise<string | undefined> {
	const variable = lookup(environment, 'TOKEN')?.value.trim();
	if (variable !== undefined) return variable;
	const path = environment.variable('BAO_TOKEN_PATH')?.trim() ?? '';
	const text = (await environment.file(path === '' ? '~/.vault-token' : path))?.trim();
	return text === '' ? undefined : text;
}

function lookup(
	environment: EnvironmentReader,
	name: string,
): { readonly name: string; readonly value: string } | undefined {
	for (const full of [`BAO_${name}`, `VAULT_${name}`]) {
		const value = environment.variable(full);
		if (value !== undefined && value.trim() !== '') return { name: full, value };
	}
	return undefined;
}
