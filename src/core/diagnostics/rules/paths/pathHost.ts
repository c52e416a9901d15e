import { coversHost } from '../../../x509/names/hosts.js';
import { atPath, certificateBehind, fileNameOf } from '../../contents/references.js';
import { defineReferenceRule, type RuleFinding } from '../../rule.js';

/** A host that a web server serves with a certificate in which it is not named. */
export const pathHost = defineReferenceRule({
	id: 'path-host',
	*check(input): Generator<RuleFinding<'pathHostNotCovered'>> {
		const { reference, serverNames } = input;
		if (serverNames.length === 0 || reference.kindHint !== 'certificate') return;
		const own = certificateBehind(reference);
		const host = own && serverNames.find((name) => !coversHost(own.facts.subjectAltNames, name));
		if (host === undefined) return;
		yield {
			code: 'pathHostNotCovered',
			severity: 'hint',
			...atPath(input, own?.block),
			args: { file: fileNameOf(reference), host },
		};
	},
});
