import { otherHalfNames } from '../../../layouts/otherHalfNames.js';
import { certificatesIn, privateKeysIn } from '../../contents/fileContents.js';
import { defineWorkspaceRule, headline, type RuleFinding } from '../../rule.js';
import { authorityNames } from './caKey.js';

/** The private key of a CA, without a passphrase, beside the file of its certificate: `ca.key` beside `ca.crt`. */
export const caKeyBeside = defineWorkspaceRule({
	id: 'ca-key-beside',
	async *check(file): AsyncGenerator<RuleFinding<'caKeyUnencrypted'>> {
		const name = file.path?.split('/').at(-1);
		const [key, ...others] = privateKeysIn(file);
		// With a certificate in the file, that is the one it belongs to.
		if (name === undefined || !key || others.length > 0 || certificatesIn(file).length > 0) return;
		const { block, facts } = key;
		if (facts.encrypted || facts.publicKeySha256 === undefined) return;
		for (const other of otherHalfNames(name, true)) {
			const beside = await file.beside(other);
			const authority = beside && authorityNames(certificatesIn(beside)).get(facts.publicKeySha256);
			if (authority === undefined) continue;
			const args = { name: authority };
			yield { code: 'caKeyUnencrypted', severity: 'information', ...headline(block), block, args };
			return;
		}
	},
});
