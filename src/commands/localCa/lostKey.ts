import type { Backend } from '../../core/backends/contract/backend.js';
import { isPkiError } from '../../core/common/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { askForNewCa, type NewCa } from './newCaQuestion.js';

/**
 * Where the key is known to be gone, or would not last, a person is told before the place of the files is settled:
 * nobody is to give up a file for a certificate that cannot be issued. `isTold`: that it may not last was said already.
 */
export async function settleCaKey(
	context: CommandContext,
	input: CommandInput,
	connection: string,
	isTold = false,
): Promise<void> {
	if (!input.interactive) return;
	const client = await context.clients.get(connection);
	if (!client.createAuthority) return;
	const { notices } = await client.status();
	if (notices?.includes('keyLost')) return startNewCa(context, client, connection, 'lost');
	const mayLose = !isTold && (await context.durability.mayForget());
	if (mayLose && !(await hasCa(client))) await startNewCa(context, client, connection, 'first');
}

/** Whether a CA was made already; a first certificate makes one. */
export async function hasCa(client: Backend): Promise<boolean> {
	const [mount] = (await client.listMounts({ limit: 1 })).items;
	if (!mount) return false;
	return (await client.listAuthorities(mount.mount, { limit: 1 })).items.length > 0;
}

/**
 * Runs what needs the key of a CA that this extension keeps. Where the key is gone, a person is told what that means
 * and may start a new CA, after which the task runs again; a program gets `keyLost`.
 */
export async function withCaKey<T>(
	context: CommandContext,
	input: CommandInput,
	connection: string,
	task: (client: Backend) => Promise<T>,
): Promise<T> {
	const client = await context.clients.get(connection);
	try {
		return await task(client);
	} catch (error) {
		if (!input.interactive || !client.createAuthority || !isPkiError(error, 'keyLost')) throw error;
		const why = error.reason === 'notKept' ? 'notKept' : 'lost';
		await startNewCa(context, client, connection, why);
		return task(client);
	}
}

async function startNewCa(
	{ changes, durability }: CommandContext,
	client: Backend,
	connection: string,
	why: NewCa['why'],
): Promise<void> {
	const keysIn = await askForNewCa({ why, isForgetful: await durability.mayForget() });
	await client.createAuthority?.({ keysIn });
	changes.fire({ connection });
}
