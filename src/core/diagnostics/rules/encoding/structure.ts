import { extensionOids } from '../../../x509/asn1/oid.js';
import { openCertificate } from '../../../x509/certificateFrame.js';
import type { CertificateFacts, DecodedFacts, ExtensionFacts } from '../../../x509/model.js';
import { clientSeverity } from '../../clientSeverity.js';
import { defineBlockRule, headline, type RuleBlock, type RuleFinding } from '../../rule.js';

type StructureCode =
	'unknownVersion' | 'versionConflict' | 'duplicateExtension' | 'unreadableExtension';

/**
 * A version that does not go with what the certificate holds (RFC 5280, 4.1.2.1), an extension that stands twice (4.2), or
 * one that cannot be read.
 */
export const structure = defineBlockRule({
	id: 'structure',
	*check({ block }): Generator<RuleFinding<StructureCode>> {
		const { facts } = block;
		const at = { ...headline(block), block };
		if (facts?.kind === 'certificate') {
			const { version } = facts;
			const conflict = conflictOf(block, facts);
			if (version > 3) {
				// Go refuses it; Node.js does not.
				yield { code: 'unknownVersion', severity: 'warning', ...at, args: { version } };
			} else if (conflict) {
				// BoringSSL, which Chrome, Electron and Bun use, refuses it; OpenSSL and Go do not.
				const args = { version, reason: conflict };
				yield { code: 'versionConflict', severity: 'warning', ...at, args };
			}
		}
		const { twice, unread } = faultyExtensions(facts);
		if (twice && facts) {
			const severity = clientSeverity(duplicateFault(facts), true);
			yield { code: 'duplicateExtension', severity, ...at, args: { oid: twice.oid } };
		}
		if (unread) {
			// Go refuses to read a certificate whose well-known extensions are damaged.
			const severity = knownToGo.has(unread.oid) ? 'warning' : 'information';
			yield { code: 'unreadableExtension', severity, ...at, args: { oid: unread.oid } };
		}
	},
});

function conflictOf(
	{ der }: RuleBlock,
	{ version, extensions }: CertificateFacts,
): 'extensions' | 'uniqueId' | undefined {
	if (version > 2 || version < 1) return undefined;
	if (extensions.length > 0) return 'extensions';
	if (version > 1 || !der) return undefined;
	return openCertificate(der).frame.uniqueId ? 'uniqueId' : undefined;
}

function faultyExtensions(facts: DecodedFacts | undefined): {
	readonly twice?: ExtensionFacts | undefined;
	readonly unread?: ExtensionFacts | undefined;
} {
	if (!facts || !('extensions' in facts)) return {};
	const { extensions } = facts;
	return {
		twice: extensions.find(({ problem }) => problem?.code === 'duplicate'),
		// A string with wrong characters was read; of names more is said elsewhere.
		unread: extensions.find(({ problem }) => problem && !isReadable.has(problem.code)),
	};
}

const isReadable: ReadonlySet<string> = new Set(['duplicate', 'badString']);

function duplicateFault(facts: DecodedFacts) {
	return facts.kind === 'certificate' && facts.isCa
		? 'ca-duplicate-extension'
		: 'server-duplicate-extension';
}

/** Those that `x509.ParseCertificate` reads. */
const knownToGo: ReadonlySet<string> = new Set([
	extensionOids.keyUsage,
	extensionOids.basicConstraints,
	extensionOids.subjectAltName,
	extensionOids.nameConstraints,
	extensionOids.crlDistributionPoints,
	extensionOids.authorityKeyIdentifier,
	extensionOids.extendedKeyUsage,
	extensionOids.subjectKeyIdentifier,
	extensionOids.certificatePolicies,
	extensionOids.authorityInfoAccess,
]);
