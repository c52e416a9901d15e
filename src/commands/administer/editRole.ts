import * as vscode from 'vscode';
import type { AdminOutcome } from '../../core/backends/contract/administration.js';
import type { Backend, RoleRules } from '../../core/backends/contract/backend.js';
import { changedRules } from '../../core/backends/roles/roleForm.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { mountMaxTtl as readMountMaxTtl, pickAdminTarget } from './admin.js';
import { pickMount, pickRole } from '../input/pickers.js';
import { changeWords } from './roleFlags.js';
import { askRole } from './roleForm.js';
import { parseRules } from './roleRules.js';
import { writeRole } from './writeRole.js';

/** `pki.editRole` `{ connection, mount, role, rules }`: only what is given, or changed in the form, is sent. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const rules = parseRules(input.options.rules);
	const target = await pickAdminTarget(context, input.options, 'writeRole');
	const mount = await pickMount(context, target.connection, input.options);
	const role = await pickRole(context, target.connection, mount, input.options);
	// Read in any case: a name that is not there must not become a new role.
	const { rules: now } = await withProgress(vscode.l10n.t('Reading role “{0}”', role), (signal) =>
		target.client.readRole(mount, role, { signal }),
	);
	const changed = rules ?? (await askChanges(target.client, mount, role, now));
	if (Object.keys(changed).length === 0) {
		if (input.interactive) {
			void vscode.window.showInformationMessage(
				vscode.l10n.t('Nothing was changed in role “{0}”.', role),
			);
		}
		return { warnings: [] };
	}
	return writeRole(context, input, target, {
		...{ mount, role, exists: true },
		rules: changed,
		summary: changeWords(changed),
	});
}

async function askChanges(
	client: Backend,
	mount: string,
	role: string,
	now: RoleRules,
): Promise<RoleRules> {
	const title = vscode.l10n.t('Edit Role “{0}”', role);
	const mountMaxTtl = await readMountMaxTtl(client, mount);
	return changedRules(now, await askRole({ title, now, mountMaxTtl }));
}
