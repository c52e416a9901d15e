import assert from 'node:assert/strict';
import type {
	Backend,
	CertificateSummary,
	IssuedCertificate,
	Page,
	PageRequest,
} from '../../../src/core/backends/contract/backend.js';
import type { CallOptions } from '../../../src/core/common/call.js';
import { PkiError } from '../../../src/core/common/errors.js';
import { generateKey, loadSigningKey } from '../../../src/core/x509/write/keys.js';
import { createRequest } from '../../../src/core/x509/write/request.js';
import type { World } from '../contract.js';

export const serialForm = /^[0-9a-f]{2,40}$/;
export const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
export const certificateForm =
	/^-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?$/;

/** Every page of a list, `limit` items at a time. */
export async function readPages<T>(
	list: (page: PageRequest) => Promise<Page<T>>,
	limit: number,
): Promise<readonly T[]> {
	const items: T[] = [];
	let cursor: string | undefined;
	do {
		const page = await list({ cursor, limit });
		assert.ok(page.items.length <= limit, `${page.items.length} items for a limit of ${limit}`);
		items.push(...page.items);
		cursor = page.cursor;
	} while (cursor !== undefined);
	return items;
}

export async function issueOne(
	world: World,
	backend: Backend = world.root,
	call?: CallOptions,
): Promise<IssuedCertificate> {
	const { mount, role } = world;
	const wish = { mount, role, commonName: world.newName(), ttlSeconds: 3600 };
	const issued = await backend.issue?.(wish, call);
	assert.ok(issued, 'The backend does not issue.');
	return issued;
}

/** A certificate in the mount, issued where the backend can. */
export async function addOne(world: World): Promise<{ readonly serialNumber: string }> {
	return world.put ? world.put(world.newName()) : issueOne(world);
}

export function certificatesOf({ root, mount }: World, limit = 5000) {
	return readPages<CertificateSummary>((page) => root.listCertificates(mount, page), limit);
}

/** A request with a key made here. */
export async function makeRequest(name: string) {
	const { privateKeyPem } = await generateKey('P-256');
	const key = await loadSigningKey(privateKeyPem);
	const names = [{ type: 'dns', value: name }] as const;
	return { privateKeyPem, pem: await createRequest({ subject: name, names, key }) };
}

/** Rejects with a `PkiError` of one of the codes, in whose words no secret stands; undefined: not offered at all. */
export async function rejects(
	world: World,
	call: Promise<unknown> | undefined,
	...codes: readonly PkiError['code'][]
): Promise<void> {
	if (call === undefined) return;
	const outcome = await call.then(
		(value) => ({ value }),
		(error: unknown) => ({ error }),
	);
	if ('value' in outcome) {
		const fields = Object.keys(Object(outcome.value) as object).join(', ');
		assert.fail(`Answered { ${fields} } instead of ${codes.join(' or ')}`);
	}
	const { error } = outcome;
	if (!(error instanceof PkiError)) throw error;
	assert.ok(codes.includes(error.code), `${error.message}, not ${codes.join(' or ')}`);
	const words = `${error.message} ${error.stack ?? ''} ${JSON.stringify(error.args)} ${String(error.cause)}`;
	for (const secret of world.secrets()) assert.ok(!words.includes(secret), 'A secret in an error');
}
