/** Checks a document that is open. Loaded with the first that holds something. */
import type * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import { referenceInputs } from '../../core/diagnostics/contents/references.js';
import type { Services } from '../../services/services.js';
import { crlFinder, holdsCertificate } from '../crlsAround.js';
import { surroundingsOf } from '../surroundings.js';
import { checkBlocks } from './checkFile.js';
import { checkLarge } from './checkLarge.js';
import type { FileReport } from './report.js';
import { settingsFor } from './threshold.js';

/** Bytes; another CRL ends in another signature. */
const signatureEnd = 32;

/** What was found, and the signatures of its CRLs; undefined where the document changed meanwhile. */
export async function checkDocument(
	document: vscode.TextDocument,
	asked: FileReport['asked'],
	services: Pick<Services, 'blocks' | 'references' | 'workspace'>,
): Promise<
	{ readonly found: Awaited<ReturnType<typeof checkBlocks>>; readonly crls: string } | undefined
> {
	const { uri, version } = document;
	const surroundings = await surroundingsOf(uri, services.workspace);
	const settings = settingsFor(uri, asked);
	const [blocks, named] = await Promise.all([
		services.blocks.blocksOf(document),
		services.references.referencesOf(document),
	]);
	const crlsOf = crlFinder(services.blocks, services.workspace);
	const crls = holdsCertificate(blocks) ? await crlsOf(uri, blocks) : [];
	// It is checked again as it is.
	if (document.version !== version) return undefined;
	const options = {
		...settings,
		surroundings: {
			...surroundings,
			crls,
			references: named.length === 0 ? [] : referenceInputs(document.getText(), named),
			isUtf16: document.encoding.startsWith('utf16'),
		},
	};
	const checked = await checkLarge(services.blocks, { document, blocks }, options);
	if (checked === 'changed') return undefined;
	const found = checked ?? (await checkBlocks(blocks, document.getText(), options));
	return { found, crls: crlsIn(blocks) };
}

/** Tells whether they are others than before. */
function crlsIn(blocks: readonly KeptBlock[]): string {
	return blocks
		.flatMap(({ facts, der }) => (facts?.kind === 'crl' && der ? [der] : []))
		.map((der) => Buffer.from(der.subarray(-signatureEnd)).toString('hex'))
		.join();
}
