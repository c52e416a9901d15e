/** Which block of a content is meant. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { keptOf } from '../../core/decode/kept.js';
import type { Comparable } from '../../services/compareSelection.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { blockKind, blockName } from '../../ui/facts/facts.js';
import { plainText } from '../../ui/words/plainText.js';
import type { ChosenContent } from './chosenContent.js';

/** Rejects with `invalid` (`noBlocks`) where nothing in it can be read. */
export async function comparablesIn({
	title,
	content,
}: Pick<ChosenContent, 'title' | 'content'>): Promise<readonly [Comparable, ...Comparable[]]> {
	const blocks = await decodeInSlices(content);
	const [first, ...rest] = blocks.flatMap((block): readonly Comparable[] => {
		const kept = keptOf(block);
		return kept.error ? [] : [{ title, block: kept }];
	});
	if (!first) throw new PkiError('invalid', { reason: 'noBlocks' });
	return [first, ...rest];
}

/** The certificate that is meant where nobody says: the first one, else whatever stands first. */
export function likeliest(all: readonly [Comparable, ...Comparable[]]): Comparable {
	return all.find(({ block }) => block.facts.kind === 'certificate') ?? all[0];
}

type Item = vscode.QuickPickItem & { readonly choose: () => Promise<Comparable> };

export function itemOf(comparable: Comparable): Item {
	const { title, block } = comparable;
	return {
		label: plainText(blockName(block), 80),
		description: blockKind(block),
		detail: vscode.l10n.t('{0}, line {1}', plainText(title, 80), block.line + 1),
		choose: () => Promise.resolve(comparable),
	};
}

/** Where there is more than one, a person says which is meant. */
export async function pickOne(
	all: readonly [Comparable, ...Comparable[]],
	prompt: string,
): Promise<Comparable> {
	return all.length === 1 ? all[0] : pickFrom(all.map(itemOf), prompt);
}

export async function pickFrom(items: readonly Item[], prompt: string): Promise<Comparable> {
	const chosen = await askOnce(vscode.l10n.t('Certificates'), (frame) =>
		frame.pick({ prompt, items }),
	);
	return chosen.choose();
}
