import { isIssuerOf, isSelfIssued } from '../../../x509/chain.js';
import { signatureBy } from '../../../x509/signature.js';
import { certificatesIn } from '../../contents/fileContents.js';
import { atPath, blocksBehind, certificateBehind, fileNameOf } from '../../contents/references.js';
import { defineReferenceRule, type Reference, type RuleFinding } from '../../rule.js';

/** Of more certificates with the issuer's name, the right one may be among the rest. */
const maximumNamesakes = 16;

/**
 * A chain that is sent with a certificate, in which its issuer is not. CAs by which the other side is checked are another
 * matter: nothing says that they issued it.
 */
export const pathChain = defineReferenceRule({
	id: 'path-chain',
	*check(input): Generator<RuleFinding<'pathChainMismatch'>> {
		const { reference, group } = input;
		const pair = group.chains.find(({ chain }) => chain === reference);
		if (!pair || !lacksIssuer(pair.certificate, pair.chain)) return;
		yield {
			code: 'pathChainMismatch',
			severity: 'warning',
			...atPath(input),
			args: { certificate: fileNameOf(pair.certificate), chain: fileNameOf(reference) },
		};
	},
});

function lacksIssuer(certificate: Reference, chain: Reference): boolean {
	const own = certificateBehind(certificate);
	const issuers = certificatesIn({ blocks: blocksBehind(chain) });
	if (!own || isSelfIssued(own.facts) || issuers.length === 0) return false;
	const beside = certificatesIn({ blocks: blocksBehind(certificate) });
	const namesakes = [...issuers, ...beside].filter(({ facts }) => isIssuerOf(facts, own.facts));
	if (namesakes.length === 0) return true;
	return namesakes.length <= maximumNamesakes && signatureBy(namesakes, own) === 'bad';
}
