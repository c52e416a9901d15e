import { PkiError } from '../../core/common/errors.js';
import type { Watch } from '../../services/tls/watches.js';
import type { CommandContext } from '../command.js';
import { assertTrusted } from '../../services/trust.js';
import { badOption, optionalString, type Options } from '../input/options.js';
import { pickRunning } from '../input/pickRunning.js';

/** The one that is named, the only one, or the one that a person picks. Rejects with `notFound`, reason `notRunning`. */
export async function chooseWatch(
	context: CommandContext,
	options: Options,
	interactive: boolean,
): Promise<Watch> {
	assertTrusted();
	const watches = await context.watches();
	const id = optionalString(options, 'id');
	if (id !== undefined) return watches.get(id);
	if (!interactive) throw badOption('id', 'string');
	const entries = context.views.running.entries.filter(({ kind }) => kind === 'watch');
	const entry = await pickRunning(entries);
	if (!entry) throw new PkiError('notFound', { reason: 'notRunning', args: { id: '' } });
	return watches.get(entry.id);
}
