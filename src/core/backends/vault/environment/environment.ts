/** What `bao` and `vault` themselves would talk to from here, as far as it is read the same way (tried with `bao`). */
import type {
	DiscoveredConnection,
	EnvironmentReader,
	UnreadSetting,
} from '../../contract/backend.js';
import { type Address, nameOf } from '../../connecting/address.js';
import { readAddress } from './address.js';
import { findTokenHelper, findToken } from './environmentToken.js';
import { lookUp, type Variable } from './variables.js';

/** Answers a connection where an address is set, even one that cannot be used: connecting says so. */
export async function discover(
	environment: EnvironmentReader,
): Promise<readonly DiscoveredConnection[]> {
	const find = (name: string) => lookUp(environment, name);
	const found = find('AGENT_ADDR') ?? find('ADDR');
	if (found === undefined) return [];
	const read = readAddress(found.value);
	// Nothing to connect to on this system, whoever tries.
	if (read === 'noSockets') return [];
	const address = typeof read === 'string' ? undefined : read;
	const { fields, unread } = readFields(find, address);
	const helper = await findTokenHelper(environment, found.name);
	return [
		{
			id: 'environment-vault',
			// A text that is no address may still hold a password.
			label: address ? nameOf(address) : found.name,
			fields: { address: address?.href ?? '', ...fields },
			origin: found.name,
			unread: [...addressNotes(find, found, address), ...unread, ...helper],
			secret: (name) => readSecret(environment, found.name, name),
		},
	];
}

type Find = (name: string) => Variable | undefined;

/** What no field of a connection says; the first two may hold a password or a key, so they are read at every use. */
async function readSecret(
	environment: EnvironmentReader,
	described: string,
	name: string,
): Promise<string | undefined> {
	const find = (variable: string) => lookUp(environment, variable);
	switch (name) {
		case 'proxy':
			return findProxy(find)?.value;
		case 'clientKeyText':
			return find('CLIENT_KEY_BYTES')?.value;
		case 'token':
			return findToken(environment, described);
		default:
			return undefined;
	}
}

function findProxy(find: Find): Variable | undefined {
	return find('PROXY_ADDR') ?? find('HTTP_PROXY');
}

interface Found {
	readonly fields: Readonly<Record<string, string>>;
	readonly unread: readonly UnreadSetting[];
}

function readFields(find: Find, address: Address | undefined): Found {
	const proxy = address?.socketPath === undefined ? findProxy(find) : undefined;
	const client = readClient(find);
	const fields: Record<string, string> = {
		...values(find, { namespace: 'NAMESPACE', serverName: 'TLS_SERVER_NAME' }),
		...readTrust(find),
		...client.fields,
		...(proxy && { proxyVariable: proxy.name }),
	};
	return { fields, unread: client.unread };
}

/** Field id → variable. */
function values(find: Find, names: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(names).flatMap(([field, name]) => {
			const value = find(name)?.value;
			return value === undefined ? [] : [[field, value]];
		}),
	);
}

/** The programs trust a file and a folder together, and what stands in a variable only where neither is named. */
function readTrust(find: Find): Readonly<Record<string, string>> {
	const named = values(find, { caFile: 'CACERT', caFolder: 'CAPATH' });
	const text = find('CACERT_BYTES');
	if (Object.keys(named).length > 0 || text === undefined) return named;
	return { caText: text.value, caVariable: text.name };
}

/** Files go before what stands in variables; one half of a pair is left to fail, as it does with the programs. */
function readClient(find: Find): Found {
	const files = values(find, {
		clientCertificateFile: 'CLIENT_CERT',
		clientKeyFile: 'CLIENT_KEY',
	});
	const [certificate, key] = [find('CLIENT_CERT_BYTES'), find('CLIENT_KEY_BYTES')];
	if (Object.keys(files).length > 0 || !certificate || !key) {
		const unread = [certificate, key].flatMap((variable) => variable ?? []);
		return { fields: files, unread: unread.map(({ name }) => ({ name, reason: 'unread' })) };
	}
	const fields = {
		...{ clientCertificateText: certificate.value, clientCertificateVariable: certificate.name },
		clientKeyVariable: key.name,
	};
	return { fields, unread: [] };
}

/** Limits, waiting times and what changes an answer; what says how answers are printed is left out. */
const neverRead = [
	...['CLIENT_TIMEOUT', 'HEADERS', 'MAX_RETRIES', 'MFA', 'RATE_LIMIT', 'SRV_LOOKUP', 'WRAP_TTL'],
];

function addressNotes(
	find: Find,
	described: Variable,
	address: Address | undefined,
): readonly UnreadSetting[] {
	const credentials = address?.hadCredentials === true ? [described.name] : [];
	const skip = find('SKIP_VERIFY');
	const isSkipped = skip && address?.url.protocol === 'https:' && isTrue(skip.value);
	const others = neverRead.flatMap((name) => find(name) ?? []);
	return [
		...credentials.map((name) => ({ name, reason: 'credentials' }) as const),
		...(isSkipped
			? [
					{
						...{ name: skip.name, reason: 'checksStayOn' as const },
						instead: skip.name.replace('SKIP_VERIFY', 'CACERT'),
					},
				]
			: []),
		...others
			.filter(({ name, value }) => !name.endsWith('SRV_LOOKUP') || isTrue(value))
			.map(({ name }) => ({ name, reason: 'unread' }) as const),
	];
}

/** As Go's `strconv.ParseBool` has it. */
function isTrue(value: string): boolean {
	return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value);
}
