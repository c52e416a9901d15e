import type { CommandContext, CommandInput } from './command.js';
import { PkiError } from '../core/common/errors.js';
import { pickConnection, pickMount } from './shared/pickers.js';

/** `pki.showCrl` `{ connection, mount }` */
export async function run(context: CommandContext, { options }: CommandInput): Promise<void> {
	const connection = await pickConnection(context, options);
	const mount = await pickMount(context, connection, options);
	const client = await context.clients.get(connection.id);
	if (!client.readCrl) throw new PkiError('unsupported', { reason: 'crl' });
	const { crlPem } = await client.readCrl(mount);
	await context.views.details.show({ title: `CRL ${mount}`, content: crlPem });
}
