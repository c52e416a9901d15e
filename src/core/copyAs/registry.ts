import type { CopyBlock, CopyForm, CopyInput } from './form.js';
import { forms } from './forms/index.js';

export type CopyFormId = (typeof forms)[number]['id'];

export const copyForms: readonly CopyForm<CopyFormId>[] = forms;
export const copyFormIds: readonly CopyFormId[] = copyForms.map(({ id }) => id);

/**
 * Those that can be made of it: nothing is pinned whose public key is unknown, and `openssl` is given a private key only as a
 * file that it can read.
 */
export function formsFor(
	input: CopyBlock & Pick<CopyInput, 'file'>,
): readonly CopyForm<CopyFormId>[] {
	const { facts, file } = input;
	const hasKey = 'publicKeySha256' in facts && facts.publicKeySha256 !== undefined;
	const isSecret = facts.kind === 'privateKey';
	const isReadable = !isSecret || (file !== undefined && facts.format !== 'openssh');
	return copyForms.filter(
		({ id, kinds }) =>
			kinds.includes(facts.kind) &&
			(id !== 'spkiPin' || hasKey) &&
			(id !== 'opensslCommand' || isReadable),
	);
}
