/** What can be done with a block from beside it: offered only where it works. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';
import { byLink } from '../services/ports/links.js';

export interface BlockCommand {
	readonly command: string;
	readonly title: string;
	/** As good after JSON, so that a link in a hover can hold them. */
	readonly args: readonly unknown[];
}

/** Of the block, likeliest first. */
export function commandsFor(
	{ uri, languageId }: vscode.TextDocument,
	block: KeptBlock,
	all: readonly KeptBlock[],
): readonly BlockCommand[] {
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
		...(isFileOfIts
			? [
					{
						command: 'pki.generateClientConfig',
						title: vscode.l10n.t('Copy Client Config…'),
						args: [{ uri: at.uri }, byLink],
					},
				]
			: []),
	];
}

/** The only commands that a hover may run. */
export const linkedCommands = ['pki.decode', 'pki.copyPem', 'pki.generateClientConfig', 'pki.showRule'];
