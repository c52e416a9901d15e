import { privateKeysIn } from '../../contents/fileContents.js';
import { defineWorkspaceRule, headline, type RuleFinding } from '../../rule.js';

/** A private key without a passphrase that git has, or takes along with the next `git add`. */
export const keyInGit = defineWorkspaceRule({
	id: 'key-in-git',
	async *check(file): AsyncGenerator<RuleFinding<'keyTrackedByGit' | 'keyNotIgnored'>> {
		const key = privateKeysIn(file).find(({ facts }) => !facts.encrypted);
		const facts = key && (await file.git?.());
		if (!facts) return;
		const { block } = key;
		const at = { ...headline(block), block };
		if (facts.tracked) yield { code: 'keyTrackedByGit', severity: 'warning', ...at };
		else if (!facts.ignored) yield { code: 'keyNotIgnored', severity: 'hint', ...at };
	},
});
