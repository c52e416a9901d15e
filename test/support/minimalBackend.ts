/** The smallest backend that the contract allows, in memory: it lists and reads, and can do nothing else. */
import type {
	AuthorityRecord,
	Backend,
	BackendDefinition,
	CertificateRecord,
	Mount,
	Page,
	PageRequest,
	Role,
} from '../../src/core/backends/contract/backend.js';
import type { CallOptions } from '../../src/core/common/call.js';
import { withDeadline } from '../../src/core/common/deadline.js';
import { PkiError } from '../../src/core/common/errors.js';
import { readPemListFacts } from '../../src/core/x509/certificate.js';
import {
	type Issuer,
	makeIssuer,
	writeLeaf,
	writeRoot,
} from '../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../src/core/x509/write/keys.js';

export interface MinimalBackend {
	readonly definition: BackendDefinition;
	readonly mount: string;
	readonly role: string;
	/** Puts a certificate for this name into the mount, as somebody else might. */
	readonly add: (name: string) => Promise<{ readonly serialNumber: string }>;
}

const mount = 'shelf';
const roles: readonly Role[] = [{ role: 'web', rules: { serverAuth: true } }];

/** `others` are mounts beside its own, all of them listed so many at a time. */
export async function makeMinimalBackend(
	others: readonly string[] = [],
	mostAtOnce = 200,
): Promise<MinimalBackend> {
	const ca = await makeCa();
	const certificates: CertificateRecord[] = [];
	const client = createClient(ca.record, certificates, (page) => {
		const { limit = mostAtOnce } = page;
		const mounts = [mount, ...others].map((each) => ({ mount: each }));
		return pageOf(mounts, { ...page, limit: Math.min(limit, mostAtOnce) });
	});
	return {
		mount,
		role: 'web',
		definition: {
			id: 'minimal',
			label: 'Minimal',
			fields: [{ id: 'endpoint', label: 'Endpoint', kind: 'url', required: true }],
			connect: () => Promise.resolve(client),
		},
		async add(name) {
			const { publicKey } = await generateKey('P-256');
			const names = [{ type: 'dns', value: name }] as const;
			const wish = { now: new Date(), ttlSeconds: 3600, usage: 'server', publicKey } as const;
			const { pem, serialNumber } = await writeLeaf({ ...wish, subject: name, names }, ca.issuer);
			const facts = readPemListFacts(pem);
			if (!facts) throw new Error('The certificate that was written cannot be read.');
			const chainPem = [ca.record.certificatePem];
			certificates.push({ ...facts, revoked: false, certificatePem: pem, chainPem });
			return { serialNumber };
		},
	};
}

function createClient(
	record: AuthorityRecord,
	certificates: readonly CertificateRecord[],
	mountsIn: (page: PageRequest) => Page<Mount>,
): Backend {
	const at = <T>(place: string, call: CallOptions = {}, read: () => T): Promise<T> =>
		withDeadline(call, () => {
			if (place === mount) return Promise.resolve(read());
			const args = { mount: place };
			return Promise.reject(new PkiError('notFound', { reason: 'noMount', args }));
		});
	return {
		status: (call = {}) =>
			withDeadline(call, () => Promise.resolve({ product: 'Minimal', state: 'active' })),
		listMounts: (page, call) => at(mount, call, () => mountsIn(page)),
		listAuthorities: (place, page, call) => at(place, call, () => pageOf([record], page)),
		listRoles: (place, page, call) =>
			at(place, call, () =>
				pageOf(
					roles.map(({ role }) => ({ role })),
					page,
				),
			),
		listCertificates: (place, page, call) => at(place, call, () => pageOf(certificates, page)),
		readAuthority: (place, id, call) =>
			at(place, call, () =>
				found(
					[record].find((item) => item.id === id),
					'noAuthority',
				),
			),
		readRole: (place, role, call) =>
			at(place, call, () =>
				found(
					roles.find((item) => item.role === role),
					'noRole',
				),
			),
		readCertificate: (place, serial, call) =>
			at(place, call, () =>
				found(
					certificates.find((item) => item.serialNumber === serial),
					'noCertificate',
				),
			),
		dispose: () => undefined,
	};
}

function pageOf<T>(items: readonly T[], { cursor = '0', limit = 200 }: PageRequest): Page<T> {
	const from = Number(cursor);
	const to = from + limit;
	const total = items.length;
	return { items: items.slice(from, to), total, ...(to < total && { cursor: String(to) }) };
}

function found<T>(item: T | undefined, reason: string): T {
	if (item === undefined) throw new PkiError('notFound', { reason, args: { mount } });
	return item;
}

async function makeCa(): Promise<{ readonly record: AuthorityRecord; readonly issuer: Issuer }> {
	const key = await loadSigningKey((await generateKey('P-256')).privateKeyPem);
	const wish = { subject: 'Minimal Root', now: new Date(), ttlSeconds: 86_400 };
	const { pem, der, serialNumber, notAfter } = await writeRoot(wish, key);
	return {
		issuer: makeIssuer(der, key),
		record: {
			...{ id: 'root', name: 'Minimal Root', isDefault: true, hasKey: true },
			...{ subject: 'CN=Minimal Root', serialNumber, notAfter, certificatePem: pem, chainPem: [] },
		},
	};
}
