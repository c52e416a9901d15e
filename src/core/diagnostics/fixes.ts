import type { Fix } from './analyze.js';
import type { FileInput, Replacement } from './rule.js';
import { reorderChain } from './rules/chainOrder.js';

type FixOf<Id extends Fix['id']> = Extract<Fix, { readonly id: Id }>;

/** One line a fix. */
const fixes: {
	readonly [Id in Fix['id']]: (
		file: FileInput,
		fix: FixOf<Id>,
	) => readonly Replacement[] | undefined;
} = { reorderChain };

/** What a quick fix changes in the file as it stands; undefined where it does not fit. */
export function replacementsOf(file: FileInput, fix: Fix): readonly Replacement[] | undefined {
	return fixes[fix.id](file, fix);
}
