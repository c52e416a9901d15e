/** Faults of the private key's file: formats, encryption, and keys of something else. */
import type { KeyExportOptions } from 'node:crypto';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { toPem } from '../../../src/core/find/pem.js';
import { pkcs8, ecKeys, rsaKeys, type Certificate, type Keys } from '../material.js';
import { pbeMd5Des, pbeSha3des, traditionalDes } from '../oldEncryption.js';
import { opensshKey } from '../opensshKey.js';
import type { Content, Faults, Pki } from '../scene.js';

const passphrase = 'correct horse';

export function privateKeyFaults(pki: Pki): Faults {
	const { client } = pki;
	const other = ecKeys();
	const withKey = (key: Content | undefined) => ({ cert: client.pem, key });
	const rsa = pki.clientOf({ keys: rsaKeys() });
	return {
		...formats(client, rsa),
		...encryptions(pki),
		'key-missing': withKey(undefined),
		'key-empty': withKey(''),
		'key-mismatch': withKey(pkcs8(other)),
		'key-mismatch-rsa': {
			cert: rsa.pem,
			key: pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048 })),
		},
		'key-other-type': withKey(pkcs8(rsaKeys())),
		'key-holds-certificate': withKey(client.pem),
		'key-holds-public': withKey(client.keys.publicKey.export({ type: 'spki', format: 'pem' })),
		'key-behind-other': withKey(pkcs8(other) + client.keyPem),
		'key-behind-certificate': withKey(client.pem + client.keyPem),
	};
}

function formats(client: Certificate, rsa: Certificate): Faults {
	const sec1 = exported(client.keys, { type: 'sec1', format: 'pem' });
	const parameters = toPem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
	const pkcs1 = exported(rsa.keys, { type: 'pkcs1', format: 'pem' });
	return {
		'key-sec1': { cert: client.pem, key: sec1 },
		'key-sec1-parameters': { cert: client.pem, key: parameters + sec1 },
		'key-pkcs1': { cert: rsa.pem, key: pkcs1 },
		'key-openssh': { cert: client.pem, key: opensshKey(client.keys) },
		'key-label-of-other-type': {
			cert: client.pem,
			key: client.keyPem.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY'),
		},
	};
}

/** A wrong passphrase is told by the padding, which fits by chance one time in 256: such a key is made anew. */
function refusing(passphrase: string, make: () => string): string {
	for (;;) {
		const key = make();
		try {
			createPrivateKey({ key, passphrase });
		} catch (error) {
			if (error instanceof Error && 'code' in error && error.code === 'ERR_OSSL_BAD_DECRYPT') {
				return key;
			}
		}
	}
}

function encryptions({ client, clientOf }: Pki): Faults {
	const { privateKey } = client.keys;
	const der = privateKey.export({ type: 'pkcs8', format: 'der' });
	const sec1 = privateKey.export({ type: 'sec1', format: 'der' });
	const locked = { format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
	const modern = refusing('wrong', () => exported(client.keys, { type: 'pkcs8', ...locked }));
	const traditional = refusing('wrong', () => exported(client.keys, { type: 'sec1', ...locked }));
	const open = (key: string) => ({ cert: client.pem, key, passphrase });
	return {
		'key-encrypted': open(modern),
		'key-encrypted-no-passphrase': { cert: client.pem, key: modern },
		'key-encrypted-wrong-passphrase': { ...open(modern), passphrase: 'wrong' },
		'key-encrypted-traditional': open(traditional),
		'key-encrypted-traditional-no-passphrase': { cert: client.pem, key: traditional },
		'key-encrypted-traditional-wrong-passphrase': { ...open(traditional), passphrase: 'wrong' },
		'key-encrypted-traditional-des': open(traditionalDes('EC PRIVATE KEY', sec1, passphrase)),
		'key-encrypted-pbe-md5-des': open(pbeMd5Des(der, passphrase)),
		'key-encrypted-pbe-sha1-3des': open(pbeSha3des(der, passphrase)),
		'key-encrypted-pbe-sha1-rc2': {
			...open(rc2Key),
			cert: clientOf({ keys: { ...client.keys, publicKey: createPublicKey(rc2Public) } }).pem,
		},
	};
}

function exported({ privateKey }: Keys, options: KeyExportOptions<'pem'>): string {
	return privateKey.export(options).toString();
}

/** By PBE-SHA1-RC2-40 (RFC 7292, C), which node:crypto cannot write. A key for this test alone. */
const rc2Key = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGxMBwGCiqGSIb3DQEMAQYwDgQIj3vdeJxmZIwCAggABIGQchV1sOA9n+zRXDTA
fJbBCtqN3/HzaePVscN3SlTyc/Mpynwq37JOf4x6I3TgbWWP6YbKoR4t/74HqOsN
YNc0u55LMrCuTtE3x29UQh7ViSLo4LhtzyPwPu7dtGlSjLjhLD/OY8ITgXiZwzRY
evF0GRrUhBJDodnAQC3I09EhD0uZlAfLFrDBq/WufL2+hjje
-----END ENCRYPTED PRIVATE KEY-----
`;
const rc2Public = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHTfp78yy4FhRAetqTZFJ8NCu94tL
L4rI2ySmdsMS3h8xHZpKYs2KRpNCOlfOS/DEiSqTp1OySZoMC8mBk76Qkw==
-----END PUBLIC KEY-----
`;
