import { spokenName } from '../../../x509/names/spokenName.js';
import { isSelfIssued, namesItself } from '../../../x509/chain.js';
import { clientSeverity } from '../../clientSeverity.js';
import { type Bundle, chainsOf, type FileChains } from '../../contents/fileChains.js';
import type { CertificateInFile } from '../../contents/fileContents.js';
import {
	removeDuplicates,
	type RemoveDuplicates,
	removeRoot,
	type RemoveRoot,
} from '../../fixes/removals.js';
import { misplaced } from './chainOrder.js';
import { defineFileRule, type FileInput, headline, type RuleFinding } from '../../rule.js';

type Code =
	'missingIntermediate' | 'rootIncluded' | 'unrelatedCertificate' | 'duplicateCertificate';
type Removal = RemoveDuplicates | RemoveRoot;

/**
 * What stands in a chain and does not belong there, and what is missing (RFC 5246, 7.4.2; RFC 8446, 4.4.2). Each is said
 * once a chain. A file of CAs is no chain: of that only duplicates are named.
 */
export const chainContents = defineFileRule({
	id: 'chain-contents',
	*check(file): Generator<RuleFinding<Code, Removal> | undefined> {
		const chains = chainsOf(file);
		for (const bundle of chains.bundles) {
			yield* duplicates(file, bundle);
			yield undefined;
			if (!isWritten(bundle.certificates) || !isServed(bundle)) continue;
			yield* strangers(bundle, chains);
			yield* needlessRoot(file, bundle, chains);
		}
	},
});

/** Each at a place of its own: a PKCS #7 bundle, and a value in base64, is one. */
function isWritten(certificates: readonly CertificateInFile[]): boolean {
	const places = new Set(certificates.map(({ block }) => block.start));
	return places.size === certificates.length;
}

/** A chain in order, by its key or by its own certificate in front; what else it holds is looked at once it is. */
function isServed(bundle: Bundle): boolean {
	const { own, certificates } = bundle;
	if (!own || misplaced(bundle)) return false;
	return own.byKey || own.certificate === certificates[0];
}

function* duplicates(file: FileInput, bundle: Bundle): Generator<RuleFinding<Code, Removal>> {
	const { certificates } = bundle;
	const first = new Map<string, CertificateInFile>();
	const found: (readonly [twin: CertificateInFile, original: CertificateInFile])[] = [];
	for (const certificate of certificates) {
		const print = certificate.facts.sha256Fingerprint;
		const original = first.get(print);
		if (!original) first.set(print, certificate);
		else if (original.block.start !== certificate.block.start) found.push([certificate, original]);
	}
	const [pair] = found;
	if (!pair) return;
	const [{ block }, original] = pair;
	const args = { line: original.block.line, more: found.length - 1 };
	const severity = clientSeverity('client-chain-twice', true);
	const finding = {
		code: 'duplicateCertificate',
		severity,
		...headline(block),
		block,
		args,
	} as const;
	const fix = { id: 'removeDuplicates' } as const;
	yield removeDuplicates(file, fix, block.start, bundle) ? { ...finding, fix } : finding;
}

/** Certificates beside the chain: where its issuer is missing they say that one belongs in between. */
function* strangers(
	{ certificates, chain }: Bundle,
	chains: FileChains,
): Generator<RuleFinding<Code>> {
	const prints = new Set(chain.map(({ facts }) => facts.sha256Fingerprint));
	const others = certificates.filter(({ facts }) => !prints.has(facts.sha256Fingerprint));
	const [stranger] = others;
	const top = chain.at(-1);
	if (!stranger || !top) return;
	const isEnded = isSelfIssued(top.facts);
	// An issuer of the right name and another key is the root of the evil, and is named as such.
	if (!isEnded && chains.above(top).namesakes.length > 0) return;
	// Above an issuer clients may have the root, unless another one is there.
	const isGap = others.some(
		({ facts }) => facts.isCa && (chain.length === 1 || namesItself(facts)),
	);
	if (!isEnded && isGap) {
		const { block, facts } = top;
		const fault = chain.length === 1 ? 'server-chain-alone' : 'server-chain-stranger';
		const severity = clientSeverity(fault, false);
		const args = { issuer: facts.issuer };
		yield { code: 'missingIntermediate', severity, ...headline(block), block, args };
		return;
	}
	const { block } = stranger;
	const args = { name: chain[0] ? spokenName(chain[0].facts) : '', more: others.length - 1 };
	const severity = clientSeverity('server-chain-stranger', true);
	yield { code: 'unrelatedCertificate', severity, ...headline(block), block, args };
}

/** The client has it, or must not take it from the server (RFC 5246, 7.4.2). */
function* needlessRoot(
	file: FileInput,
	bundle: Bundle,
	chains: FileChains,
): Generator<RuleFinding<Code, Removal>> {
	const [below, root] = bundle.chain.slice(-2);
	if (!below || !root || !isSelfIssued(root.facts)) return;
	// One of the right name and another key is not the root of this chain.
	if (chains.above(below).signature === 'bad') return;
	const { block } = root;
	// The chain of a JWK is sent in no handshake, and may go up to its root (RFC 7517, 4.7).
	if (block.container === 'jwk') return;
	const severity = clientSeverity('server-chain-with-root', true);
	const finding = { code: 'rootIncluded', severity, ...headline(block), block } as const;
	const fix = { id: 'removeRoot' } as const;
	yield removeRoot(file, fix, block.start, bundle) ? { ...finding, fix } : finding;
}
