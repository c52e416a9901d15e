import { spokenName } from '../../../x509/names/spokenName.js';
import { clientSeverity } from '../../clientSeverity.js';
import { type Bundle, chainsOf } from '../../contents/fileChains.js';
import type { CertificateInFile } from '../../contents/fileContents.js';
import { movableSpans } from '../../contents/movableSpans.js';
import {
	defineFileRule,
	type FileInput,
	headline,
	type Replacement,
	type RuleFinding,
} from '../../rule.js';

/** The certificates of the file in their new order, by SHA-256 fingerprint. */
export interface ReorderChain {
	readonly id: 'reorderChain';
	readonly order: readonly string[];
}

type ChainOrderFinding = RuleFinding<'leafNotFirst' | 'chainOutOfOrder', ReorderChain>;

/**
 * A certificate that does not come before its issuers, or whose issuers do not follow one another (RFC 5246, 7.4.2;
 * RFC 8446, 4.4.2). Silent about collections: files of CAs, and files of several certificates without a key.
 */
export const chainOrder = defineFileRule({
	id: 'chain-order',
	*check(file): Generator<ChainOrderFinding> {
		for (const bundle of chainsOf(file).bundles) {
			const finding = misplaced(bundle);
			if (!finding) continue;
			const { certificates, chain } = bundle;
			const order = [...chain, ...certificates.filter((each) => !chain.includes(each))];
			const fix: ReorderChain = { id: 'reorderChain', order: order.map(fingerprintOf) };
			yield reorderChain(file, fix) ? { ...finding, fix } : finding;
		}
	},
});

/** Each at a place of its own, and no two the same: the order of a PKCS #7 bundle means nothing. */
function separateCertificates(all: readonly CertificateInFile[]): readonly CertificateInFile[] {
	const certificates = all.filter(({ block }) => block.label !== 'DER');
	const places = new Set(certificates.map(({ block }) => block.start));
	const prints = new Set(certificates.map(fingerprintOf));
	return Math.min(places.size, prints.size) === certificates.length ? certificates : [];
}

function fingerprintOf({ facts }: CertificateInFile): string {
	return facts.sha256Fingerprint;
}

/** The finding of a chain that is out of order; undefined for one in order, and for what is no chain. */
export function misplaced({
	certificates: all,
	own,
	chain,
}: Bundle): ChainOrderFinding | undefined {
	const certificates = separateCertificates(all);
	// Beside a stranger only its key tells that it is what the file is for.
	if (certificates.length < 2 || !own || (chain.length < 2 && !own.byKey)) return undefined;
	const { certificate, byKey } = own;
	if (certificates[0] !== certificate) {
		const severity = clientSeverity('client-chain-leaf-last', byKey);
		const { block } = certificate;
		return { code: 'leafNotFirst', severity, ...headline(block), block };
	}
	const positions = chain.map((each) => certificates.indexOf(each));
	const late = chain.find((_, index) => (positions[index] ?? 0) < (positions[index - 1] ?? 0));
	if (!late) return undefined;
	const severity = clientSeverity('client-chain-swapped', byKey);
	const args = { name: spokenName(certificate.facts) };
	const { block } = late;
	return { code: 'chainOutOfOrder', severity, ...headline(block), block, args };
}

/**
 * The edits that bring the certificates into that order, each with the text that stands above it; undefined where the
 * file holds other certificates, or where they do not stand on lines of their own.
 */
export function reorderChain(
	file: FileInput,
	{ order }: ReorderChain,
): readonly Replacement[] | undefined {
	const wanted = new Set(order);
	const certificates = chainsOf(file)
		.bundles.map((bundle) => separateCertificates(bundle.certificates))
		.find((all) => all.length === order.length && all.every((c) => wanted.has(fingerprintOf(c))));
	if (!certificates) return undefined;
	const spans = movableSpans(
		file,
		certificates.map(({ block }) => block),
	);
	if (!spans) return undefined;
	const places = new Map(certificates.map((each, index) => [fingerprintOf(each), index]));
	const replacements: Replacement[] = [];
	for (const [index, print] of order.entries()) {
		const from = spans[places.get(print) ?? -1];
		const to = spans[index];
		if (!from || !to) return undefined;
		if (from !== to)
			replacements.push({ ...to, text: file.text?.slice(from.start, from.end) ?? '' });
	}
	return replacements;
}
