import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { Comparable } from '../../services/compareSelection.js';
import { blockName } from '../../ui/facts/facts.js';
import { sayDone } from '../../ui/output.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { chooseContents } from '../input/chosenContent.js';
import { comparablesIn, pickOne } from '../input/blockChoice.js';

/** `pki.selectForCompare`: remembers one certificate until another one is selected or the window is closed. */
export async function run(context: CommandContext, input: CommandInput): Promise<void> {
	const selected = await chosenOne(context, input);
	context.compareSelection.select(selected);
	sayDone(vscode.l10n.t('Selected “{0}” for compare', plainText(blockName(selected.block), 60)));
}

/** The one that is meant; of what a server has the certificate itself, not its chain. */
export async function chosenOne(context: CommandContext, input: CommandInput): Promise<Comparable> {
	const [first] = await chooseContents(context, input, { cursorMeans: 'block' });
	if (!first) throw new PkiError('invalid', { reason: 'noBlocks' });
	const all = await comparablesIn(first);
	return first.uri === undefined ? all[0] : pickOne(all, vscode.l10n.t('Which one?'));
}
