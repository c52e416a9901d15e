import { spokenName } from '../../../x509/names/spokenName.js';
import { allows } from '../../clientConfig/faults.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import type { CertificateInFile } from '../../contents/fileContents.js';
import {
	defineFileRule,
	type FileInput,
	headline,
	type RuleBlock,
	type RuleFinding,
} from '../../rule.js';
import { namedUse } from '../usage/purpose.js';

type Finding = RuleFinding<'issuerNotCa' | 'pathLengthExceeded' | 'issuerUsageConflict'>;

/**
 * Issuers that were not allowed to issue what they did: no CA (RFC 5280, 4.2.1.9 and 6.1.4 k), one below which fewer CAs
 * may stand (6.1.4 m), or one that may not issue for the purpose. Each is named once, whatever it has issued.
 */
export const issuerRights = defineFileRule({
	id: 'issuer-rights',
	*check(file): Generator<Finding | undefined> {
		const chains = chainsOf(file);
		const named = new Set<RuleBlock>();
		// From those that are used first, as they tell how grave it is.
		const own = chains.certificates.filter(chains.isOwn);
		for (const certificate of new Set([...own, ...chains.certificates])) {
			yield undefined;
			const path = chains.pathOf(certificate);
			const isUsed = chains.isOwn(certificate);
			const findings = [
				...notCa(path, isUsed),
				...tooDeep(path, isUsed),
				...otherPurpose(path, file, isUsed),
			];
			for (const finding of findings) {
				if (named.has(finding.block)) continue;
				named.add(finding.block);
				yield finding;
			}
		}
	},
});

/** The one above a certificate; those further up are looked at from their own. Version 1 knows no CA flag. */
function notCa(path: readonly CertificateInFile[], isUsed: boolean): readonly Finding[] {
	const [child, issuer] = path;
	if (!child || !issuer || issuer.facts.isCa || issuer.facts.version < 3) return [];
	const { block } = issuer;
	return [
		{
			code: 'issuerNotCa',
			severity: clientSeverity('server-issuer-not-ca', isUsed),
			...headline(block),
			block,
			args: { child: spokenName(child.facts), line: child.block.line },
		},
	];
}

/** `count` intermediates stand between it and the certificate; none names itself, as a path ends there. */
function tooDeep(path: readonly CertificateInFile[], isUsed: boolean): readonly Finding[] {
	const ownName = path[0] ? spokenName(path[0].facts) : '';
	return path.slice(1).flatMap(({ block, facts }, count): readonly Finding[] => {
		const { pathLength } = facts;
		if (pathLength === undefined || count <= pathLength) return [];
		return [
			{
				code: 'pathLengthExceeded',
				severity: clientSeverity('server-path-length', isUsed),
				...headline(block),
				block,
				args: { name: spokenName(facts), allowed: pathLength, count, child: ownName },
			},
		];
	});
}

const tlsUses = ['serverAuth', 'clientAuth'] as const;

/**
 * The extended key usage of an issuer limits what stands below it: RFC 5280 does not say so, but OpenSSL, BoringSSL and Go
 * have it so. Where the certificate may be used for both, and only one is forbidden, nobody knows which one is meant.
 */
function otherPurpose(
	path: readonly CertificateInFile[],
	file: FileInput,
	isUsed: boolean,
): readonly Finding[] {
	const [leaf] = path;
	if (!leaf || leaf.facts.isCa) return [];
	const named = namedUse({ block: leaf.block, file });
	const uses = named ? [named] : tlsUses;
	const wanted = uses.filter((use) => allows(leaf.facts, use));
	return path.slice(1).flatMap(({ block, facts }): readonly Finding[] => {
		const forbidden = wanted.filter((use) => !allows(facts, use));
		if (forbidden.length === 0) return [];
		const isCertain = isUsed && forbidden.length === wanted.length;
		return [
			{
				code: 'issuerUsageConflict',
				severity: clientSeverity('client-issuer-no-client-auth', isCertain),
				...headline(block),
				block,
				args: {
					usages: facts.extendedKeyUsage.join(', '),
					child: spokenName(leaf.facts),
					purposes: forbidden.join(', '),
				},
			},
		];
	});
}
