import { allows, unusualKey } from '../../clientConfig/faults.js';
import { clientSeverity } from '../../clientSeverity.js';
import { chainsOf } from '../../contents/fileChains.js';
import { holdsKey, type KeyHolder } from '../../contents/fileContents.js';
import { namesItself } from '../../../x509/chain.js';
import { rsaExponentOf } from '../../../x509/keys/rsaExponent.js';
import type { CertificateFacts } from '../../../x509/model.js';
import {
	defineFileRule,
	headline,
	type FileInput,
	type RuleBlock,
	type RuleFinding,
	type Severity,
} from '../../rule.js';

type Code =
	| ('weakRsaKey' | 'weakCurve' | 'unknownCurve' | 'explicitEcParameters' | 'oddRsaExponent')
	| 'uncommonKeyType';

/** Keys that programs refuse, or that are too easily broken. A key that is in several blocks is named once. */
export const publicKey = defineFileRule({
	id: 'public-key',
	*check(file): Generator<RuleFinding<Code>> {
		const { isTrustStore: isStore, isInChain } = chainsOf(file);
		for (const [block, facts] of keyHolders(file)) {
			const found = faultOf(facts, block, isInChain(block));
			if (!found) continue;
			const { code, severity, args } = found;
			// Whoever made the collection cannot change its roots: what nobody refuses is not worth a word.
			if (isStore && severity === 'information') continue;
			const quiet = isStore ? 'information' : severity;
			yield { code, severity: quiet, ...headline(block), block, args };
		}
	},
});

/** One block a key: where there is one, its certificate. */
function keyHolders({ blocks }: FileInput): ReadonlyMap<RuleBlock, KeyHolder> {
	const byKey = new Map<string, readonly [RuleBlock, KeyHolder]>();
	const holders = new Map<RuleBlock, KeyHolder>();
	for (const block of blocks) {
		const { facts } = block;
		if (!facts || !holdsKey(facts)) continue;
		const hash = facts.publicKeySha256;
		const other = hash === undefined ? undefined : byKey.get(hash);
		if (other && (other[1].kind === 'certificate' || facts.kind !== 'certificate')) continue;
		if (other) holders.delete(other[0]);
		if (hash !== undefined) byKey.set(hash, [block, facts]);
		holders.set(block, facts);
	}
	return holders;
}

interface Fault {
	readonly code: Code;
	readonly severity: Severity;
	readonly args: Readonly<Record<string, string | number>>;
}

function faultOf(facts: KeyHolder, block: RuleBlock, isUsed: boolean): Fault | undefined {
	const { keyType, keyBits = 0, curve = '' } = facts;
	if (keyType === 'rsa' || keyType === 'rsa-pss') {
		if (keyBits > 0 && keyBits < 2048) {
			return { code: 'weakRsaKey', severity: severityOf(facts, isUsed), args: { bits: keyBits } };
		}
		return oddExponent(facts, block) ?? uncommonType(facts, isUsed);
	}
	if (keyType !== 'ec') return uncommonType(facts, isUsed);
	const code = curveCode(curve);
	return code && { code, severity: severityOf(facts, isUsed), args: { curve } };
}

function curveCode(curve: string): Code | undefined {
	switch (curve) {
		case '':
		case 'P-256':
		case 'P-384':
		case 'P-521':
			return undefined;
		case 'P-192':
		case 'P-224':
			return 'weakCurve';
		case 'explicit':
			return 'explicitEcParameters';
		default:
			return 'unknownCurve';
	}
}

/** As clients take it where it is used: a server's, a client's, or a CA's; of a key alone nobody knows which. */
function severityOf(facts: KeyHolder, isUsed: boolean): Severity {
	const kind = unusualKey(facts);
	if (kind === undefined) return 'information';
	if (facts.kind !== 'certificate') return clientSeverity(`client-${kind}`, false);
	// Of a chain only the root is one that clients have.
	const isSent = isUsed && facts.isCa && !namesItself(facts);
	return isSent
		? clientSeverity(`client-issuer-${kind}`, true)
		: clientSeverity(`${roleOf(facts)}-${kind}`, !facts.isCa);
}

function roleOf(facts: CertificateFacts): 'ca' | 'client' | 'server' {
	if (facts.isCa) return 'ca';
	const { extendedKeyUsage: usages } = facts;
	return usages.includes('serverAuth') && !usages.includes('clientAuth') ? 'server' : 'client';
}

/** Of a certificate for TLS; what else such keys are used for is nobody's concern. */
function uncommonType(facts: KeyHolder, isUsed: boolean): Fault | undefined {
	if (facts.kind !== 'certificate' || unusualKey(facts) === undefined) return undefined;
	if (!allows(facts, 'serverAuth') && !allows(facts, 'clientAuth')) return undefined;
	const args = { keyType: facts.keyType.toUpperCase() };
	return { code: 'uncommonKeyType', severity: severityOf(facts, isUsed), args };
}

/** RFC 8017, 3.1: odd, and at least 3; Go takes no larger one than 2^31 - 1. */
function oddExponent(facts: KeyHolder, { der }: RuleBlock): Fault | undefined {
	const exponent = der && rsaExponentOf(facts.kind, der);
	if (exponent === undefined) return undefined;
	const args = { exponent: exponent.toString() };
	const code = 'oddRsaExponent';
	if (exponent < 3n || exponent % 2n === 0n) return { code, severity: 'warning', args };
	if (exponent === 3n) return { code, severity: 'information', args };
	return exponent >= 1n << 31n ? { code, severity: 'warning', args } : undefined;
}
