/** What can be done with a block from beside it: offered only where it works. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import { byLink } from '../../services/ports/links.js';
import { isFixable } from '../../ui/findingDiagnostic.js';
import { fixTitle } from '../../ui/words/findings/findingWords.js';

export interface BlockCommand {
	readonly command: string;
	readonly title: string;
	/** As good after JSON, so that a link in a hover can hold them. */
	readonly args: readonly unknown[];
}

/** Of the block, likeliest first; the first fix of its findings last. */
export function commandsFor(
	{ uri, languageId }: Pick<vscode.TextDocument, 'uri' | 'languageId'>,
	block: KeptBlock,
	all: readonly KeptBlock[],
	findings: readonly vscode.Diagnostic[],
): readonly BlockCommand[] {
	const fix = findings.find(isFixable)?.fix;
	const at = { uri: uri.toJSON() as unknown, line: block.line };
	const { facts } = block;
	const isFileOfIts =
		uri.scheme === 'file' &&
		(languageId === 'pem' || languageId === 'plaintext') &&
		facts?.kind === 'certificate' &&
		!facts.isCa &&
		// A configuration names the file, of which clients take the first certificate.
		all.find((other) => other.facts?.kind === 'certificate') === block &&
		block.encoding === 'pem';
	return [
		{ command: 'pki.decode', title: vscode.l10n.t('Show Details'), args: [at, byLink] },
		...(facts && facts.kind !== 'privateKey'
			? [{ command: 'pki.copyPem', title: vscode.l10n.t('Copy PEM'), args: [at, byLink] }]
			: []),
		...(facts && facts.kind !== 'ocsp'
			? [{ command: 'pki.copyAs', title: vscode.l10n.t('Copy As…'), args: [at, byLink] }]
			: []),
		...(facts
			? [
					{
						command: 'pki.compareCertificates',
						title: vscode.l10n.t('Compare…'),
						args: [at, byLink],
					},
				]
			: []),
		...(isFileOfIts
			? [
					{
						command: 'pki.generateClientConfig',
						title: vscode.l10n.t('Copy Client Config…'),
						args: [{ uri: at.uri }, byLink],
					},
				]
			: []),
		...(facts?.kind === 'certificate' && !facts.isCa && vscode.workspace.isTrusted
			? [{ command: 'pki.preflight', title: vscode.l10n.t('Preflight…'), args: [at, byLink] }]
			: []),
		...(fix ? [{ command: 'pki.applyFix', title: fixTitle(fix), args: [at, byLink] }] : []),
	];
}

/** The only commands that a hover may run. */
export const linkedCommands = [
	...['pki.decode', 'pki.copyPem', 'pki.copyAs', 'pki.compareCertificates'],
	...['pki.generateClientConfig', 'pki.preflight', 'pki.applyFix', 'pki.showRule', 'pki.showUses'],
];
