import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/contract/administration.js';
import type { Backend, Page } from '../../core/backends/contract/backend.js';
import type { CallOptions } from '../../core/common/call.js';
import { isPkiError } from '../../core/common/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { pickMount } from '../input/pickers.js';
import { type AdminTarget, carryOut, pickAdminTarget } from './admin.js';
import { confirmDeletion, isConfirmed, unpinDeleted } from './confirmDeletion.js';

/** The most that a backend answers in one page; where there are more, the question says so. */
const largest = 5000;

interface Count {
	readonly count: number;
	readonly isMore: boolean;
}

/** `pki.deleteMount` `{ connection, mount, confirmed }`: the mount and everything in it. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const confirmed = isConfirmed(options, ['mount']);
	const target = await pickAdminTarget(context, options, 'disableMount');
	const { administration, connection } = target;
	const mount = await pickMount(context, connection, options);
	const outcome = await carryOut(context, input, target, {
		title: vscode.l10n.t('Delete mount'),
		summary: mount,
		confirm: () => (confirmed ? Promise.resolve() : confirmMount(target, mount)),
		run: (signal) => administration.disableMount({ mount }, { signal }),
		done: () => vscode.l10n.t('Mount {0} was deleted.', mount),
		changes: [{ connection: connection.id, part: 'mounts' }],
	});
	await unpinDeleted(context, connection, (pin) => pin.mount === mount);
	return outcome;
}

async function confirmMount({ client }: AdminTarget, mount: string): Promise<void> {
	const title = vscode.l10n.t('Counting what is in {0}', mount);
	const lost = await withProgress(title, (signal) => mountContents(client, mount, { signal }));
	return confirmDeletion({
		title: vscode.l10n.t('Delete Mount {0}', mount),
		consequences: [
			vscode.l10n.t('Deletes {0}, with all keys and CRLs.', lost),
			vscode.l10n.t('None of its certificates can be revoked afterwards. This cannot be undone.'),
		],
		name: mount,
		operations: [{ kind: 'disableMount', request: { mount } }],
		commandLine: client.commandLine,
	});
}

/** `230 certificates, 2 issuers and 3 roles`; what the token may not list is said to be unknown. */
export async function mountContents(
	client: Backend,
	mount: string,
	call: CallOptions,
): Promise<string> {
	const page = { limit: largest };
	const [certificates, issuers, roles] = await Promise.all([
		countOf(async () => {
			// The first page begins anew, so that what others issued meanwhile is counted too.
			const first = sizeOf(await client.listCertificates(mount, { limit: 500 }, call));
			const count = first.isMore ? await client.countCertificates?.(mount, call) : undefined;
			return count === undefined ? first : { count, isMore: false };
		}),
		countOf(async () => sizeOf(await client.listAuthorities(mount, page, call))),
		countOf(async () => sizeOf(await client.listRoles(mount, page, call))),
	]);
	return vscode.l10n.t(
		'{0}, {1} and {2}',
		certificateWords(certificates),
		issuerWords(issuers),
		roleWords(roles),
	);
}

function sizeOf({ items, cursor }: Page<unknown>): Count {
	return { count: items.length, isMore: cursor !== undefined };
}

/** Undefined where the token may not know. */
async function countOf(count: () => Promise<Count>): Promise<Count | undefined> {
	try {
		return await count();
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return undefined;
		throw error;
	}
}

function certificateWords(count: Count | undefined): string {
	if (!count) return vscode.l10n.t('an unknown number of certificates');
	return isOne(count)
		? vscode.l10n.t('1 certificate')
		: vscode.l10n.t('{0} certificates', numberWords(count));
}

function issuerWords(count: Count | undefined): string {
	if (!count) return vscode.l10n.t('an unknown number of issuers');
	return isOne(count)
		? vscode.l10n.t('1 issuer')
		: vscode.l10n.t('{0} issuers', numberWords(count));
}

function roleWords(count: Count | undefined): string {
	if (!count) return vscode.l10n.t('an unknown number of roles');
	return isOne(count) ? vscode.l10n.t('1 role') : vscode.l10n.t('{0} roles', numberWords(count));
}

function isOne({ count, isMore }: Count): boolean {
	return count === 1 && !isMore;
}

function numberWords({ count, isMore }: Count): string {
	const words = count.toLocaleString(vscode.env.language);
	return isMore ? vscode.l10n.t('more than {0}', words) : words;
}
