import type { Fault } from '../../../tls/clientBehavior.js';
import { extensionOids } from '../../../x509/asn1/oid.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { coversHost, isAddress, isHostName } from '../../../x509/names/hosts.js';
import { clientSeverity } from '../../clientSeverity.js';
import { defineBlockRule, headline, type RuleFinding, type Severity } from '../../rule.js';
import { type Serving, servingOf } from '../../contents/serving.js';
import { namedUse } from '../usage/purpose.js';

/**
 * A server certificate without alternative names, or whose common name is a host that they do not cover: clients look for
 * names among the alternative names only (RFC 9525, 2).
 */
export const serverNames = defineBlockRule({
	id: 'server-names',
	*check(input): Generator<RuleFinding<'noSubjectAltName' | 'commonNameNotInSan'>> {
		const { block } = input;
		const { facts } = block;
		if (facts?.kind !== 'certificate') return;
		const use = namedUse(input);
		if (use === 'clientAuth') return;
		const serving = servingOf(facts);
		// What cannot be read may hold the names.
		if (serving === 'never' || facts.problems.some(({ field }) => hidesNames(field))) return;
		const { commonName: name = '', subjectAltNames } = facts;
		const at = { ...headline(block), block, args: { name } };
		if (!facts.extensions.some(({ oid }) => oid === extensionOids.subjectAltName)) {
			const severity = severityWithout(facts, serving, use === 'serverAuth');
			if (severity) yield { code: 'noSubjectAltName', severity, ...at };
		} else if (isHostName(name) && !isAddress(name) && !coversHost(subjectAltNames, name)) {
			// Only for those who use that name, so a warning at most.
			const severity = clientSeverity(faultBeside(facts), false);
			if (hasHosts(facts)) yield { code: 'commonNameNotInSan', severity, ...at };
		}
	},
});

function hidesNames(field: string): boolean {
	return field === extensionOids.subjectAltName || field === 'extensions' || field === 'subject';
}

/** Undefined where it is likely no server's. */
function severityWithout(
	{ commonName = '' }: CertificateFacts,
	serving: Serving,
	isNamedServer: boolean,
) {
	if (isHostName(commonName)) {
		const fault = isAddress(commonName) ? 'name-address-as-common-name' : 'name-common-name';
		return clientSeverity(fault, serving === 'only');
	}
	if (isNamedServer) return clientSeverity('name-other', serving === 'only');
	const byServing: Readonly<Record<Serving, Severity | undefined>> = {
		only: clientSeverity('name-other', true),
		also: 'information',
		maybe: undefined,
		never: undefined,
	};
	return byServing[serving];
}

/** Names of services (`spiffe://…`) need no host beside them. */
function hasHosts({ subjectAltNames }: CertificateFacts): boolean {
	return subjectAltNames.some(({ type }) => type === 'dns' || type === 'ip');
}

function faultBeside({ subjectAltNames }: CertificateFacts): Fault {
	return subjectAltNames.some(({ type }) => type === 'dns')
		? 'name-common-name-beside-dns'
		: 'name-common-name-beside-ip';
}
