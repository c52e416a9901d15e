/** What is looked at before a new pair takes the place of an old one. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { compareIssued, type Difference, isSevere } from '../backends/issuing/comparison.js';
import { toPem } from '../find/pem.js';
import type { HandshakeFailure } from '../tls/failure.js';
import { isIssuerOf, isSelfIssued, verifySignature } from '../x509/chain.js';
import type { FreshPair, OldPair } from './pair.js';
import { askedLike } from './wishes.js';

export type RotationCheckName =
	| 'keyMatches'
	| 'chainVerifies'
	| 'namesKept'
	| 'usagesKept'
	| 'preflightServer'
	| 'preflightClient'
	/** Check A of the rotation runbook. */
	| 'serverAnswers'
	/** Check B of the rotation runbook. */
	| 'serverServes';

export interface RotationCheck {
	readonly name: RotationCheckName;
	/** `notChecked`: what it needs is not there; `message` says what. */
	readonly ok: boolean | 'notChecked';
	readonly differences?: readonly Difference[];
	/** Of a handshake. */
	readonly failure?: HandshakeFailure;
	/** A TLS library's code, or the backend's. */
	readonly code?: string;
	/** The words of whoever refused it. */
	readonly message?: string;
}

/** Names and usages that are not kept may be meant; a pair that does not fit together, or no chain, never is. */
export function freshChecks(
	old: OldPair,
	fresh: FreshPair,
	privateKeyPem: string,
	now: Date,
): readonly RotationCheck[] {
	const answered = {
		certificatePem: toPem('CERTIFICATE', fresh.leaf.der),
		chainPem: fresh.above.map(({ der }) => toPem('CERTIFICATE', der)),
	};
	const differences = [
		...compareIssued(askedLike(old.leaf.facts), answered, now),
		...narrowedUsages(old, fresh),
	];
	const of = (...codes: readonly Difference['code'][]) =>
		differences.filter(({ code }) => codes.includes(code));
	const names = of('namesMissing', 'namesAdded', 'otherSubject');
	const usages = of('usagesMissing', 'usagesAdded');
	const broken = differences.filter(isSevere);
	const isWhole = chainVerifies(fresh) && broken.length === 0;
	return [
		{ name: 'keyMatches', ok: keyMatches(fresh, privateKeyPem) },
		{ name: 'chainVerifies', ok: isWhole, ...(broken.length > 0 && { differences: broken }) },
		{ name: 'namesKept', ok: names.length === 0, ...(names.length > 0 && { differences: names }) },
		{
			name: 'usagesKept',
			ok: usages.length === 0,
			...(usages.length > 0 && { differences: usages }),
		},
	];
}

/** Those without which nothing is replaced, whatever somebody confirms. */
export function isDecisive({ name }: RotationCheck): boolean {
	return name === 'keyMatches' || name === 'chainVerifies';
}

function keyMatches({ leaf }: FreshPair, privateKeyPem: string): boolean {
	try {
		return new X509Certificate(leaf.der).checkPrivateKey(createPrivateKey(privateKeyPem));
	} catch {
		// A certificate that the TLS library of this runtime cannot read is of no use to it.
		return false;
	}
}

/** From the leaf up, each signed by the next; what node:crypto cannot verify counts as verified by its names. */
function chainVerifies({ leaf, above }: FreshPair): boolean {
	return [leaf, ...above].every((item, index, chain) => {
		const issuer = chain[index + 1];
		if (!issuer) return above.length > 0 || isSelfIssued(item.facts);
		return isIssuerOf(issuer.facts, item.facts) && verifySignature(issuer.der, item.der) !== false;
	});
}

/** A certificate without usages was good for everything. */
function narrowedUsages({ leaf }: OldPair, fresh: FreshPair): readonly Difference[] {
	const { extendedKeyUsage } = fresh.leaf.facts;
	if (leaf.facts.extendedKeyUsage.length > 0 || extendedKeyUsage.length === 0) return [];
	const lost = ['serverAuth', 'clientAuth'].filter((usage) => !extendedKeyUsage.includes(usage));
	return lost.length === 0 ? [] : [{ code: 'usagesMissing', args: { usages: lost.join(', ') } }];
}
