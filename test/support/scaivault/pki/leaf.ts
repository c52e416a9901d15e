/** Writes a certificate that a role issues, and keeps it. */
import { randomBytes, X509Certificate } from 'node:crypto';
import type { CertificateUsage } from '../../../../src/core/x509/kinds.js';
import type { SubjectAltName } from '../../../../src/core/x509/model.js';
import { makeIssuer, writeLeaf } from '../../../../src/core/x509/write/certificate.js';
import { subjectOf } from '../../../../src/core/x509/write/name.js';
import type { Sent } from '../server/sent.js';
import type { AuthorityRow, CallContext, CertificateRow, RoleRow } from '../server/world.js';

export interface LeafWish {
	readonly role: RoleRow;
	readonly authority: AuthorityRow;
	readonly ttlSeconds: number;
	readonly commonName: string;
	readonly names: readonly SubjectAltName[];
	/** SubjectPublicKeyInfo, DER. */
	readonly publicKey: Buffer;
	/** Of a request, as it is encoded. */
	readonly subject?: Buffer;
}

export async function writeCertificate(
	{ tenant, now }: CallContext,
	wish: LeafWish,
): Promise<CertificateRow> {
	const { role, authority, ttlSeconds, commonName, names, publicKey } = wish;
	const subject = wish.subject ?? subjectOf(commonName);
	const issuer = makeIssuer(authority.certificate.pem, authority.key);
	const usage = usageOf(role.rules);
	const written = await writeLeaf({ subject, names, usage, publicKey, now, ttlSeconds }, issuer);
	const row: CertificateRow = {
		id: `cert_${randomBytes(8).toString('hex')}`,
		caId: authority.id,
		role: role.name,
		commonName,
		names: names.map(({ value }) => value),
		serial: written.serialNumber,
		pem: written.pem,
		notBefore: new Date(new X509Certificate(written.pem).validFrom),
		notAfter: new Date(written.notAfter),
	};
	tenant.certificates.push(row);
	return row;
}

/** Both where a role says nothing. */
function usageOf(rules: Sent): CertificateUsage {
	const client = rules.flag('client_flag') ?? true;
	const server = rules.flag('server_flag') ?? true;
	if (client === server) return 'both';
	return client ? 'client' : 'server';
}
