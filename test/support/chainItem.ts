/** Small certificates for tests of chains, with their facts. */
import { generateKeyPairSync } from 'node:crypto';
import { readCertificate } from '../../src/core/x509/certificate.js';
import type { ChainItem } from '../../src/core/x509/chain.js';
import { certificate, commonName, extension, octets, sequence, spkiOf, tlv } from './der.js';

export const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
export type Keys = ReturnType<typeof newKeys>;

/** @param ids Subject and authority key identifier; each may be left out. */
export function chainItem(
	subject: string,
	own: Keys,
	issuer: string,
	signer: Keys,
	ids: readonly string[] = [],
): ChainItem {
	const [ski, aki] = ids.map((id) => Buffer.from(id));
	const der = certificate({
		subject: commonName(subject),
		issuer: commonName(issuer),
		spki: spkiOf(own.publicKey),
		signingKey: signer.privateKey,
		extensions: [
			...(ski ? [extension('2.5.29.14', octets(ski))] : []),
			...(aki ? [extension('2.5.29.35', sequence(tlv(0x80, aki)))] : []),
		],
	});
	return { der, facts: readCertificate(der) };
}
