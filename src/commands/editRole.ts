import * as vscode from 'vscode';
import type { AdminOutcome } from '../core/backends/administration.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { mountMaxTtl, pickAdminTarget } from './shared/admin.js';
import { pickMount, pickRole } from './shared/pickers.js';
import { askRules, writeRole } from './shared/roleForm.js';
import { parseRules } from './shared/roleRules.js';

/** `pki.editRole` `{ connection, mount, role, rules }`: rules that are left out keep their value. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const rules = parseRules(input.options.rules);
	const target = await pickAdminTarget(context, input.options);
	const mount = await pickMount(context, target.connection, input.options);
	const role = await pickRole(context, target.connection, mount, input.options);
	// Read in any case: a name that is not there must not become a new role.
	const { rules: now } = await withProgress(vscode.l10n.t('Reading role “{0}”', role), (signal) =>
		target.client.readRole(mount, role, { signal }),
	);
	const maximum = rules === undefined ? await mountMaxTtl(target.client, mount) : undefined;
	const title = vscode.l10n.t('Edit Role “{0}”', role);
	return writeRole(context, input, target, {
		mount,
		role,
		rules: rules ?? (await askRules({ title, now, mountMaxTtl: maximum })),
		exists: true,
	});
}
