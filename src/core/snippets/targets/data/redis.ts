import { shellQuote } from '../../../common/shellQuote.js';
import { addressOf } from '../../address.js';
import { redisString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';
import { command } from '../shell/command.js';

/** redis-cli and redis.conf (https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/). */
export const redis = defineTarget({
	id: 'redis',
	label: 'Redis',
	family: 'Databases and messaging',
	languageId: 'shellscript',
	sides: ['client', 'server'],
	unsupported: { client: ['inline', 'minVersion', 'nameCheck'], server: ['inline'] },
	passphrase: { client: 'asked' },
	exampleUrl: 'https://localhost:6379',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	const { host, port } = addressOf(input.url);
	return `# redis-cli verifies the chain, not the name. The minimum TLS version (1.2) is built in.\n${command(
		'redis-cli',
		[
			`-h ${host} -p ${port} --tls`,
			`--cert ${shellQuote(pathOf(input.certificate))}`,
			...when(input.key, (file) => `--key ${shellQuote(pathOf(file))}`),
			...when(input.ca, (file) => `--cacert ${shellQuote(pathOf(file))}`),
			...when(input.serverName, (name) => `--sni ${name}`),
			'PING',
		],
	)}`;
}

function server(input: SnippetInput): string {
	return fileOf(
		'# redis.conf',
		...(input.keyEncrypted
			? [`# Start: redis-server redis.conf --tls-key-file-pass "$${input.passphraseVariable}"`]
			: []),
		'port 0',
		`tls-port ${addressOf(input.url).port}`,
		`tls-cert-file ${redisString(pathOf(input.certificate))}`,
		...when(input.key, (file) => `tls-key-file ${redisString(pathOf(file))}`),
		...when(input.ca, (file) => `tls-ca-cert-file ${redisString(pathOf(file))}`),
		'tls-auth-clients yes',
		`tls-protocols "${input.minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2 TLSv1.3'}"`,
	);
}
