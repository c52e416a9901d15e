import type { Fault } from '../../../tls/clientBehavior.js';
import type { SubjectAltName } from '../../../x509/model.js';
import { isAddress } from '../../../x509/names/hosts.js';
import { normalIp } from '../../../x509/names/nameKinds.js';
import { clientSeverity } from '../../clientSeverity.js';
import { type DnsNameFault, dnsNameFault, hiddenCharacterIn } from '../../faults/dnsNameFault.js';
import {
	defineBlockRule,
	headline,
	type RuleBlock,
	type RuleFinding,
	type Severity,
} from '../../rule.js';
import {
	hasUsableName,
	servingOf,
	wildcardFault,
	type WildcardFault,
} from '../../contents/serving.js';

type DnsNameCode = 'wildcardMisuse' | 'ipAddressAsDnsName' | 'invalidDnsName';

interface Faulty {
	readonly code: DnsNameCode;
	readonly reason: string;
	/** What clients do where no other name is left. */
	readonly severity: (isAlone: boolean) => Severity;
}

/**
 * DNS names that clients match with no host, or not all of them do: wildcards in the wrong place, addresses, and what is
 * no host name (RFC 5280, 4.2.1.6; RFC 6125, 6.4.3). One finding a kind and block, at the first of such names.
 */
export const dnsNames = defineBlockRule({
	id: 'dns-names',
	*check({ block }): Generator<RuleFinding<DnsNameCode>> {
		const names = servedNames(block);
		const addresses = new Set(
			names.flatMap(({ type, value }) => (type === 'ip' ? [normalIp(value)] : [])),
		);
		const isAlone = !hasUsableName(names);
		const found = new Map<DnsNameCode, { faulty: Faulty; name: string; count: number }>();
		for (const { type, value: name } of names) {
			const faulty = type === 'dns' ? faultyName(name, addresses) : undefined;
			if (!faulty) continue;
			const known = found.get(faulty.code);
			if (known) known.count += 1;
			else found.set(faulty.code, { faulty, name, count: 1 });
		}
		for (const [code, { faulty, name, count }] of found) {
			// A request may still be changed by whoever signs it.
			const severity = faulty.severity(isAlone && block.facts?.kind === 'certificate');
			const args = { name, reason: faulty.reason, count };
			yield { code, severity, ...headline(block), block, args };
		}
	},
});

/** Of what a server may show; else none. */
function servedNames({ facts }: RuleBlock): readonly SubjectAltName[] {
	switch (facts?.kind) {
		case 'certificate':
			return servingOf(facts) === 'never' ? [] : facts.subjectAltNames;
		case 'request':
			return facts.isCa ? [] : facts.subjectAltNames;
		default:
			return [];
	}
}

function faultyName(name: string, addresses: ReadonlySet<string | undefined>): Faulty | undefined {
	if (isAddress(name)) {
		// Beside the address itself it is for old programs.
		return addresses.has(normalIp(name))
			? undefined
			: faultyBy('ipAddressAsDnsName', '', 'name-address-as-dns');
	}
	// Of that more is said elsewhere.
	if (hiddenCharacterIn(name) !== undefined) return undefined;
	const invalid = dnsNameFault(name);
	if (invalid) return { code: 'invalidDnsName', reason: invalid, severity: severityOf(invalid) };
	const wildcard = wildcardFault(name);
	return wildcard && faultyBy('wildcardMisuse', wildcard, wildcardFaults[wildcard]);
}

function faultyBy(code: DnsNameCode, reason: string, fault: Fault): Faulty {
	return { code, reason, severity: (isAlone) => clientSeverity(fault, isAlone) };
}

const wildcardFaults: Readonly<Record<WildcardFault, Fault>> = {
	bare: 'name-wildcard-inside',
	several: 'name-wildcard-inside',
	inside: 'name-wildcard-inside',
	topLevel: 'name-wildcard-top-level',
	partial: 'name-wildcard-partial',
};

function severityOf(fault: DnsNameFault): Faulty['severity'] {
	switch (fault) {
		case 'hyphen':
			// Matched as it is written.
			return () => 'information';
		case 'nonAscii':
		case 'trailingDot':
			// Node.js takes it; Go does not.
			return () => 'warning';
		default:
			// No host has that name, so that it is for none.
			return (isAlone) => clientSeverity('name-other', isAlone);
	}
}
