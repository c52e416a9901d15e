import { PkiError } from '../../core/common/errors.js';
import { assertTrusted } from '../../services/trust.js';
import type { CommandContext, CommandInput } from '../command.js';
import { badOption, optionalString } from '../input/options.js';
import { pickRunning } from '../input/pickRunning.js';

/** `pki.stopEchoServer` `{ id }`: resolves when nothing listens. Rejects with `notFound` where none of that id runs. */
export async function run(
	{ views }: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<void> {
	assertTrusted();
	const id = optionalString(options, 'id');
	if (id === undefined && !interactive) throw badOption('id', 'string');
	const servers = views.running.entries.filter(({ kind }) => kind === 'echoServer');
	const entry =
		id === undefined ? await pickRunning(servers) : servers.find((server) => server.id === id);
	if (!entry) throw new PkiError('notFound', { reason: 'notRunning', args: { id: id ?? '' } });
	await entry.stop();
}
