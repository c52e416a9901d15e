/** Who issued whom among the certificates of a file: found out once, for all rules. */
import { chainsIn, namesItself, verifySignature } from '../../x509/chain.js';
import { issuersIn, mostNamesakes } from '../../x509/issuerIndex.js';
import { signatureBy, type SignatureVerdict } from '../../x509/signature.js';
import { verdictOf } from '../../x509/verdict.js';
import { bundlesIn } from './bundles.js';
import {
	type CertificateInFile,
	certificatesIn,
	type KeyInFile,
	type OwnCertificate,
	ownCertificate,
	tlsKeysIn,
} from './fileContents.js';
import type { FileInput, RuleBlock } from '../rule.js';

/** What stands above a certificate in its file. */
export interface Above {
	/** Those that bear the issuer's name, each once; none for a certificate that names itself. */
	readonly namesakes: readonly CertificateInFile[];
	/** Those of them whose key made the signature. */
	readonly issuers: readonly CertificateInFile[];
	readonly signature: SignatureVerdict;
}

/** Blocks that programs load as one. */
export interface Bundle {
	readonly file: FileInput;
	readonly certificates: readonly CertificateInFile[];
	readonly own: OwnCertificate | undefined;
	/** The own certificate and those above it by name and key identifier, the nearest first. */
	readonly chain: readonly CertificateInFile[];
}

export interface FileChains {
	readonly certificates: readonly CertificateInFile[];
	readonly bundles: readonly Bundle[];
	/** Roots side by side, with no certificate that is used with a key. */
	readonly isTrustStore: boolean;
	/** Whether a root of the file is valid by its dates. */
	readonly hasValidRoot: (now: Date) => boolean;
	/** Whether the certificate is what a bundle is about: programs then use it and what is above it. */
	readonly isOwn: (certificate: CertificateInFile) => boolean;
	/** Whether it is an own certificate, or above one in its bundle. */
	readonly isInChain: (block: RuleBlock) => boolean;
	readonly above: (certificate: CertificateInFile) => Above;
	/**
	 * The certificate and those above it by their signatures, the nearest first; to where the issuer is not in the file,
	 * or may be one of several.
	 */
	readonly pathOf: (certificate: CertificateInFile) => readonly CertificateInFile[];
}

const known = new WeakMap<readonly RuleBlock[], FileChains>();

/** Cheap until a signature is asked about. */
export function chainsOf(file: FileInput): FileChains {
	const found = known.get(file.blocks) ?? findChains(file);
	known.set(file.blocks, found);
	return found;
}

/** Longer chains are in no use. */
const longestPath = 16;

function findChains(file: FileInput): FileChains {
	const certificates = certificatesIn(file);
	const keys = tlsKeysIn(file);
	const keyOf = new Map(keys.map((key) => [key.facts.publicKeySha256, key]));
	const bundles = bundlesIn(file).map((part) => bundleOf(part, keyOf));
	const owns = new Set(bundles.map(({ own }) => own?.certificate.block));
	const chained = new Set(bundles.flatMap(({ chain }) => chain.map(({ block }) => block)));
	const bySubject = groupBySubject(certificates);
	const candidatesFor = issuersIn([...bySubject.values()].flat());
	const seen = new Map<RuleBlock, Above>();
	const above = (certificate: CertificateInFile): Above => {
		const found = seen.get(certificate.block) ?? lookAbove(certificate, bySubject, candidatesFor);
		seen.set(certificate.block, found);
		return found;
	};
	return {
		certificates,
		bundles,
		isTrustStore: keys.length === 0 && isTrustStore(certificates),
		hasValidRoot: rootsIn(certificates),
		isOwn: ({ block }) => owns.has(block),
		isInChain: (block) => chained.has(block),
		above,
		pathOf(certificate) {
			const path = [certificate];
			let issuers = above(certificate).issuers;
			while (issuers.length === 1 && path.length < longestPath) {
				const [issuer] = issuers;
				if (!issuer || path.includes(issuer)) break;
				path.push(issuer);
				issuers = above(issuer).issuers;
			}
			return path;
		},
	};
}

/** More than one root, and nothing but CAs: programs look for the one they need. */
function isTrustStore(certificates: readonly CertificateInFile[]): boolean {
	const roots = certificates.filter(({ facts }) => namesItself(facts));
	return roots.length > 1 && certificates.every(({ facts }) => facts.isCa || namesItself(facts));
}

/** Answers again what it answered for the same moment, as each block asks. */
function rootsIn(certificates: readonly CertificateInFile[]): FileChains['hasValidRoot'] {
	let last: { readonly at: number; readonly answer: boolean } | undefined;
	return (now) => {
		const at = now.getTime();
		if (last?.at !== at) {
			const answer = certificates.some(
				({ facts }) => namesItself(facts) && verdictOf(facts, now, noThreshold) === 'valid',
			);
			last = { at, answer };
		}
		return last.answer;
	};
}

const noThreshold = { days: 0, lifetimeShare: 0 };

function bundleOf(file: FileInput, keyOf: ReadonlyMap<string | undefined, KeyInFile>): Bundle {
	const certificates = certificatesIn(file);
	// Of a configuration the key is a value of its own.
	const elsewhere = certificates.flatMap(({ facts }) => keyOf.get(facts.publicKeySha256) ?? []);
	const own = ownCertificate(certificates, [...tlsKeysIn(file), ...elsewhere]);
	return { file, certificates, own, chain: own ? chainsIn(certificates)(own.certificate) : [] };
}

function groupBySubject(
	certificates: readonly CertificateInFile[],
): ReadonlyMap<string, readonly CertificateInFile[]> {
	const distinct = new Set<string>();
	const bySubject = new Map<string, CertificateInFile[]>();
	for (const certificate of certificates) {
		const { subject, sha256Fingerprint: print } = certificate.facts;
		if (distinct.has(print)) continue;
		distinct.add(print);
		const same = bySubject.get(subject);
		if (same) same.push(certificate);
		else bySubject.set(subject, [certificate]);
	}
	return bySubject;
}

function lookAbove(
	certificate: CertificateInFile,
	bySubject: ReadonlyMap<string, readonly CertificateInFile[]>,
	candidatesFor: (certificate: CertificateInFile) => readonly CertificateInFile[],
): Above {
	const { issuer } = certificate.facts;
	const isRoot = issuer === '' || namesItself(certificate.facts);
	const namesakes = isRoot ? [] : (bySubject.get(issuer) ?? []);
	// Of more than are tried, those with the key that the certificate names; the right one may still be among the rest.
	const isAll = namesakes.length <= mostNamesakes;
	const tried = isAll ? namesakes : candidatesFor(certificate);
	const issuers = tried.filter(({ der }) => verifySignature(der, certificate.der) === true);
	if (issuers.length > 0) return { namesakes, issuers, signature: 'good' };
	return { namesakes, issuers, signature: isAll ? signatureBy(tried, certificate) : 'unknown' };
}
