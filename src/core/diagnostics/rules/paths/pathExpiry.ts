import { datesContradict, verdictOf } from '../../../x509/verdict.js';
import {
	type CertificateInFile,
	certificatesIn,
	ownCertificate,
	tlsKeysIn,
} from '../../contents/fileContents.js';
import { clientSeverity } from '../../clientSeverity.js';
import { atPath, blocksBehind, fileNameOf } from '../../contents/references.js';
import { defineReferenceRule, type RuleContext, type RuleFinding } from '../../rule.js';

const codes = {
	expired: 'pathExpired',
	expiresSoon: 'pathExpiresSoon',
	notYetValid: 'pathNotYetValid',
} as const;
type Code = (typeof codes)[keyof typeof codes];

/**
 * What stands in the file is out of its validity, or soon will be. Of a collection of CAs one that has expired is no
 * fault: only where all have.
 */
export const pathExpiry = defineReferenceRule({
	id: 'path-expiry',
	*check(input, context): Generator<RuleFinding<Code>> {
		const file = { blocks: blocksBehind(input.reference) };
		const certificates = certificatesIn(file);
		const own = ownCertificate(certificates, tlsKeysIn(file))?.certificate;
		const verdicts = (own ? [own] : certificates).map((each) => verdictFor(each, context));
		const [code] = verdicts;
		const isAll = verdicts.every((other) => other === code);
		const certificate = own ?? certificates[0];
		if (code === undefined || !isAll || !certificate) return;
		const fault = input.reference.kindHint === 'ca' ? 'ca-expired' : 'client-expired';
		yield {
			code,
			severity: clientSeverity(fault, code === 'pathExpired'),
			...atPath(input, certificate.block),
			args: { file: fileNameOf(input.reference) },
		};
	},
});

function verdictFor(
	{ facts }: CertificateInFile,
	{ now, threshold }: RuleContext,
): Code | undefined {
	if (datesContradict(facts)) return undefined;
	const verdict = verdictOf(facts, now, threshold);
	return verdict === 'expired' || verdict === 'expiresSoon' || verdict === 'notYetValid'
		? codes[verdict]
		: undefined;
}
