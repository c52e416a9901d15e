/** What is wrong with how the blocks of a file belong together. */
import * as vscode from 'vscode';
import { createPacer } from '../core/common/pacer.js';
import { isSelfIssued, verifySignature } from '../core/x509/chain.js';
import type { CertificateFacts } from '../core/x509/model.js';
import { blockName } from '../ui/facts/facts.js';
import type { Checks } from '../ui/words/words.js';
import { type Neighbours, publicKeyOf, type Subject, type SubjectBlock } from './subject.js';

type CertificateBlock = SubjectBlock & {
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
};

/** Signatures that are looked at in one file; a store of thousands of authorities is no chain. */
const mostChecked = 200;

/** A file may have as many faults as blocks, and the first ones say what to do. */
const mostNotes = 5;

/** How the blocks of a file belong together, by their keys. To be made once for all blocks that are shown. */
export interface FileChecks {
	/** Sentences about the file, the same whichever of its blocks is looked at. */
	notes(): Promise<readonly string[]>;
	/** Whether the issuer that stands in the same file made the signature of a block. */
	signatureOf(block: SubjectBlock): Checks['signature'];
}

export function checksOf(subject: Subject, neighbours: Neighbours): FileChecks {
	const certificates = subject.blocks.filter(isCertificate);
	const namesakes = namesakesIn(certificates);
	let notes: Promise<readonly string[]> | undefined;
	return {
		notes: () => (notes ??= notesOn(subject, certificates, namesakes, neighbours)),
		signatureOf: (block) =>
			isCertificate(block) ? signatureBy(block, namesakes(block)) : 'unknown',
	};
}

async function notesOn(
	subject: Subject,
	certificates: readonly CertificateBlock[],
	namesakes: Namesakes,
	neighbours: Neighbours,
): Promise<readonly string[]> {
	const notes = [
		...leafNotFirst(certificates, neighbours),
		...(await otherKeys(certificates, namesakes)),
		...foreignKeys(subject, certificates),
	];
	const more = notes.length - mostNotes;
	return more > 0 ? [...notes.slice(0, mostNotes), vscode.l10n.t('… and {0} more', more)] : notes;
}

function isCertificate(block: SubjectBlock): block is CertificateBlock {
	return block.facts?.kind === 'certificate' && block.der !== undefined;
}

/** Certificates that are called as the issuer of one is. */
type Namesakes = (block: CertificateBlock) => readonly CertificateBlock[];

/** More of one name than these are no file of a server. */
const mostNamesakes = 16;

function namesakesIn(certificates: readonly CertificateBlock[]): Namesakes {
	const bySubject = new Map<string, CertificateBlock[]>();
	for (const certificate of certificates) {
		const same = bySubject.get(certificate.facts.subject);
		if (same === undefined) bySubject.set(certificate.facts.subject, [certificate]);
		else if (same.length < mostNamesakes) same.push(certificate);
	}
	return ({ facts }) => bySubject.get(facts.issuer) ?? [];
}

function signatureBy(
	block: CertificateBlock,
	candidates: readonly CertificateBlock[],
): Checks['signature'] {
	const answers = candidates.map((candidate) => ({
		candidate,
		verified: verifySignature(candidate.der, block.der),
	}));
	if (answers.some(({ verified }) => verified === true)) return 'good';
	const areBad = answers.every(
		({ candidate, verified }) => verified === false && canBeVerified(candidate.facts, block.facts),
	);
	return answers.length > 0 && areBad ? 'bad' : 'unknown';
}

/** `false` may also mean that this build does not know the algorithm: these every build knows. */
function canBeVerified(
	issuer: CertificateFacts,
	{ signatureAlgorithm }: CertificateFacts,
): boolean {
	const { keyType, curve = '' } = issuer;
	return (
		(keyType === 'rsa' || (keyType === 'ec' && /^P-(256|384|521)$/.test(curve))) &&
		/^(sha(256|384|512)WithRSAEncryption|ecdsa-with-SHA(256|384|512))$/.test(signatureAlgorithm)
	);
}

async function otherKeys(
	certificates: readonly CertificateBlock[],
	namesakes: Namesakes,
): Promise<readonly string[]> {
	const pacer = createPacer();
	const notes: string[] = [];
	const issued = certificates.filter(({ facts }) => !isSelfIssued(facts)).slice(0, mostChecked);
	for (const block of issued) {
		const candidates = namesakes(block);
		const [issuer] = candidates;
		if (issuer && signatureBy(block, candidates) === 'bad') {
			notes.push(
				vscode.l10n.t(
					'{0} was not signed by {1}: the name is right, but the key is another one.',
					placeOf(block),
					placeOf(issuer),
				),
			);
		}
		if (pacer.isDue) await pacer.pause();
	}
	return notes;
}

/** Of one certificate and the authorities above it; where there are several, their order means nothing. */
function leafNotFirst(
	certificates: readonly CertificateBlock[],
	neighbours: Neighbours,
): readonly string[] {
	const [first] = certificates;
	const leaves = certificates.filter(({ facts }) => !facts.isCa);
	const [leaf] = leaves;
	if (!first || !leaf || leaves.length > 1 || !first.facts.isCa) return [];
	const isAbove = neighbours.chainOf(leaf).some(({ der }) => der === first.der);
	if (!isAbove) return [];
	const place = placeOf(leaf);
	return [vscode.l10n.t('{0} must be the first certificate: servers send them in order.', place)];
}

function foreignKeys(
	{ blocks }: Subject,
	certificates: readonly CertificateBlock[],
): readonly string[] {
	if (certificates.length === 0) return [];
	const known = new Set(
		blocks.filter(({ facts }) => facts?.kind !== 'privateKey').map((block) => publicKeyOf(block)),
	);
	return blocks.flatMap((block) => {
		const key = block.facts?.kind === 'privateKey' ? publicKeyOf(block) : undefined;
		if (key === undefined || known.has(key)) return [];
		const line = block.line + 1;
		return [
			vscode.l10n.t('The private key in line {0} belongs to no certificate in this file.', line),
		];
	});
}

function placeOf(block: SubjectBlock): string {
	return vscode.l10n.t('“{0}” (line {1})', blockName(block), block.line + 1);
}
