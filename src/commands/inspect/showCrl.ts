import * as vscode from 'vscode';
import { can } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickConnection, pickMount } from '../input/pickers.js';

/** `pki.showCrl` `{ connection, mount }`: the revocation list as the mount answers it now, in the details view. */
export async function run(
	context: CommandContext,
	{ options, isClick }: CommandInput,
): Promise<void> {
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'readCrl'),
	);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const read = client.readCrl?.bind(client);
	if (!read) throw new PkiError('unsupported', { reason: 'crl' });
	const { crlPem } = await withProgress(vscode.l10n.t('Reading the CRL of {0}', mount), (signal) =>
		read(mount, { signal }),
	);
	await context.views.details.show(
		{
			title: vscode.l10n.t('CRL of {0}', mount),
			content: crlPem,
			origin: { kind: 'crl', connection: connection.id, mount },
		},
		{ preview: isClick },
	);
}
