import { bundlesIn } from '../../contents/bundles.js';
import { clientSeverity } from '../../clientSeverity.js';
import { certificatesIn, hidesCertificate, tlsKeysIn } from '../../contents/fileContents.js';
import {
	defineFileRule,
	type FileInput,
	headline,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

/** A private key that belongs to none of the certificates, requests and public keys in its file. */
export const foreignKey = defineFileRule({
	id: 'foreign-key',
	*check(file): Generator<RuleFinding<'foreignKey'>> {
		const [first] = certificatesIn(file);
		if (!first || hidesCertificate(file)) return;
		const known = publicHalves(file);
		const keys = tlsKeysIn(file);
		const isOneFile = bundlesIn(file).length === 1;
		for (const { block, facts } of keys) {
			if (facts.publicKeySha256 === undefined || known.has(facts.publicKeySha256)) continue;
			// Programs take the first key; beside CAs alone it may wait for a certificate in another file.
			const isLoaded = block === keys[0]?.block && !first.facts.isCa;
			// Among the values of a configuration only a lone pair is sure to belong together.
			if (!isOneFile && !(isLoaded && keys.length === 1)) continue;
			const fault = facts.keyType === first.facts.keyType ? 'key-mismatch' : 'key-other-type';
			const severity: Severity = clientSeverity(fault, isLoaded && isOneFile);
			yield { code: 'foreignKey', severity, ...headline(block), block };
		}
	},
});

function publicHalves({ blocks }: FileInput): ReadonlySet<string> {
	return new Set(
		blocks.flatMap(({ facts }) =>
			facts && facts.kind !== 'privateKey' && 'publicKeySha256' in facts
				? [facts.publicKeySha256]
				: [],
		),
	);
}
