/** A CA whose key stands on a curve that Node can use but not describe, as some authorities require. */
import { generateKeyPairSync } from 'node:crypto';
import { toPem } from '../../src/core/find/pem.js';
import {
	boolean,
	certificate,
	commonName,
	extension,
	sequence,
	spkiOf,
	subjectAltName,
	tlv,
} from './der.js';
import type { Pair } from './tlsCertificates.js';

export function brainpoolCa(name: string): {
	readonly certificate: string;
	/** For a server at this IPv4 address. */
	issue(address: string): Pair;
} {
	const ca = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
	const issuer = commonName(name);
	const own = certificate({
		...{ issuer, subject: issuer, spki: spkiOf(ca.publicKey), signingKey: ca.privateKey },
		extensions: [extension('2.5.29.19', sequence(boolean(true)), true)],
	});
	return {
		certificate: toPem('CERTIFICATE', own),
		issue(address) {
			const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
			const leaf = certificate({
				...{ issuer, subject: commonName('vault'), spki: spkiOf(publicKey) },
				signingKey: ca.privateKey,
				extensions: [subjectAltName(tlv(0x87, Buffer.from(address.split('.').map(Number))))],
			});
			return {
				certificate: toPem('CERTIFICATE', leaf),
				key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
			};
		},
	};
}
