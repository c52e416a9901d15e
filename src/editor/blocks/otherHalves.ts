import type { KeptBlock } from '../../core/decode/kept.js';
import type * as vscode from 'vscode';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { halvesElsewhere } from '../../ui/facts/halvesElsewhere.js';
import { otherHalfWords, publicKeyOf } from '../../ui/facts/otherHalf.js';

/** More blocks of one key say nothing more. */
const most = 5;

/** Where it is looked for. */
export interface Surroundings {
	readonly uri: vscode.Uri;
	/** Of the same document. */
	readonly all: readonly KeptBlock[];
	readonly workspace?: WorkspaceIndex | undefined;
}

/** The blocks that hold the other half of a block's key, in words: of the same document, else the files of others. */
export function otherHalvesOf(
	block: KeptBlock,
	{ uri, all, workspace }: Surroundings,
): readonly string[] {
	const key = publicKeyOf(block);
	if (key === undefined) return [];
	const isPrivate = block.facts?.kind === 'privateKey';
	const here = all
		.filter((other) => (other.facts?.kind === 'privateKey') !== isPrivate)
		.filter((other) => publicKeyOf(other) === key)
		.slice(0, most)
		.map(otherHalfWords);
	return here.length > 0 ? here : halvesElsewhere(workspace, key, { isPrivate, uri });
}
