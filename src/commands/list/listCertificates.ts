import * as vscode from 'vscode';
import type { CertificateItem, ListResult } from '../../api.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { openCertificate, pageRequest, toCertificateItem } from './lists.js';
import { pickCertificate, pickConnection, pickMount } from '../input/pickers.js';

/** `pki.listCertificates` `{ connection, mount, cursor, limit }`: a person picks one and sees its details. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<ListResult<CertificateItem>> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	if (interactive) {
		const serialNumber = await pickCertificate(context, connection, mount, options);
		const source = { connection: connection.id, mount, serialNumber };
		return { items: [await openCertificate(context, source)] };
	}
	const client = await context.clients.get(connection.id);
	const { items, cursor } = await withProgress(vscode.l10n.t('Listing certificates'), (signal) =>
		client.listCertificates(mount, pageRequest(options), { signal }),
	);
	return { items: items.map((item) => toCertificateItem(mount, item)), cursor };
}
