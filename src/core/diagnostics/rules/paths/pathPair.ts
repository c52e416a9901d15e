import { clientSeverity } from '../../clientSeverity.js';
import { atPath, certificateBehind, fileNameOf, keyBehind } from '../../contents/references.js';
import { defineReferenceRule, type RuleFinding } from '../../rule.js';

type PairCode = 'pathKeyMismatch' | 'pathCertificateMismatch' | 'pathOpensshKey';

/**
 * A certificate and a private key of one configuration that do not belong together, at both paths; and a key that no TLS
 * program can load.
 */
export const pathPair = defineReferenceRule({
	id: 'path-pair',
	*check(input): Generator<RuleFinding<PairCode>> {
		const { reference, group } = input;
		for (const { certificate, key } of group.pairs) {
			if (certificate !== reference && key !== reference) continue;
			const own = certificateBehind(certificate)?.facts;
			const half = keyBehind(key)?.facts;
			if (own && half?.format === 'openssh' && key === reference) {
				const severity = clientSeverity('key-openssh', true);
				const args = { key: fileNameOf(key) };
				yield { code: 'pathOpensshKey', severity, ...atPath(input), args };
			}
			// Of an encrypted key the other half may be unknown.
			if (!own || half?.publicKeySha256 === undefined) continue;
			if (half.publicKeySha256 === own.publicKeySha256) continue;
			const fault = half.keyType === own.keyType ? 'key-mismatch' : 'key-other-type';
			const isKey = key === reference;
			yield {
				code: isKey ? 'pathCertificateMismatch' : 'pathKeyMismatch',
				severity: clientSeverity(fault, true),
				...atPath(input),
				args: { certificate: fileNameOf(certificate), key: fileNameOf(key) },
			};
		}
	},
});
