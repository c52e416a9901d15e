import * as vscode from 'vscode';
import { type Backend, can, type CrlRecord } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalString } from '../input/options.js';
import { pickAuthority, pickConnection, pickMount } from '../input/pickers.js';

/**
 * `pki.showCrl` `{ connection, mount, authority }`: the revocation list as the mount answers it now, in the details view;
 * that of one CA, by id or name, where each has its own.
 */
export async function run(
	context: CommandContext,
	{ options, isClick, interactive }: CommandInput,
): Promise<void> {
	const connection = await pickConnection(context, options, (candidate) =>
		can(context.backends.of(candidate), 'readCrl'),
	);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	const given = optionalString(options, 'authority');
	const isAsked = given === undefined && interactive && client.readAuthorityCrl !== undefined;
	const authority = isAsked ? (await pickAuthority(context, connection, mount, options)).id : given;
	const read = readerOf(client, mount, authority);
	const { crlPem } = await withProgress(vscode.l10n.t('Reading the CRL of {0}', mount), (signal) =>
		read(signal),
	);
	const place = authority === undefined ? mount : plainText(authority, 80);
	await context.views.details.show(
		{
			title: vscode.l10n.t('CRL of {0}', place),
			content: crlPem,
			origin: {
				...{ kind: 'crl', connection: connection.id, mount },
				...(authority !== undefined && { authority }),
			},
		},
		{ preview: isClick },
	);
}

function readerOf(
	client: Backend,
	mount: string,
	authority: string | undefined,
): (signal: AbortSignal) => Promise<CrlRecord> {
	const readOne = client.readAuthorityCrl?.bind(client);
	if (authority !== undefined && readOne) {
		return (signal) => readOne(mount, authority, { signal });
	}
	const read = client.readCrl?.bind(client);
	if (!read || authority !== undefined) throw new PkiError('unsupported', { reason: 'crl' });
	return (signal) => read(mount, { signal });
}
