/** Where we read otherwise than the Python package `cryptography`, and why. */
import type { KnownDifference } from './known.js';

/** It writes extensions anew from what it read; ours are the bytes as they stand. */
const writtenAnew: readonly KnownDifference[] = [
	{
		files:
			/accvraiz1|belgian-eid|cp_user_notice_|UserNoticeQualifier|P1anyPolicyMapping1to2|ValidPolicyMappingTest12/,
		fields: /^value of 2\.5\.29\.32$/,
		reason: 'It writes the texts of policies as UTF8String; ours are as they stand.',
	},
	{
		files: /onlySomeReasons/,
		fields: /^value of 2\.5\.29\.(28|31)$/,
		reason: 'It corrects the number of unused bits of a list of reasons; ours is as it stands.',
	},
	{
		files: /alternate-rsa-sha1-oid/,
		fields: /^value of 2\.5\.29\.15$/,
		reason: 'It leaves out zero bytes behind the key usages; ours are as they stand.',
	},
];

const keys: readonly KnownDifference[] = [
	{
		files: /rsa_pss/,
		fields: /^(keyType|publicKeySha256)$/,
		reason:
			'It takes a key for RSASSA-PSS as one for RSA; ours keeps the algorithm, which the key is bound to (RFC 4055, 1.2).',
	},
	{
		files: /-explicit-(no-)?seed|ec_no_named_curve/,
		fields: /^(curve|publicKeySha256)$/,
		reason:
			'It names a curve given by its parameters and writes the key with the name. To RFC 5480 such a key is none, and TLS refuses it: ours says `explicit` and hashes what stands there.',
	},
	{
		files: /DH\/dhkey|nilpotent|dsa_4096|unenc-dsa-pkcs8/,
		fields: /^publicKeySha256$/,
		reason:
			'DH and DSA keys in PKCS #8 do not hold their public part. It computes it; ours does not compute with numbers that a file chose.',
	},
	{
		files: /dhpub_cryptography_old/,
		fields: /^publicKeySha256$/,
		reason: 'It writes the key anew, without an optional number; ours hashes what stands there.',
	},
];

const others: readonly KnownDifference[] = [
	{
		files: /scottishpower-bitstring-dn|unique_identifier/,
		fields: /^subject$/,
		reason: "A BIT STRING is written as RFC 4517, 3.3.2, has it, '0101'B; it shows the bytes.",
	},
	{
		files: /resp-unknown-hash-alg/,
		fields: /^responses$/,
		reason: 'It names no digest that it does not know; ours shows its OID.',
	},
	{
		files: /requests\/basic_constraints/,
		fields: /^pathLength$/,
		reason: 'The path length that a request asks for stands in the lines of its extension.',
	},
];

export const cryptographyDifferences = [...writtenAnew, ...keys, ...others];
