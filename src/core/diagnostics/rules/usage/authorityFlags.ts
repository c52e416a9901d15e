import { isSelfIssued } from '../../../x509/chain.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/**
 * CAs whose key usage forbids them to issue (RFC 5280, 4.2.1.3), and certificates for hosts that are CAs as well
 * (4.2.1.9). What signed itself for a host is told apart from neither, for `openssl req -x509` makes it so.
 */
export const authorityFlags = defineBlockRule({
	id: 'authority-flags',
	*check({ block, file }): Generator<RuleFinding<'caWithoutKeyCertSign' | 'leafWithCaTrue'>> {
		const { facts } = block;
		if (facts?.kind !== 'certificate' || !facts.isCa) return;
		const span = headline(block);
		if (isForHost(facts)) {
			if (isSelfIssued(facts)) return;
			const severity = clientSeverity('server-is-ca', true);
			yield { code: 'leafWithCaTrue', severity, ...span, block };
		} else if (facts.keyUsage.length > 0 && !facts.keyUsage.includes('keyCertSign')) {
			// Only what it has issued, or will, is refused.
			const isUsed = chainsOf(file).isInChain(block);
			const severity = clientSeverity('client-issuer-no-cert-sign', isUsed);
			yield { code: 'caWithoutKeyCertSign', severity, ...span, block };
		}
	},
});

function isForHost({ subjectAltNames }: CertificateFacts): boolean {
	return subjectAltNames.some(({ type }) => type === 'dns' || type === 'ip');
}
