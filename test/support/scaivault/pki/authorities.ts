/** CAs: made, listed, read and revoked. */
import { randomBytes } from 'node:crypto';
import type { KeyKind } from '../../../../src/core/x509/kinds.js';
import { makeIssuer } from '../../../../src/core/x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../../../src/core/x509/write/keys.js';
import { audited } from '../access/audit.js';
import { listed } from '../server/paging.js';
import { badFields, conflict, Refusal } from '../server/refusal.js';
import {
	type Answer,
	type AuthorityRow,
	type CallContext,
	type CertificateRow,
	iso,
	param,
	type Tenant,
} from '../server/world.js';
import { revocationReason } from './reasons.js';
import { writeAuthority } from './writeAuthority.js';

export function listAuthorities(call: CallContext): Answer {
	const rows = [...call.tenant.authorities.values()];
	return listed(
		call,
		call.readings.authorityListKey,
		rows.map((row) => shown(call, row)),
	);
}

export async function createAuthority(call: CallContext): Promise<Answer> {
	const { body, tenant, now, readings } = call;
	const name = body.needed('name');
	const taken = () => [...tenant.authorities.values()].some((row) => row.name === name);
	if (taken()) throw conflict(readings, 'name', `A CA named "${name}" exists.`);
	const parent = parentOf(call);
	const keyType = body.text('key_type') === 'ec' ? 'ec' : 'rsa';
	const keySize = body.number('key_size') ?? (keyType === 'ec' ? 256 : 2048);
	const pair = await generateKey(keyKind(keyType, keySize, 'key_size'));
	const key = await loadSigningKey(pair.privateKeyPem);
	const id = `ca_${randomBytes(8).toString('hex')}`;
	const days = body.number('validity_days') ?? (parent ? 1825 : 3650);
	if (days < 1) throw badFields({ validity_days: 'must be above zero' });
	const commonName = body.needed('common_name');
	const issuer = parent && makeIssuer(parent.certificate.pem, parent.key);
	const written = await writeAuthority({ commonName, key, issuer, now, ttlSeconds: days * 86_400 });
	const certificate: CertificateRow = {
		id: `cert_${randomBytes(8).toString('hex')}`,
		caId: parent?.id ?? id,
		commonName,
		names: [],
		...written,
	};
	// Another call may have taken the name meanwhile.
	if (taken()) throw conflict(readings, 'name', `A CA named "${name}" exists.`);
	const row: AuthorityRow = {
		...{ id, name, commonName, keyType, keySize, key, certificate, createdAt: now },
		type: parent ? 'intermediate' : 'root',
		...(parent && { parentId: parent.id }),
		active: true,
		crlNumber: 0,
	};
	tenant.authorities.set(id, row);
	audited(call, 'pki_ca_create', `pki/ca/${id}`, { certificate, caId: id });
	return { json: shown(call, row) };
}

function parentOf({ body, tenant, readings }: CallContext): AuthorityRow | undefined {
	const parentId = body.text('parent_ca_id');
	if (body.text('ca_type') === 'root') {
		if (parentId !== undefined) throw badFields({ parent_ca_id: 'a root has no parent' });
		return undefined;
	}
	if (parentId === undefined) throw badFields({ parent_ca_id: 'required for an intermediate' });
	const parent = tenant.authorities.get(parentId);
	if (!parent) throw new Refusal(404, 'ca_not_found', 'There is no such parent CA.');
	if (!parent.active) throw conflict(readings, 'parent_ca_id', 'The parent CA is revoked.');
	return parent;
}

/** Refuses sizes that are not documented. */
export function keyKind(type: 'rsa' | 'ec', size: number, field: string): KeyKind {
	const kind = `${type} ${size}`;
	switch (kind) {
		case 'rsa 2048':
			return 'RSA-2048';
		case 'rsa 4096':
			return 'RSA-4096';
		case 'ec 256':
			return 'P-256';
		case 'ec 384':
			return 'P-384';
		default:
			throw badFields({ [field]: `${kind} is not possible` });
	}
}

export function authorityOf(tenant: Tenant, id: string): AuthorityRow {
	const row = tenant.authorities.get(id);
	if (!row) throw new Refusal(404, 'ca_not_found', 'There is no such CA.');
	return row;
}

export function readAuthority(call: CallContext): Answer {
	const row = authorityOf(call.tenant, param(call, 'id'));
	const crlUrl = `${call.world.url}/v1/pki/ca/${row.id}/crl`;
	const given = call.readings.crlUrl === 'given' && { crl_url: crlUrl };
	return { json: { ...shown(call, row), ...given } };
}

export function readAuthorityCertificate(call: CallContext): Answer {
	const { pem } = authorityOf(call.tenant, param(call, 'id')).certificate;
	return call.readings.authorityCertificate === 'pem'
		? { content: pem, contentType: 'application/x-pem-file' }
		: { json: { certificate_pem: pem } };
}

function shown({ tenant, readings }: CallContext, row: AuthorityRow): Record<string, unknown> {
	const { id, name, commonName, type, keyType, keySize, certificate, active, createdAt } = row;
	const issued = tenant.certificates.filter(({ caId }) => caId === id).length;
	const below = [...tenant.authorities.values()].filter(({ parentId }) => parentId === id).length;
	return {
		id,
		name,
		common_name: commonName,
		ca_type: type,
		...(readings.authorityParent === 'parent_ca_id' && { parent_ca_id: row.parentId ?? null }),
		key_type: keyType,
		key_size: keySize,
		valid_from: iso(certificate.notBefore),
		valid_until: iso(certificate.notAfter),
		is_active: active,
		certificates_issued: issued + below,
		created_at: iso(createdAt),
	};
}

/** With everything below it. */
export function revokeAuthority(call: CallContext): Answer {
	const { tenant, readings } = call;
	const row = authorityOf(tenant, param(call, 'id'));
	const reason = revocationReason(call.body);
	if (!row.active && readings.revokedAgain === 'conflict') {
		throw conflict(readings, 'id', 'The CA is already revoked.');
	}
	const revocation = { at: call.now, reason };
	row.certificate.revocation ??= revocation;
	revokeBelow(tenant, row, revocation);
	audited(call, 'pki_revoke', `pki/ca/${row.id}`, { certificate: row.certificate, caId: row.id });
	if (readings.revokeAnswer === 'empty') return { json: {} };
	return { json: { ...shown(call, row), revoked_at: iso(call.now) } };
}

function revokeBelow(
	tenant: Tenant,
	row: AuthorityRow,
	revocation: NonNullable<CertificateRow['revocation']>,
): void {
	row.active = false;
	row.crl = undefined;
	for (const one of tenant.certificates) {
		if (one.caId === row.id) one.revocation ??= revocation;
	}
	for (const below of tenant.authorities.values()) {
		if (below.parentId !== row.id || !below.active) continue;
		below.certificate.revocation ??= revocation;
		revokeBelow(tenant, below, revocation);
	}
}
