import { spokenName } from '../../../x509/names/spokenName.js';
import {
	type NameConstraints,
	nameConstraintsOf,
	violationOf,
} from '../../../x509/names/nameConstraints.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineFileRule, headline, type RuleBlock, type RuleFinding } from '../../rule.js';

/** A certificate with a name for which a CA above it in the file may not issue (RFC 5280, 4.2.1.10). */
export const nameConstraints = defineFileRule({
	id: 'name-constraints',
	*check(file): Generator<RuleFinding<'nameConstraintViolated'> | undefined> {
		const chains = chainsOf(file);
		const known = new Map<RuleBlock, NameConstraints | undefined>();
		for (const { block, facts } of chains.certificates) {
			const constraints = nameConstraintsOf(facts);
			if (constraints) known.set(block, constraints);
		}
		if (known.size === 0) return;
		for (const certificate of chains.certificates) {
			yield undefined;
			const { block } = certificate;
			for (const issuer of chains.pathOf(certificate).slice(1)) {
				const constraints = known.get(issuer.block);
				const violation = constraints && violationOf(certificate, constraints);
				if (!violation) continue;
				yield {
					code: 'nameConstraintViolated',
					severity: clientSeverity('client-name-constraints', chains.isOwn(certificate)),
					...headline(block),
					block,
					args: { value: violation.value, issuer: spokenName(issuer.facts), kind: violation.kind },
				};
				break;
			}
		}
	},
});
