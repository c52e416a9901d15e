/** Certificates from a role: with a key of the server's, or for a request. */
import { createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';
import { PkiError } from '../../../../src/core/common/errors.js';
import type { SubjectAltName } from '../../../../src/core/x509/model.js';
import { generateKey } from '../../../../src/core/x509/write/keys.js';
import { type ProvenRequest, proveRequest } from '../../../../src/core/x509/write/proof.js';
import { audited } from '../access/audit.js';
import { secondsOf } from '../server/durations.js';
import { badFields, conflict, roleViolation } from '../server/refusal.js';
import {
	type Answer,
	type AuthorityRow,
	type CallContext,
	type CertificateRow,
	iso,
	param,
	type RoleRow,
} from '../server/world.js';
import { authorityOf } from './authorities.js';
import { chainOf } from './chains.js';
import { writeCertificate } from './leaf.js';
import { checkCommonName, checkNames } from './names.js';
import { keyOfRole, roleOf } from './roles.js';
import { serialText } from './serials.js';

export async function issue(call: CallContext): Promise<Answer> {
	const { role, authority, ttlSeconds } = openRole(call);
	const { body, readings } = call;
	const commonName = body.needed('common_name');
	checkCommonName(commonName, role.rules, readings);
	const sent = sentNames(call);
	checkNames(sent, role.rules, readings);
	const names = withSubject(call, commonName, sent);
	const { privateKeyPem, publicKey } = await generateKey(keyOfRole(role));
	const row = await writeCertificate(call, {
		...{ role, authority, ttlSeconds, commonName, names, publicKey },
	});
	audited(call, 'pki_issue', `pki/issue/${role.name}`, {
		...{ certificate: row, caId: authority.id, role: role.name },
	});
	return { json: { ...issued(call, row, authority), private_key: keyText(call, privateKeyPem) } };
}

export async function sign(call: CallContext): Promise<Answer> {
	const { role, authority, ttlSeconds } = openRole(call);
	const { readings } = call;
	const { facts, subject, publicKey } = proven(call.body.needed('csr_pem'));
	const { commonName } = facts;
	if (commonName === undefined && role.rules.flag('require_cn') === true) {
		throw roleViolation(readings, 'csr_pem', 'The request has no common name.');
	}
	if (commonName !== undefined) checkCommonName(commonName, role.rules, readings);
	const wanted = keyOfRole(role);
	const kind = facts.keyType === 'ec' ? facts.curve : `RSA-${facts.keyBits ?? 0}`;
	if (kind !== wanted) throw roleViolation(readings, 'csr_pem', `The role wants ${wanted} keys.`);
	const sent = call.body.has('alt_names') ? sentNames(call) : facts.subjectAltNames;
	checkNames(sent, role.rules, readings);
	const names = withSubject(call, commonName, sent);
	const row = await writeCertificate(call, {
		...{ role, authority, ttlSeconds, commonName: commonName ?? '', names, publicKey, subject },
	});
	audited(call, 'pki_sign', `pki/sign/${role.name}`, {
		...{ certificate: row, caId: authority.id, role: role.name },
	});
	return { json: signed(call, row, authority) };
}

interface OpenRole {
	readonly role: RoleRow;
	readonly authority: AuthorityRow;
	readonly ttlSeconds: number;
}

function openRole(call: CallContext): OpenRole {
	const { tenant, readings, body } = call;
	const role = roleOf(tenant, param(call, 'role'), readings);
	const authority = authorityOf(tenant, role.rules.needed('ca_id'));
	if (!authority.active) throw conflict(readings, 'role', 'The CA of the role is revoked.');
	const longest = secondsOf(role.rules.needed('max_ttl'), readings);
	const ttl = body.text('ttl');
	const wished = ttl === undefined ? longest : secondsOf(ttl, readings);
	if (wished > longest && readings.ttlTooLong === 'refused') {
		throw roleViolation(readings, 'ttl', 'The lifetime is longer than the role allows.');
	}
	return { role, authority, ttlSeconds: Math.min(wished, longest) };
}

function sentNames({ body }: CallContext): readonly SubjectAltName[] {
	return [
		...(body.list('alt_names') ?? []).map((value) => ({ type: 'dns' as const, value })),
		...(body.list('ip_sans') ?? []).map((value) => ({ type: 'ip' as const, value })),
	];
}

/** Clients look at the names alone, so that most CAs repeat the common name there. */
function withSubject(
	{ readings }: CallContext,
	commonName: string | undefined,
	names: readonly SubjectAltName[],
): readonly SubjectAltName[] {
	if (commonName === undefined || readings.nameOfSubject === 'subjectOnly') return names;
	const type = isIP(commonName) === 0 ? 'dns' : 'ip';
	const has = names.some(({ value }) => value.toLowerCase() === commonName.toLowerCase());
	return has ? names : [{ type, value: commonName }, ...names];
}

function proven(pem: string): ProvenRequest {
	try {
		return proveRequest(pem);
	} catch (error) {
		if (error instanceof PkiError) throw badFields({ csr_pem: 'not a valid request' });
		throw error;
	}
}

function issued(call: CallContext, row: CertificateRow, authority: AuthorityRow) {
	return {
		certificate: row.pem,
		ca_chain: chainOf(call, authority),
		serial_number: serialText(row.serial, call.readings),
		not_after: iso(row.notAfter),
	};
}

function signed(call: CallContext, row: CertificateRow, authority: AuthorityRow): unknown {
	const { certificate, ...others } = issued(call, row, authority);
	switch (call.readings.signAnswer) {
		case 'asIssue':
			return { certificate, ...others };
		case 'certificate_pem':
			return { certificate_pem: certificate, ...others };
		case 'certificateOnly':
			return { certificate };
	}
}

function keyText({ readings }: CallContext, pkcs8: string): string {
	if (readings.keyFormat === 'pkcs8') return pkcs8;
	const key = createPrivateKey(pkcs8);
	const type = key.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1';
	return key.export({ format: 'pem', type }).toString();
}
