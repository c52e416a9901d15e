import type { CertificateFacts } from '../../../x509/model.js';
import { spokenName } from '../../../x509/names/spokenName.js';
import { certificatesIn, privateKeysIn } from '../../contents/fileContents.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/** The private key of a CA, without a passphrase, in the file of its certificate. */
export const caKey = defineFileRule({
	id: 'ca-key',
	*check(file): Generator<RuleFinding<'caKeyUnencrypted'>> {
		const keys = privateKeysIn(file).filter(({ facts }) => !facts.encrypted);
		if (keys.length === 0) return;
		const names = authorityNames(certificatesIn(file));
		for (const { block, facts } of keys) {
			const name = names.get(facts.publicKeySha256 ?? '');
			if (name === undefined) continue;
			const args = { name };
			yield { code: 'caKeyUnencrypted', severity: 'information', ...headline(block), block, args };
		}
	},
});

/**
 * The names of CAs, by the hash of their key. A certificate that signed itself for a host is that host's own, as
 * `openssl req -x509` makes it, although it says that it is a CA.
 */
export function authorityNames(
	certificates: readonly { readonly facts: CertificateFacts }[],
): ReadonlyMap<string, string> {
	return new Map(
		certificates.flatMap(({ facts }): [string, string][] =>
			facts.isCa && facts.subjectAltNames.length === 0
				? [[facts.publicKeySha256, spokenName(facts)]]
				: [],
		),
	);
}
