import * as vscode from 'vscode';
import type { AdminOutcome } from '../core/backends/administration.js';
import type { CommandContext, CommandInput } from './command.js';
import { pickAdminTarget } from './shared/admin.js';
import { pickMount, pickRole } from './shared/pickers.js';
import { askRules, rulesOption, writeRole } from './shared/roleForm.js';

/** `pki.editRole` `{ connection, mount, role, rules }`: rules left out keep their value. */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options);
	const mount = await pickMount(context, target.connection, input.options);
	const role = await pickRole(context, target.connection, mount, input.options);
	const rules =
		rulesOption(input.options.rules) ??
		(await askRules(vscode.l10n.t('Edit Role'), (await target.client.readRole(mount, role)).rules));
	return writeRole(context, input, target, { mount, role, rules });
}
