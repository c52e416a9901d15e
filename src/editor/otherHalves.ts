import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';
import { blockKind, blockName } from '../ui/facts/facts.js';

/** More blocks of one key say nothing more. */
const most = 5;

/** The blocks of the same document that hold the other half of a block's key, in words. */
export function otherHalvesOf(block: KeptBlock, all: readonly KeptBlock[]): readonly string[] {
	const key = publicKeyOf(block);
	if (key === undefined) return [];
	const isPrivate = block.facts?.kind === 'privateKey';
	return all
		.filter((other) => (other.facts?.kind === 'privateKey') !== isPrivate)
		.filter((other) => publicKeyOf(other) === key)
		.slice(0, most)
		.map((other) =>
			isPrivate
				? vscode.l10n.t('{0} {1} in line {2}', blockKind(other), blockName(other), other.line + 1)
				: vscode.l10n.t('the private key in line {0}', other.line + 1),
		);
}

function publicKeyOf({ facts }: KeptBlock): string | undefined {
	return facts && 'publicKeySha256' in facts ? facts.publicKeySha256 : undefined;
}
