import { shellQuote } from '../../../common/shellQuote.js';
import { isAddress } from '../../../x509/names/hosts.js';
import { addressOf } from '../../address.js';
import { conninfoValue, postgresString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';

/**
 * libpq (https://www.postgresql.org/docs/current/libpq-ssl.html) and the server. libpq verifies the name that it is
 * given as `host`, and takes no key that others can read; the server decides in pg_hba.conf who needs a certificate.
 */
export const postgresql = defineTarget({
	id: 'postgresql',
	label: 'PostgreSQL',
	family: 'Databases and messaging',
	languageId: 'properties',
	sides: ['client', 'server'],
	unsupported: {
		client: ['inline', 'sharedKey', 'otherHostName'],
		server: ['inline', 'sharedKey'],
	},
	passphrase: { client: 'asked' },
	exampleUrl: 'https://localhost:5432',
	render: (input) => (input.side === 'server' ? server(input) : client(input)),
});

function client(input: SnippetInput): string {
	const { host, port } = addressOf(input.url);
	const name = input.serverName ?? host;
	const parameters: readonly (readonly [string, string])[] = [
		['host', name],
		...(isAddress(host) && name !== host ? [['hostaddr', host] as const] : []),
		['port', String(port)],
		['dbname', 'postgres'],
		['sslmode', 'verify-full'],
		['sslcert', pathOf(input.certificate)],
		...(input.key ? [['sslkey', pathOf(input.key)] as const] : []),
		...(input.ca ? [['sslrootcert', pathOf(input.ca)] as const] : []),
		['ssl_min_protocol_version', input.minVersion],
	];
	const conninfo = parameters.map(([key, value]) => `${key}=${conninfoValue(value)}`).join(' ');
	return fileOf(
		'# The connection string works with every program that uses libpq.',
		`psql ${shellQuote(conninfo)}`,
	);
}

function server({ certificate, key, ca, minVersion, ...rest }: SnippetInput): string {
	return fileOf(
		'# postgresql.conf',
		`port = ${addressOf(rest.url).port}`,
		'ssl = on',
		`ssl_cert_file = ${postgresString(pathOf(certificate))}`,
		...when(key, (file) => `ssl_key_file = ${postgresString(pathOf(file))}`),
		...when(ca, (file) => `ssl_ca_file = ${postgresString(pathOf(file))}`),
		`ssl_min_protocol_version = '${minVersion}'`,
		...(rest.keyEncrypted
			? [`ssl_passphrase_command = 'printenv ${rest.passphraseVariable}'`]
			: []),
		'',
		'# pg_hba.conf: a certificate whose common name is the user’s. With a password as well:',
		'# hostssl all all all scram-sha-256 clientcert=verify-full',
		'# hostssl all all all cert',
	);
}
