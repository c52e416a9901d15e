/** Where we open PKCS #12 files otherwise than the Python package `cryptography`, and why. */
import type { KnownDifference } from './known.js';

export const containerDifferences: readonly KnownDifference[] = [
	{
		files: /DSA/,
		fields: /^privateKeys$/,
		reason:
			'DSA keys in PKCS #8 do not hold their public part. It computes it; ours does not compute with numbers that a file chose.',
	},
];
