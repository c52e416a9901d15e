import { extensionOids } from '../../../x509/asn1/oid.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/** Those that all verifiers process. */
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
]);

/** Those that OpenSSL processes, and with it Node.js; BoringSSL and Go do not. */
const processedByOpenSsl: ReadonlySet<string> = new Set([
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
		const unknown = facts.extensions.filter(({ oid, critical }) => critical && !processed.has(oid));
		const found = unknown.find(({ oid }) => !processedByOpenSsl.has(oid)) ?? unknown[0];
		if (!found) return;
		const isProcessed = processedByOpenSsl.has(found.oid);
		const severity = clientSeverity(
			facts.isCa ? 'ca-critical-extension' : 'server-critical-extension',
			!isProcessed && (!facts.isCa || chainsOf(file).isInChain(block)),
		);
		const args = { oid: found.oid, by: isProcessed ? 'some' : 'all' };
		yield {
			code: 'unknownCriticalExtension',
			severity,
			...headline(block),
			block,
			args,
		};
	},
});
