/** The other half of a key: the private key to a certificate, or what holds the public key to a private one. */
import * as vscode from 'vscode';
import { type BlockFacts, blockKind, blockName } from './facts.js';

/** SHA-256 of the public key that a block holds or belongs to. */
export function publicKeyOf({ facts }: Pick<BlockFacts, 'facts'>): string | undefined {
	return facts && 'publicKeySha256' in facts ? facts.publicKeySha256 : undefined;
}

/** Says of a block in the same file that it is the other half; what is no text has no lines. */
export function otherHalfWords(other: BlockFacts): string {
	const line = other.label === 'DER' ? undefined : other.line + 1;
	if (other.facts?.kind === 'privateKey') {
		return line === undefined
			? vscode.l10n.t('the private key in this file')
			: vscode.l10n.t('the private key in line {0}', line);
	}
	const [kind, name] = [blockKind(other), blockName(other)];
	return line === undefined
		? vscode.l10n.t('{0} {1} in this file', kind, name)
		: vscode.l10n.t('{0} {1} in line {2}', kind, name, line);
}
