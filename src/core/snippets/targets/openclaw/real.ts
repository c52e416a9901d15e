/** OpenClaw's own configuration, `openclaw.json` (JSON5; package 2026.9.6): an object of it to be merged in. */
import { hiddenCharacters } from '../../../common/hiddenCharacters.js';
import { addressOf, baseUrl } from '../../address.js';
import { expressible } from '../../quoteConfig.js';
import { defineTarget, pathOf, when, type Material } from '../../target.js';

const shared = {
	family: 'OpenClaw',
	languageId: 'jsonc',
	sides: ['client'],
	exampleUrl: 'https://localhost:8443',
} as const;

/** The `vault` or `bao` program as a provider of secrets: the bundled plugin has no place for a client certificate. */
export const openclawVault = defineTarget({
	...shared,
	id: 'openclaw-vault',
	label: 'OpenClaw secrets from Vault (exec provider)',
	exampleUrl: 'https://localhost:8200',
	unsupported: ['passphrase', 'minVersion', 'inline'],
	render: (input) => {
		const env: Record<string, string> = { VAULT_ADDR: baseUrl(input.url) };
		if (input.ca) env['VAULT_CACERT'] = pathOf(input.ca);
		env['VAULT_CLIENT_CERT'] = pathOf(input.certificate);
		if (input.key) env['VAULT_CLIENT_KEY'] = pathOf(input.key);
		if (input.serverName !== undefined) env['VAULT_TLS_SERVER_NAME'] = input.serverName;
		const vault_cli = {
			source: 'exec',
			command: '/usr/local/bin/vault',
			args: ['kv', 'get', '-field=apiKey', 'secret/openclaw'],
			passEnv: ['HOME', 'VAULT_TOKEN'],
			env,
			jsonOnly: false,
		};
		return configuration({ secrets: { providers: { vault_cli } } }, [
			'Use it as { "source": "exec", "provider": "vault_cli", "id": "value" }.',
			'The command must be the program itself, not a symbolic link. The minimum TLS version (1.2) is built in.',
		]);
	},
});

/** A model provider: `request.tls` takes PEM, so files come in through secret references. */
export const openclawModel = defineTarget({
	...shared,
	id: 'openclaw-model',
	label: 'OpenClaw model provider',
	unsupported: ['minVersion', 'sharedKey', 'symlinks'],
	render: (input) => {
		const { url, serverName, certificate, key, ca } = input;
		const passphrase = input.keyEncrypted ? `\${${input.passphraseVariable}}` : undefined;
		const request = {
			tls: {
				...(ca && { ca: secret(ca, 'client_ca') }),
				cert: secret(certificate, 'client_certificate'),
				...(key && { key: secret(key, 'client_key') }),
				...(passphrase !== undefined && { passphrase }),
				...(serverName !== undefined && { serverName }),
			},
		};
		const providers = Object.fromEntries([
			...provider(ca, 'client_ca'),
			...provider(certificate, 'client_certificate'),
			...provider(key, 'client_key'),
		]);
		const internal = { baseUrl: baseUrl(url), models: [{ id: 'model', name: 'Model' }], request };
		return configuration(
			{
				...(Object.keys(providers).length > 0 && { secrets: { providers } }),
				models: { providers: { internal } },
			},
			[
				'A file must be a regular one that only the gateway’s user can read, and no symbolic link.',
				'The minimum TLS version (1.2) is built in.',
			],
		);
	},
});

/** A server of tools: paths, and no CA of its own. */
export const openclawMcp = defineTarget({
	...shared,
	id: 'openclaw-mcp',
	label: 'OpenClaw MCP server',
	unsupported: ['passphrase', 'serverName', 'minVersion', 'inline', 'ca'],
	render: ({ url, certificate, key, ca }) => {
		const tools = {
			url,
			transport: 'streamable-http',
			clientCert: pathOf(certificate),
			...(key && { clientKey: pathOf(key) }),
		};
		return configuration({ mcp: { servers: { tools } } }, [
			...when(
				ca,
				(file) =>
					`There is no key for a CA. Start OpenClaw with NODE_EXTRA_CA_CERTS=${oneLine(pathOf(file))}`,
			),
			'The minimum TLS version (1.2) is built in.',
		]);
	},
});

/** The gateway's listener: it has a key for a CA and demands no client certificate all the same. */
export const openclawGateway = defineTarget({
	...shared,
	id: 'openclaw-gateway',
	label: 'OpenClaw gateway listener',
	sides: ['server'],
	exampleUrl: 'https://localhost:18789',
	unsupported: ['passphrase', 'inline', 'minVersion', 'clientAuthentication'],
	render: ({ url, certificate, key, ca }) => {
		const tls = {
			enabled: true,
			autoGenerate: false,
			certPath: pathOf(certificate),
			...(key && { keyPath: pathOf(key) }),
			...(ca && { caPath: pathOf(ca) }),
		};
		return configuration({ gateway: { port: addressOf(url).port, tls } }, [
			'The gateway does not require client certificates, whatever caPath says.',
			'The minimum TLS version (1.3) is built in.',
		]);
	},
});

function secret(material: Material, name: string): unknown {
	return material.from === 'text' ? material.pem : { source: 'file', provider: name, id: 'value' };
}

function provider(material: Material | undefined, name: string): readonly [string, unknown][] {
	if (material?.from !== 'file') return [];
	return [[name, { source: 'file', path: material.path, mode: 'singleValue' }]];
}

const hidden = new RegExp(`[${hiddenCharacters}]`, 'gu');

function oneLine(text: string): string {
	return text.replace(hidden, '?');
}

/** Strict JSON below comments. `\${NAME}` is replaced by a variable; only the passphrase is meant so. */
function configuration(object: object, comments: readonly string[]): string {
	const isVariable = /^\$\{[A-Z_][A-Z0-9_]*\}$/;
	const json = JSON.stringify(
		object,
		(key, value: unknown) =>
			typeof value === 'string' && !(key === 'passphrase' && isVariable.test(value))
				? expressible(value, 'openclaw.json', /\$\{[A-Z_]/)
				: value,
		2,
	);
	const escaped = json.replace(hidden, (char) => (char === '\n' ? char : utf16(char)));
	const lines = ['To be merged into openclaw.json.', ...comments].map((line) => `// ${line}`);
	return `${[...lines, escaped].join('\n')}\n`;
}

function utf16(char: string): string {
	return Array.from(
		{ length: char.length },
		(_, index) => `\\u${char.charCodeAt(index).toString(16).padStart(4, '0')}`,
	).join('');
}
