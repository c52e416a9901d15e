/** The other half of a key: the private key to a certificate, or what holds the public key to a private one. */
import * as vscode from 'vscode';
import { type BlockFacts, blockKind, blockName } from './facts.js';

/** SHA-256 of the public key that a block holds or belongs to. */
export function publicKeyOf({ facts }: Pick<BlockFacts, 'facts'>): string | undefined {
	return facts && 'publicKeySha256' in facts ? facts.publicKeySha256 : undefined;
}

/** Says of a block in the same text that it is the other half. */
export function otherHalfWords(other: BlockFacts): string {
	return other.facts?.kind === 'privateKey'
		? vscode.l10n.t('the private key in line {0}', other.line + 1)
		: vscode.l10n.t('{0} {1} in line {2}', blockKind(other), blockName(other), other.line + 1);
}
