import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/contract/administration.js';
import type { Backend } from '../../core/backends/contract/backend.js';
import type { CallOptions } from '../../core/common/call.js';
import { isPkiError, PkiError } from '../../core/common/errors.js';
import type { Connection } from '../../services/services.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean } from '../input/options.js';
import { pickMount } from '../input/pickers.js';
import { type AdminTarget, carryOut, pickAdminTarget } from './admin.js';
import { confirmDeletion } from './confirmDeletion.js';

/** How many are counted before the question says "more than". */
const counted = 1000;

/** `pki.deleteMount` `{ connection, mount, confirmed }`: the mount and everything in it. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const { options } = input;
	const confirmed = optionalBoolean(options, 'confirmed') === true;
	const target = await pickAdminTarget(context, options);
	const { administration, connection } = target;
	const disable = administration.disableMount?.bind(administration);
	if (!disable) throw new PkiError('unsupported', { reason: 'administration' });
	const mount = await pickMount(context, connection, options);
	const outcome = await carryOut(context, input, target, {
		title: vscode.l10n.t('Delete mount'),
		summary: mount,
		confirm: () => (confirmed ? Promise.resolve() : confirmMount(target, mount)),
		run: (signal) => disable({ mount }, { signal }),
		done: () => vscode.l10n.t('Mount {0} was deleted.', mount),
		changes: [{ connection: connection.id, part: 'mounts' }],
	});
	await unpinMount(context, connection, mount);
	return outcome;
}

/** A pin of what is gone would stay in the tree as a row that fails. */
async function unpinMount(
	context: CommandContext,
	{ id, pins }: Connection,
	mount: string,
): Promise<void> {
	const left = pins.filter((pin) => pin.mount !== mount);
	if (left.length < pins.length) await context.connections.update(id, { pins: left });
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
	const page = { limit: counted };
	const [certificates, issuers, roles] = await Promise.all([
		countOf(async () => {
			const { items, cursor } = await client.listCertificates(mount, page, call);
			if (cursor === undefined) return items.length;
			return (await client.countCertificates?.(mount, call)) ?? items.length;
		}),
		countOf(async () => (await client.listAuthorities(mount, page, call)).items.length),
		countOf(async () => (await client.listRoles(mount, page, call)).items.length),
	]);
	return vscode.l10n.t(
		'{0}, {1} and {2}',
		certificateWords(certificates),
		issuerWords(issuers),
		roleWords(roles),
	);
}

/** Undefined where the token may not know. */
async function countOf(count: () => Promise<number>): Promise<number | undefined> {
	try {
		return await count();
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return undefined;
		throw error;
	}
}

function certificateWords(count: number | undefined): string {
	if (count === undefined) return vscode.l10n.t('an unknown number of certificates');
	return count === 1 ? vscode.l10n.t('1 certificate') : vscode.l10n.t('{0} certificates', count);
}

function issuerWords(count: number | undefined): string {
	if (count === undefined) return vscode.l10n.t('an unknown number of issuers');
	return count === 1 ? vscode.l10n.t('1 issuer') : vscode.l10n.t('{0} issuers', count);
}

function roleWords(count: number | undefined): string {
	if (count === undefined) return vscode.l10n.t('an unknown number of roles');
	return count === 1 ? vscode.l10n.t('1 role') : vscode.l10n.t('{0} roles', count);
}
