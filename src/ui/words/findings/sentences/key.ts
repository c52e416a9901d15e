/** Private keys, and the keys of certificates. */
import * as vscode from 'vscode';
import type { FindingEntries, FindingFacts } from './entry.js';

export const keyEntries = {
	foreignKey: {
		sentence: () =>
			vscode.l10n.t('This private key does not belong to any certificate in this file.'),
		title: () => vscode.l10n.t('Private key matches no certificate'),
		why: () =>
			vscode.l10n.t(
				'Programs that load certificate and key from this file fail, because the two do not belong together.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the key by the one the certificate was issued for, or issue a new certificate for this key.',
			),
	},
	jwkKeyMismatch: {
		sentence: () => vscode.l10n.t('The key of this JWK is not the key of its first certificate.'),
		title: () => vscode.l10n.t('JWK key does not match certificate'),
		why: () =>
			vscode.l10n.t(
				'Some programs check signatures by the key in the JWK, others by the key in the certificate. With two different keys, one of them fails.',
			),
		mend: () =>
			vscode.l10n.t(
				'Write the certificate of this key first in x5c, or make the JWK anew from the key and its certificate.',
			),
	},
	keyBesideMismatch: {
		sentence: ({ name, arg }) =>
			arg('right') === ''
				? vscode.l10n.t('{0} does not match the private key in {1}.', name, arg('file'))
				: vscode.l10n.t(
						'{0} does not match the private key in {1}. Its key is in {2}.',
						name,
						arg('file'),
						arg('right'),
					),
		title: () => vscode.l10n.t('Key file does not match certificate'),
		why: () =>
			vscode.l10n.t(
				'By its name, the key file belongs to this certificate, but it holds another key. Programs that are given both fail to load them.',
			),
		mend: () =>
			vscode.l10n.t(
				'Replace the key file by the key the certificate was issued for, or issue a new certificate for this key.',
			),
	},
	opensshTlsKey: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'This private key is in OpenSSH format. TLS programs that load it with the certificate in {0} fail.',
				arg('file'),
			),
		title: () => vscode.l10n.t('TLS key in OpenSSH format'),
		why: () =>
			vscode.l10n.t(
				'Only ssh and its tools read this format. OpenSSL, Node.js and Go cannot load the key.',
			),
		mend: () => vscode.l10n.t('Convert a copy of the key: ssh-keygen -p -m PKCS8.'),
	},
	keyModeTooWide: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'This private key is not encrypted, and other users of this computer can access its file (mode {0}).',
				arg('mode'),
			),
		title: () => vscode.l10n.t('Key file is open to others'),
		why: () =>
			vscode.l10n.t(
				'Everyone who can read the file can use the key. TLS clients do not check this, but programs such as OpenSSH and PostgreSQL refuse the file.',
			),
		mend: () => vscode.l10n.t('Make the file readable for its owner only: chmod 600.'),
	},
	caKeyUnencrypted: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'This is the private key of the CA “{0}”, and it is not encrypted. Anyone with this file can issue certificates that users of the CA trust.',
				arg('name'),
			),
		title: () => vscode.l10n.t('CA key is not encrypted'),
		why: () =>
			vscode.l10n.t(
				'With the key of a CA anyone can issue certificates for any name, which everyone who trusts the CA accepts.',
			),
		mend: () =>
			vscode.l10n.t(
				'Encrypt the key with a passphrase, or keep it in a key management system such as Vault.',
			),
	},
	weakRsaKey: {
		sentence: ({ name, arg, finding }) =>
			vscode.l10n.t(
				'{0}: the RSA key has only {1} bits. At least 2048 are needed today.',
				keyName(name, finding),
				arg('bits'),
			),
		title: () => vscode.l10n.t('RSA key is too short'),
		why: () =>
			vscode.l10n.t(
				'Node.js 24 and other programs with current OpenSSL settings refuse RSA keys that are much shorter than 2048 bits, Go those under 1024. Browsers and public CAs require 2048 bits.',
			),
		mend: () =>
			vscode.l10n.t(
				'Create a new key of at least 2048 bits, or an elliptic curve key, and have a certificate issued for it.',
			),
	},
	weakCurve: {
		sentence: ({ name, arg, finding }) =>
			vscode.l10n.t(
				'{0}: the key is on the curve {1}, which is too small for TLS.',
				keyName(name, finding),
				arg('curve'),
			),
		title: () => vscode.l10n.t('Curve is too small'),
		why: () =>
			vscode.l10n.t(
				'Node.js, Go and browsers do not use curves under 256 bits for TLS certificates.',
			),
		mend: () =>
			vscode.l10n.t('Create a new key on P-256 or P-384, and have a certificate issued for it.'),
	},
	unknownCurve: {
		sentence: ({ name, arg, finding }) =>
			vscode.l10n.t(
				'{0}: the key is on the curve {1}, which few programs support.',
				keyName(name, finding),
				arg('curve'),
			),
		title: () => vscode.l10n.t('Curve is not widely supported'),
		why: () =>
			vscode.l10n.t(
				'Go, Bun and browsers support only P-256, P-384 and P-521 in certificates. Others, such as brainpool and secp256k1, work in some versions of Node.js and OpenSSL only.',
			),
		mend: () =>
			vscode.l10n.t('Create a new key on P-256 or P-384, and have a certificate issued for it.'),
	},
	explicitEcParameters: {
		sentence: ({ name, finding }) =>
			vscode.l10n.t(
				'{0}: the curve is given by its parameters instead of its name. OpenSSL 3, Node.js and Go reject such certificates.',
				keyName(name, finding),
			),
		title: () => vscode.l10n.t('Curve is given by parameters'),
		why: () =>
			vscode.l10n.t(
				'RFC 5480 requires a named curve. Clients and servers reject certificates with explicit parameters.',
			),
		mend: () =>
			vscode.l10n.t(
				'Create the key with a named curve (openssl: -pkeyopt ec_param_enc:named_curve), and have a certificate issued for it.',
			),
	},
	oddRsaExponent: {
		sentence: ({ name, arg, finding }) =>
			vscode.l10n.t(
				'{0}: the RSA key has the unusual public exponent {1}.',
				keyName(name, finding),
				arg('exponent'),
			),
		title: () => vscode.l10n.t('RSA exponent is unusual'),
		why: () =>
			vscode.l10n.t(
				'A key whose exponent is even or 1 is not valid. Go rejects exponents over 2³¹. With the exponent 3, faulty signature checks in other software are easier to exploit.',
			),
		mend: () =>
			vscode.l10n.t('Create a new key with the exponent 65537, which is the default everywhere.'),
	},
	uncommonKeyType: {
		sentence: ({ name, arg }) =>
			vscode.l10n.t(
				'{0} has a key of type {1}, which not all TLS programs support.',
				name,
				arg('keyType'),
			),
		title: () => vscode.l10n.t('Uncommon key type'),
		why: () =>
			vscode.l10n.t(
				'Go and Bun do not support Ed448 and RSA-PSS keys. ML-DSA keys need Node.js 22 or later; Bun and OpenBao 2.7 cannot load them.',
			),
		mend: () => vscode.l10n.t('Use an RSA, ECDSA (P-256 or P-384) or Ed25519 key.'),
	},
	outdatedKeyEncryption: {
		sentence: ({ arg }) =>
			vscode.l10n.t(
				'This key is encrypted with {0}, which OpenSSL 3 and Node.js cannot open by default.',
				arg('cipher'),
			),
		title: () => vscode.l10n.t('Key encryption is outdated'),
		why: () =>
			vscode.l10n.t(
				'OpenSSL 3 moved RC2, RC4 and DES to its legacy provider, which Node.js does not load. The key cannot be opened, whatever the passphrase.',
			),
		mend: () =>
			vscode.l10n.t(
				'Run “openssl pkcs8 -topk8 -v2 aes-256-cbc -provider legacy -provider default” to encrypt the key again.',
			),
	},
	publishedTestKey: {
		sentence: ({ name, arg, finding }) =>
			vscode.l10n.t(
				'{0}: this key is published in {1}, so everyone has its private half. Use it in tests only.',
				keyName(name, finding),
				arg('source'),
			),
		title: () => vscode.l10n.t('Key is a published test key'),
		why: () =>
			vscode.l10n.t(
				'The private half of this key is public. Anyone can read what is encrypted for it, and impersonate its owner.',
			),
		mend: () => vscode.l10n.t('Create a new key for everything but tests.'),
	},
	keyTrackedByGit: {
		sentence: () =>
			vscode.l10n.t(
				'This private key is tracked by git. Anyone who can read the repository can use it.',
			),
		title: () => vscode.l10n.t('Private key in git'),
		why: () =>
			vscode.l10n.t(
				'Every clone of the repository has the key, and keeps it in its history even after the file is deleted.',
			),
		mend: () =>
			vscode.l10n.t(
				'Remove the file with “git rm --cached” and add it to .gitignore. If the repository was shared, replace the key.',
			),
	},
	keyNotIgnored: {
		sentence: () =>
			vscode.l10n.t(
				'This private key is not in .gitignore, so “git add” can commit it by mistake.',
			),
		title: () => vscode.l10n.t('Private key not in .gitignore'),
		why: () =>
			vscode.l10n.t('“git add .” takes along every file that no pattern in .gitignore matches.'),
		mend: () => vscode.l10n.t('Add the file to .gitignore.'),
	},
} satisfies FindingEntries;

/** A certificate by its name; the others have none. */
function keyName(name: string, { kind }: FindingFacts): string {
	switch (kind) {
		case 'privateKey':
			return vscode.l10n.t('This private key');
		case 'publicKey':
			return vscode.l10n.t('This public key');
		case 'request':
			return vscode.l10n.t('This request');
		default:
			return name;
	}
}
