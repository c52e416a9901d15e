import { otherHalfNames } from '../../../layouts/otherHalfNames.js';
import { clientSeverity } from '../../clientSeverity.js';
import { certificatesIn, ownCertificate, privateKeysIn } from '../../contents/fileContents.js';
import { defineWorkspaceRule, headline, type RuleFinding } from '../../rule.js';
import { namedUse } from '../usage/purpose.js';

/** A certificate whose private key, by the file's name, is another one's: `web.key` beside `web.crt`. */
export const keyBeside = defineWorkspaceRule({
	id: 'key-beside',
	async *check(file): AsyncGenerator<RuleFinding<'keyBesideMismatch'>> {
		const name = file.path?.split('/').at(-1);
		const certificates = certificatesIn(file);
		// Where the file has a key of its own, that one counts.
		if (name === undefined || privateKeysIn(file).length > 0) return;
		const [first] = certificates;
		// Programs take the first certificate of a file that is called theirs, be it a CA.
		const isNamed = first && namedUse({ block: first.block, file }) !== undefined;
		const own = ownCertificate(certificates, [])?.certificate ?? (isNamed ? first : undefined);
		if (!own) return;
		for (const other of otherHalfNames(name, false)) {
			const beside = await file.beside(other);
			// Programs take the first key.
			const [key] = beside ? privateKeysIn(beside) : [];
			const hash = key?.facts.publicKeySha256;
			if (hash === undefined || hash === own.facts.publicKeySha256) continue;
			const { block } = own;
			const severity = clientSeverity('key-mismatch', false);
			const [right] = file.filesWithKey?.(own.facts.publicKeySha256) ?? [];
			const args = { file: other, ...(right === undefined ? {} : { right }) };
			yield { code: 'keyBesideMismatch', severity, ...headline(block), block, args };
		}
	},
});
