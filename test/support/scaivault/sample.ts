/**
 * The fake as a server that has been in use for a week, for pictures: `node sample.js` prints `{ "url", "token" }` and ends
 * with its input.
 */
import { once } from 'node:events';
import type { Backend } from '../../../src/core/backends/contract/backend.js';
import { mount, openFake } from './connection.js';

const day = 86_400;
const key = { keyType: 'ec', keyBits: 256 } as const;
const domain = 'example.test';

/** How long before now the fake believes it is. */
const clock = { behindMs: 6 * day * 1000 };

const open = await openFake({
	origin: 'http',
	now: () => new Date(Date.now() - clock.behindMs),
});

const later = (hours: number) => {
	clock.behindMs = Math.max(0, clock.behindMs - hours * 3_600_000);
};

async function connectAs(identity: string): Promise<Backend> {
	const token = open.fake.token({ identity, expiresInSeconds: 90 * day });
	return (await open.connect({ token })).client;
}

async function makeCas(admin: Backend): Promise<void> {
	const { generateRoot, generateIntermediate, writeRole, revokeAuthority } =
		admin.administration ?? {};
	const root = { mount, commonName: 'Example Root CA', issuerName: 'root' };
	await generateRoot?.({ ...root, ttlSeconds: 3650 * day, ...key });
	const below = async (commonName: string, issuerName: string) =>
		generateIntermediate?.({
			...{ mount, parentMount: mount, parentIssuer: 'root', commonName, issuerName },
			...{ ttlSeconds: 1825 * day, ...key },
		});
	await below('Web Issuing CA', 'web');
	await below('Mesh Issuing CA', 'mesh');
	await below('Test Issuing CA', 'test');
	later(2);
	await revokeAuthority?.({ mount, issuer: 'test', reason: 'superseded' });
	const rules = { ...key, maxTtlSeconds: 30 * day, requireCommonName: true, allowIpSans: true };
	const roles = {
		web: { allowedDomains: [`*.${domain}`], serverAuth: true, clientAuth: false, issuer: 'web' },
		'svc-mtls': {
			...{ allowedDomains: [`*.svc.${domain}`], serverAuth: true, clientAuth: true },
			...{ allowSubdomains: true, issuer: 'mesh' },
		},
		agents: {
			...{ allowedDomains: [`*.agents.${domain}`], serverAuth: false, clientAuth: true },
			issuer: 'mesh',
		},
	};
	for (const [role, own] of Object.entries(roles)) {
		await writeRole?.({ mount, role, rules: { ...rules, ...own }, exists: false });
	}
}

/** Who had what issued, and after how many hours. */
const wishes: readonly (readonly [who: string, role: string, name: string, hours: number])[] = [
	['sa:deployer', 'web', 'www', 3],
	['sa:deployer', 'web', 'api', 1],
	['sa:orders', 'svc-mtls', 'orders.svc', 9],
	['sa:payments', 'svc-mtls', 'payments.svc', 1],
	['sa:billing', 'svc-mtls', 'billing.svc', 14],
	['sa:build-agent', 'agents', 'build-01.agents', 20],
	['sa:build-agent', 'agents', 'build-02.agents', 1],
	['sa:orders', 'svc-mtls', 'orders.svc', 40],
	['sa:payments', 'svc-mtls', 'payments.svc', 1],
	['sa:build-agent', 'agents', 'build-03.agents', 26],
];

const admin = await connectAs('usr_alex');
await makeCas(admin);
const clients = new Map<string, Backend>();
for (const [who, role, name, hours] of wishes) {
	later(hours);
	const client = clients.get(who) ?? (await connectAs(who));
	clients.set(who, client);
	const ttlSeconds = name.startsWith('build-0') ? 7 * day : 30 * day;
	await client.issue?.({ mount, role, commonName: `${name}.${domain}`, ttlSeconds });
}
later(4);
await clients
	.get('sa:billing')
	?.issue?.({ mount, role: 'web', commonName: 'billing.example.org' })
	.catch(() => undefined);
const { items } = await admin.listCertificates(mount, { limit: 100 });
const lost = items.find(({ name }) => name.startsWith('build-02'));
if (lost) {
	const { serialNumber } = lost;
	await admin.revoke?.({ mount, serialNumber, reason: 'keyCompromise' });
}
clock.behindMs = 0;

const token = open.fake.token({ identity: 'usr_alex', expiresInSeconds: 90 * day });
process.stdout.write(`${JSON.stringify({ url: open.fake.url, token })}\n`);
await once(process.stdin.resume(), 'end');
await open.stop();
