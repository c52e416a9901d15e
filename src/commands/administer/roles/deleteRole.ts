import * as vscode from 'vscode';
import type {
	AdminOutcome,
	DeleteRoleRequest,
} from '../../../core/backends/contract/administration.js';
import type { Operation } from '../../../core/backends/contract/backend.js';
import { PkiError } from '../../../core/common/errors.js';
import { plainText } from '../../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../../command.js';
import { badOption, optionalMount, optionalString, type Options } from '../../input/options.js';
import { pickMount, pickRole } from '../../input/pickers.js';
import { type AdminTarget, carryOut, pickAdminTarget } from '../admin.js';
import { confirmDeletion, isConfirmed, unpinDeleted } from '../confirmDeletion.js';

type RolePlace = DeleteRoleRequest;

/** `pki.deleteRole` `{ connection, mount, role, confirmed }`: one role, or every one that is selected in the tree. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const confirmed = isConfirmed(input.options, ['mount', 'role']);
	const target = await pickAdminTarget(context, input.options, 'deleteRole');
	const { administration } = target;
	const places = await findRoles(context, input, target);
	const names = places.map(({ role }) => plainText(role)).join(', ');
	const { length } = places;
	const outcome = await carryOut(context, input, target, {
		title: length === 1 ? vscode.l10n.t('Delete role') : vscode.l10n.t('Delete roles'),
		summary: names,
		confirm: () => (confirmed ? Promise.resolve() : confirmRoles(target, places)),
		run: async (signal) => {
			const warnings: string[] = [];
			for (const place of places) {
				signal.throwIfAborted();
				warnings.push(...(await administration.deleteRole(place, { signal })).warnings);
			}
			return { warnings };
		},
		done: () =>
			length === 1
				? vscode.l10n.t('Role “{0}” was deleted.', names)
				: vscode.l10n.t('{0} roles were deleted.', length),
		changes: [...new Set(places.map(({ mount }) => mount))].map((mount) => ({
			connection: target.connection.id,
			...{ mount, part: 'roles' as const },
		})),
	});
	await unpinDeleted(
		context,
		target.connection,
		(pin) =>
			pin.kind === 'role' &&
			places.some(({ mount, role }) => mount === pin.mount && role === pin.role),
	);
	return outcome;
}

async function findRoles(
	context: CommandContext,
	{ options, selection }: CommandInput,
	{ connection }: AdminTarget,
): Promise<readonly RolePlace[]> {
	const selected = selection.filter(({ role }) => typeof role === 'string');
	if (selected.length > 1) return selected.map((item) => placeOf(item, connection.id));
	const mount = await pickMount(context, connection, options);
	return [{ mount, role: await pickRole(context, connection, mount, options) }];
}

/** They are deleted with one question, so they have to lie in one connection. */
function placeOf(item: Options, connection: string): RolePlace {
	const mount = optionalMount(item);
	const role = optionalString(item, 'role');
	if (mount === undefined || role === undefined) throw badOption('role', 'string');
	if (optionalString(item, 'connection') !== connection) {
		throw new PkiError('unsupported', { reason: 'severalConnections' });
	}
	return { mount, role };
}

function confirmRoles({ client }: AdminTarget, places: readonly RolePlace[]): Promise<void> {
	const [only] = places;
	const isOne = only !== undefined && places.length === 1;
	const paths = places.map(({ mount, role }) => `${mount}/${role}`);
	return confirmDeletion({
		title: isOne
			? vscode.l10n.t('Delete Role “{0}” of {1}', only.role, only.mount)
			: vscode.l10n.t('Delete {0} Roles', places.length),
		consequences: [
			isOne
				? vscode.l10n.t('No more certificates can be issued from it.')
				: vscode.l10n.t(
						'No more certificates can be issued from {0}.',
						plainText(paths.join(', '), 400),
					),
			vscode.l10n.t('Certificates already issued stay valid. This cannot be undone.'),
		],
		name: isOne ? only.role : String(places.length),
		operations: places.map((request): Operation => ({ kind: 'deleteRole', request })),
		commandLine: client.commandLine,
	});
}
