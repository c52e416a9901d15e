import type { CopyBlock, CopyForm } from './form.js';
import { forms } from './forms/index.js';

export type CopyFormId = (typeof forms)[number]['id'];

export const copyForms: readonly CopyForm<CopyFormId>[] = forms;
export const copyFormIds: readonly CopyFormId[] = copyForms.map(({ id }) => id);

/** Those that can be made of it: nothing is pinned whose public key is unknown. */
export function formsFor({ facts }: CopyBlock): readonly CopyForm<CopyFormId>[] {
	const hasKey = 'publicKeySha256' in facts && facts.publicKeySha256 !== undefined;
	return copyForms.filter(
		({ id, kinds }) => kinds.includes(facts.kind) && (id !== 'spkiPin' || hasKey),
	);
}
