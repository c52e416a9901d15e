/** The certificate of a CA; no limit of its path is documented, so that an intermediate may stand below another. */
import { randomBytes } from 'node:crypto';
import { toPem } from '../../../../src/core/find/pem.js';
import { type Issuer, keyIdentifierOf } from '../../../../src/core/x509/write/certificate.js';
import type { SigningKey } from '../../../../src/core/x509/write/keys.js';
import { parseName, subjectOf } from '../../../../src/core/x509/write/name.js';
import { x509 } from '../../../../src/core/x509/write/provider.js';
import type { CertificateRow } from '../server/world.js';

export interface AuthorityWish {
	readonly commonName: string;
	readonly key: SigningKey;
	/** Absent: it signs itself. */
	readonly issuer: Issuer | undefined;
	readonly now: Date;
	readonly ttlSeconds: number;
}

type Written = Pick<CertificateRow, 'serial' | 'pem' | 'notBefore' | 'notAfter'>;

export async function writeAuthority(wish: AuthorityWish): Promise<Written> {
	const { key, issuer, now, ttlSeconds } = wish;
	const name = parseName(subjectOf(wish.commonName));
	const signer = issuer?.key ?? key;
	const start = Math.floor(now.getTime() / 1000) * 1000;
	const wished = new Date(start + ttlSeconds * 1000);
	const notAfter = issuer && issuer.notAfter < wished ? issuer.notAfter : wished;
	const notBefore = new Date(start);
	// Its first bit is not set and its first byte not zero: every reader prints it the same.
	const serial = `5a${randomBytes(15).toString('hex')}`;
	const { keyCertSign, cRLSign } = x509.KeyUsageFlags;
	const identifier = keyIdentifierOf(key.publicKey);
	const certificate = await x509.X509CertificateGenerator.create({
		serialNumber: serial,
		issuer: issuer?.name ?? name,
		subject: name,
		notBefore,
		notAfter,
		publicKey: key.keys.publicKey,
		signingKey: signer.keys.privateKey,
		signingAlgorithm: signer.algorithm,
		extensions: [
			new x509.BasicConstraintsExtension(true, undefined, true),
			new x509.KeyUsagesExtension(keyCertSign | cRLSign, true),
			new x509.SubjectKeyIdentifierExtension(identifier),
			issuer?.authorityKeyIdentifier ?? new x509.AuthorityKeyIdentifierExtension(identifier),
		],
	});
	const pem = toPem('CERTIFICATE', new Uint8Array(certificate.rawData));
	return { serial, pem, notBefore, notAfter };
}
