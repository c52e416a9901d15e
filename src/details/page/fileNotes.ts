/** What the rules say of a file's blocks together, and whether the issuer beside a certificate signed it. */
import * as vscode from 'vscode';
import { signatureBy } from '../../core/x509/signature.js';
import type { CertificateFacts } from '../../core/x509/model.js';
import { severitySetting } from '../../ui/findingSettings.js';
import { expiryThreshold } from '../../ui/settings.js';
import { fileSentences } from '../../ui/words/findings/findingWords.js';
import type { Checks } from '../../ui/words/words.js';
import type { Subject, SubjectBlock } from './subject.js';

type CertificateBlock = SubjectBlock & {
	readonly facts: CertificateFacts;
	readonly der: Uint8Array;
};

/** A file may have as many faults as blocks, and the first ones say what to do. */
const mostNotes = 5;

/** How the blocks of a file belong together, by their keys. To be made once for all blocks that are shown. */
export interface FileChecks {
	/** Sentences about the file, the same whichever of its blocks is looked at. */
	notes(): Promise<readonly string[]>;
	/** Whether the issuer that stands in the same file made the signature of a block. */
	signatureOf(block: SubjectBlock): Checks['signature'];
}

export function checksOf(subject: Subject): FileChecks {
	const namesakes = namesakesIn(subject.blocks.filter(isCertificate));
	let notes: Promise<readonly string[]> | undefined;
	return {
		notes: () => (notes ??= notesOn(subject)),
		signatureOf: (block) =>
			isCertificate(block) ? signatureBy(namesakes(block), block) : 'unknown',
	};
}

async function notesOn({ blocks, uri }: Subject): Promise<readonly string[]> {
	const context = { now: new Date(), threshold: expiryThreshold(uri) };
	const notes = await fileSentences({ blocks }, context, severitySetting(uri));
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
