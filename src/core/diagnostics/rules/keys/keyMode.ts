import { privateKeysIn } from '../../contents/fileContents.js';
import { defineFileRule, headline, type RuleFinding } from '../../rule.js';

/** A private key without a passphrase in a file that others can read. Silent where the system has no modes. */
export const keyMode = defineFileRule({
	id: 'key-mode',
	*check(file): Generator<RuleFinding<'keyModeTooWide'>> {
		const { mode } = file;
		// Group and others.
		if (mode === undefined || (mode & 0o077) === 0) return;
		const key = privateKeysIn(file).find(({ facts }) => !facts.encrypted);
		if (!key) return;
		const { block } = key;
		const args = { mode: (mode & 0o777).toString(8).padStart(4, '0') };
		yield { code: 'keyModeTooWide', severity: 'warning', ...headline(block), block, args };
	},
});
