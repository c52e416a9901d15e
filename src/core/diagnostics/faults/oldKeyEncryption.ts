/** Encryption of private keys that OpenSSL keeps in a provider of its own since 3.0, which Node does not load. */
import type { Fault } from '../../tls/clientBehavior.js';
import { DerCursor, DerError, tags } from '../../x509/asn1/der.js';
import { readOid } from '../../x509/asn1/values.js';
import type { PrivateKeyFacts } from '../../x509/model.js';

export interface OldEncryption {
	readonly name: string;
	readonly fault: Fault;
}

const des: Fault = 'key-encrypted-pbe-md5-des';
const rc2: Fault = 'key-encrypted-pbe-sha1-rc2';

/** RFC 8018, 6.1, A.3 and B.2; RFC 7292, C. */
const schemes: Readonly<Partial<Record<string, OldEncryption>>> = {
	'1.2.840.113549.1.5.1': { name: 'PBE-MD2-DES', fault: des },
	'1.2.840.113549.1.5.3': { name: 'PBE-MD5-DES', fault: des },
	'1.2.840.113549.1.5.4': { name: 'PBE-MD2-RC2', fault: rc2 },
	'1.2.840.113549.1.5.6': { name: 'PBE-MD5-RC2', fault: rc2 },
	'1.2.840.113549.1.5.10': { name: 'PBE-SHA1-DES', fault: des },
	'1.2.840.113549.1.5.11': { name: 'PBE-SHA1-RC2', fault: rc2 },
	'1.2.840.113549.1.12.1.1': { name: 'PBE-SHA1-RC4', fault: rc2 },
	'1.2.840.113549.1.12.1.2': { name: 'PBE-SHA1-RC4', fault: rc2 },
	'1.2.840.113549.1.12.1.5': { name: 'PBE-SHA1-RC2', fault: rc2 },
	'1.2.840.113549.1.12.1.6': { name: 'PBE-SHA1-RC2', fault: rc2 },
	'1.3.14.3.2.7': { name: 'DES-CBC', fault: des },
	'1.2.840.113549.3.2': { name: 'RC2-CBC', fault: rc2 },
};

const pbes2 = '1.2.840.113549.1.5.13';

export interface EncryptedKey {
	readonly facts: PrivateKeyFacts;
	readonly der: Uint8Array | undefined;
	/** The block as it is written; undefined for DER. */
	readonly text: string | undefined;
}

/** Undefined for encryption of today, and where the key does not say. */
export function oldEncryptionOf({ facts, der, text }: EncryptedKey): OldEncryption | undefined {
	if (!facts.encrypted) return undefined;
	if (facts.format === 'pkcs8') return der && schemes[schemeOf(der)];
	const [, name] = /^[ \t]*DEK-Info:\s*(DES-CBC|RC2[A-Z0-9-]*)\s*,/m.exec(text ?? '') ?? [];
	return name === undefined ? undefined : { name, fault: 'key-encrypted-traditional-des' };
}

/** EncryptedPrivateKeyInfo's algorithm (RFC 5958, 3), of PBES2 the cipher's; empty where it cannot be read. */
function schemeOf(der: Uint8Array): string {
	try {
		const info = DerCursor.over(der).expect(tags.sequence).enter();
		const algorithm = info.expect(tags.sequence).enter();
		const scheme = readOid(algorithm);
		if (scheme !== pbes2) return scheme;
		const parameters = algorithm.expect(tags.sequence).enter();
		parameters.expect(tags.sequence);
		return readOid(parameters.expect(tags.sequence).enter());
	} catch (error) {
		if (!(error instanceof DerError)) throw error;
		return '';
	}
}
