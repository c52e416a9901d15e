import type { Fix } from './analyze.js';
import { correctLabel } from './fixes/correctLabel.js';
import { escapeLineBreaks, expandLineBreaks, literalYaml } from './fixes/embedded.js';
import { inOrder } from './fixes/placeOfBlock.js';
import { removeDuplicates, removeRoot } from './fixes/removals.js';
import { repairLayout } from './fixes/repairLayout.js';
import { repairPem } from './fixes/repairPem.js';
import { restoreIndentation } from './fixes/restoreIndentation.js';
import { splitObjects } from './fixes/splitObjects.js';
import type { FileInput, Replacement } from './rule.js';
import { reorderChain } from './rules/chain/chainOrder.js';

type FixOf<Id extends Fix['id']> = Extract<Fix, { readonly id: Id }>;

/** One line a fix. Each is offered as the one right answer, and is part of _Fix all_. */
const fixes: {
	readonly [Id in Fix['id']]: (
		file: FileInput,
		fix: FixOf<Id>,
		at: number,
	) => readonly Replacement[] | undefined;
} = {
	correctLabel,
	escapeLineBreaks,
	expandLineBreaks,
	literalYaml,
	removeDuplicates,
	removeRoot,
	reorderChain,
	repairLayout,
	repairPem,
	restoreIndentation,
	splitObjects,
};

/**
 * What a quick fix changes in the file as it stands, in the order of its text; undefined where it does not fit. `at` is
 * where the finding begins.
 */
export function replacementsOf<Id extends Fix['id']>(
	file: FileInput,
	fix: FixOf<Id> & { readonly id: Id },
	at: number,
): readonly Replacement[] | undefined {
	const apply: (file: FileInput, fix: FixOf<Id>, at: number) => readonly Replacement[] | undefined =
		fixes[fix.id];
	const replacements = apply(file, fix, at);
	return replacements && replacements.length > 0 ? inOrder(replacements) : undefined;
}
