import { publishedKeys } from '../../../x509/keys/publishedKeys.js';
import { holdsKey } from '../../contents/fileContents.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/** Keys whose private half is published, as in RFCs: anyone can use them. Each is named once a file. */
export const publishedKey = defineFileRule({
	id: 'published-key',
	*check({ blocks }): Generator<RuleFinding<'publishedTestKey'>> {
		const named = new Set<string>();
		for (const block of blocks) {
			const { facts } = block;
			if (!facts || !holdsKey(facts) || facts.publicKeySha256 === undefined) continue;
			const source = publishedKeys.get(facts.publicKeySha256);
			if (source === undefined || named.has(facts.publicKeySha256)) continue;
			named.add(facts.publicKeySha256);
			const args = { source };
			yield { code: 'publishedTestKey', severity: 'warning', ...headline(block), block, args };
		}
	},
});
