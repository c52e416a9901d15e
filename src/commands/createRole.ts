import * as vscode from 'vscode';
import type { AdminOutcome } from '../core/backends/administration.js';
import { askOnce } from '../ui/wizard.js';
import type { CommandContext, CommandInput } from './command.js';
import { pickAdminTarget } from './shared/admin.js';
import { required } from './shared/adminForm.js';
import { optionalString } from './shared/options.js';
import { pickMount } from './shared/pickers.js';
import { askRules, rulesOption, writeRole } from './shared/roleForm.js';

/** `pki.createRole` `{ connection, mount, name, rules }` */
export async function run(context: CommandContext, input: CommandInput): Promise<AdminOutcome> {
	const target = await pickAdminTarget(context, input.options);
	const mount = await pickMount(context, target.connection, input.options);
	const title = vscode.l10n.t('Create Role');
	const role =
		optionalString(input.options, 'name') ??
		(await askOnce(title, (frame) =>
			frame.text({ prompt: vscode.l10n.t('Name of the role'), validate: required }),
		));
	const usual = { allowSubdomains: true, allowLocalhost: true, allowIpSans: true };
	const rules =
		rulesOption(input.options.rules) ??
		(await askRules(title, { ...usual, serverAuth: true, clientAuth: true }));
	return writeRole(context, input, target, { mount, role: role.trim(), rules });
}
