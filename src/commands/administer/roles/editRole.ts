import * as vscode from 'vscode';
import type { AdminOutcome } from '../../../core/backends/contract/administration.js';
import type { Authority, RoleRules } from '../../../core/backends/contract/backend.js';
import { changedRules } from '../../../core/backends/roles/roleForm.js';
import { withProgress } from '../../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../../command.js';
import {
	type AdminTarget,
	type AdminTask,
	carryOut,
	confirmTask,
	mountMaxTtl as readMountMaxTtl,
	pickAdminTarget,
} from '../admin.js';
import { namedIssuers, pickMount, pickRole } from '../../input/pickers.js';
import { changeWords } from './roleFlags.js';
import { askRole } from './roleForm.js';
import { parseRules } from './roleRules.js';
import { roleTask } from './writeRole.js';

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
	const issuers = rules ? [] : await namedIssuers(context, target.connection, mount);
	const taskOf = (changed: RoleRules) =>
		roleTask(target, {
			...{ mount, role, rules: changed, exists: true },
			summary: changeWords(changed, issuers),
		});
	const hasMounts = context.backends.of(target.connection).singleMount === undefined;
	const what = { mount, role, now, issuers, hasMounts, taskOf };
	const changed = rules ?? (await askChanges(target, what));
	if (Object.keys(changed).length === 0) {
		if (input.interactive) {
			void vscode.window.showInformationMessage(vscode.l10n.t('Role “{0}” was not changed.', role));
		}
		return { warnings: [] };
	}
	const task = { ...taskOf(changed), isConfirmed: rules === undefined };
	return carryOut(context, input, target, task);
}

async function askChanges(
	target: AdminTarget,
	what: {
		readonly mount: string;
		readonly role: string;
		readonly now: RoleRules;
		readonly issuers: readonly Authority[];
		readonly hasMounts: boolean;
		readonly taskOf: (changed: RoleRules) => AdminTask<AdminOutcome>;
	},
): Promise<RoleRules> {
	const { mount, role, now, issuers, hasMounts, taskOf } = what;
	const form = await askRole({
		title: vscode.l10n.t('Edit Role “{0}”', role),
		now,
		known: target.client.roleRules,
		keyTypes: target.client.keyTypes,
		issuers,
		mountMaxTtl: await readMountMaxTtl(target.client, mount),
		hasMounts,
		confirm: (answers) => {
			const changed = changedRules(now, answers);
			if (Object.keys(changed).length === 0) return undefined;
			return (frame) => confirmTask(frame, target, taskOf(changed));
		},
	});
	return changedRules(now, form);
}
