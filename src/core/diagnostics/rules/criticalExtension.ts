import { extensionOids } from '../../x509/asn1/oid.js';
import { clientSeverity } from '../clientSeverity.js';
import { chainsOf } from '../fileChains.js';
import { defineBlockRule, headline, type RuleFinding } from '../rule.js';

/** Those that verifiers process, or that are no reason for them to refuse. */
const processed: ReadonlySet<string> = new Set([
	extensionOids.subjectKeyIdentifier,
	extensionOids.keyUsage,
	extensionOids.subjectAltName,
	extensionOids.basicConstraints,
	extensionOids.nameConstraints,
	extensionOids.crlDistributionPoints,
	extensionOids.certificatePolicies,
	extensionOids.policyMappings,
	extensionOids.authorityKeyIdentifier,
	extensionOids.policyConstraints,
	extensionOids.extendedKeyUsage,
	extensionOids.inhibitAnyPolicy,
	extensionOids.netscapeCertType,
	extensionOids.ocspNoCheck,
	// IP addresses and AS numbers (RFC 3779), proxy certificates (RFC 3820).
	'1.3.6.1.5.5.7.1.7',
	'1.3.6.1.5.5.7.1.8',
	'1.3.6.1.5.5.7.1.14',
]);

/** A critical extension that clients do not know: they must then refuse the certificate (RFC 5280, 4.2). */
export const criticalExtension = defineBlockRule({
	id: 'critical-extension',
	*check({ block, file }): Generator<RuleFinding<'unknownCriticalExtension'>> {
		const { facts } = block;
		if (facts?.kind !== 'certificate') return;
		const found = facts.extensions.find(({ oid, critical }) => critical && !processed.has(oid));
		if (!found) return;
		const severity = clientSeverity(
			facts.isCa ? 'ca-critical-extension' : 'server-critical-extension',
			!facts.isCa || chainsOf(file).isInChain(block),
		);
		const args = { oid: found.oid };
		yield {
			code: 'unknownCriticalExtension',
			severity,
			...headline(block),
			block,
			args,
		};
	},
});
