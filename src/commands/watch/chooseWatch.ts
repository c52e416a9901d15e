import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import type { Watch } from '../../services/tls/watches.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext } from '../command.js';
import { badOption, optionalString, type Options } from '../input/options.js';
import { watchTitle } from './environment.js';

/** The one that is named, the only one, or the one that a person picks. Rejects with `notFound`, reason `watch` or `noWatch`. */
export async function chooseWatch(
	context: CommandContext,
	options: Options,
	interactive: boolean,
): Promise<Watch> {
	const watches = await context.watches();
	const id = optionalString(options, 'id');
	if (id !== undefined) return watches.get(id);
	if (!interactive) throw badOption('id', 'string');
	const [first, ...others] = watches.list;
	if (!first) throw new PkiError('notFound', { reason: 'noWatch' });
	if (others.length === 0) return first;
	const items = [first, ...others].map((watch) => ({
		label: watchTitle(watch),
		description: `127.0.0.1:${watch.port}`,
		watch,
	}));
	const prompt = vscode.l10n.t('Which watch?');
	return (
		await askOnce(vscode.l10n.t('Watch Handshakes'), (frame) => frame.pick({ prompt, items }))
	).watch;
}
