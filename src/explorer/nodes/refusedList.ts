import { describeError } from '../../ui/words/errors/errors.js';
import type { MountParts } from './mountContext.js';
import { RowNode, type TreeNode } from './node.js';

/** A list that the server refused. */
export interface RefusedList {
	/** What the token would need. */
	readonly may: 'listAuthorities' | 'listRoles';
	/** Why, where the token lacks it. */
	readonly mayNot: string;
	/** Offers to pin what the list would have shown. */
	readonly pin: string;
}

/** The row below `parent` in place of what may not be listed: what is known by its path can be pinned. */
export async function refusedList(
	parent: TreeNode,
	{ permissions }: MountParts,
	error: unknown,
	{ may, mayNot, pin }: RefusedList,
): Promise<RowNode> {
	const known = await permissions();
	const why = known?.[may] === true ? describeError(error).message : mayNot;
	const row = { text: pin, tooltip: [pin, why], icon: 'lock', command: 'pki.pin' };
	return new RowNode(parent.host, parent, row);
}
