/** Connections to the fake of ScaiVault, with a CA and a role to try things with. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPkiError, type PkiError } from '../../../src/core/common/errors.js';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { scaivault } from '../../../src/core/backends/scaivault/definition.js';
import type { Subject, World } from '../contract.js';
import { type LocalHost, makeLocalHost } from '../localHost.js';
import { type FakeOptions, type ScaiVaultFake, startScaiVaultFake } from './fake.js';

/** What the lists of a connection cost is not what most tests are about. */
const manyRequests = {
	...{ issue: 10_000, admin: 10_000, list: 10_000, policy: 10_000 },
	...{ policyTest: 10_000, audit: 10_000, webhook: 10_000, whoami: 10_000 },
};

type Fields = Readonly<Record<string, string>>;
type Secrets = Readonly<Record<string, string>>;

/** Opens connections and closes them, with the fake, at the end. */
export interface OpenFake {
	readonly fake: ScaiVaultFake;
	/** With a token of every scope where no secrets are given. */
	readonly connect: (
		secrets?: Secrets,
		fields?: Fields,
	) => Promise<{ client: Backend; host: LocalHost }>;
	readonly stop: () => Promise<void>;
}

export async function openFake(options: FakeOptions = {}): Promise<OpenFake> {
	const fake = await startScaiVaultFake({ limits: manyRequests, ...options });
	const opened: { readonly client: Backend; readonly host: LocalHost }[] = [];
	return {
		fake,
		async connect(secrets = { token: fake.token() }, fields = {}) {
			const host = await makeLocalHost(new Map(Object.entries(secrets)));
			const caFile = join(host.folder, 'ca.pem');
			if (fake.ca !== undefined) await writeFile(caFile, fake.ca);
			const settings = {
				address: fake.url,
				...(fake.ca !== undefined && { caFile }),
				...fields,
			};
			const given = { id: 'scai', label: 'ScaiVault', fields: settings };
			const client = await scaivault.connect(given, host);
			opened.push({ client, host });
			return { client, host };
		},
		async stop() {
			for (const { client } of opened) client.dispose();
			await fake.stop();
			for (const { host } of opened) await host.remove();
		},
	};
}

export const mount = 'pki';
const day = 86_400;

/** A root, an intermediate below it, and a role of the intermediate for `*.lab.test`. */
export async function makeCas(client: Backend, role = 'web') {
	const { generateRoot, generateIntermediate, writeRole } = client.administration ?? {};
	const key = { keyType: 'ec', keyBits: 256 } as const;
	const root = await generateRoot?.({
		...{ mount, commonName: 'Lab Root', issuerName: 'root', ttlSeconds: 3650 * day, ...key },
	});
	const issuing = await generateIntermediate?.({
		...{ mount, parentMount: mount, parentIssuer: 'root' },
		...{ commonName: 'Lab Issuing', issuerName: 'issuing', ttlSeconds: 1825 * day, ...key },
	});
	const rules = {
		allowedDomains: ['*.lab.test'],
		...{ allowSubdomains: true, allowIpSans: true, serverAuth: true, clientAuth: true },
		...{ keyType: 'ec', keyBits: 256, maxTtlSeconds: 30 * day, requireCommonName: true },
		issuer: 'issuing',
	};
	await writeRole?.({ mount, role, rules, exists: false });
	if (!root || !issuing) throw new Error('The backend makes no CAs.');
	return { root, issuing };
}

/** What a call was refused with. */
export async function refusal(call: Promise<unknown> | undefined): Promise<PkiError> {
	const answer = await call?.catch((error: unknown) => error);
	if (!isPkiError(answer)) throw new Error('It was not refused.');
	return answer;
}

/** An answer in the place of the fake's own. */
export function answered(status: number, json: unknown) {
	const headers = { 'Content-Type': 'application/json', 'X-Request-ID': 'req_instead' };
	return { status, headers, body: JSON.stringify(json) };
}

/** A refusal in the documented form. */
export function refusedWith(
	status: number,
	code: string,
	fields?: Readonly<Record<string, string>>,
) {
	const details = fields && { details: { fields } };
	return answered(status, { error: { code, message: `Refused: ${code}.`, ...details } });
}

/** What the contract is tried with. */
export function subjectOf(name: string, options: FakeOptions = {}): Subject {
	return {
		name,
		definition: scaivault,
		async start(): Promise<World> {
			const open = await openFake(options);
			const { fake } = open;
			const tokens = {
				root: fake.token(),
				issuer: fake.token({ scopes: ['pki:issue'] }),
				nobody: fake.token({ scopes: [] }),
			};
			const connect = async (token: string) => (await open.connect({ token })).client;
			const root = await connect(tokens.root);
			await makeCas(root);
			return {
				root,
				issuer: await connect(tokens.issuer),
				nobody: await connect(tokens.nobody),
				...{ product: 'ScaiVault', mount, role: 'web', refusedName: 'api.other.test' },
				newName: () => `${randomBytes(6).toString('hex')}.lab.test`,
				newestFirst: true,
				secrets: () => Object.values(tokens),
				stop: () => open.stop(),
			};
		},
	};
}
