/** Writes a role, after a person has seen what that changes. */
import * as vscode from 'vscode';
import type {
	AdminOutcome,
	WriteRoleRequest,
} from '../../core/backends/contract/administration.js';
import type { CommandContext, CommandInput } from '../command.js';
import { type AdminTarget, carryOut } from './admin.js';

/** Creates or changes the role; `summary` is said in the last step. */
export function writeRole(
	context: CommandContext,
	input: CommandInput,
	target: AdminTarget<'writeRole'>,
	{
		summary,
		...request
	}: WriteRoleRequest & { readonly exists: boolean; readonly summary: string },
): Promise<AdminOutcome> {
	const { mount, role, exists } = request;
	return carryOut(context, input, target, {
		title: exists ? vscode.l10n.t('Change role') : vscode.l10n.t('Create role'),
		summary: vscode.l10n.t('“{0}” in {1}: {2}', role, mount, summary),
		operation: { kind: 'writeRole', request },
		run: (signal) => target.administration.writeRole(request, { signal }),
		done: () =>
			exists
				? vscode.l10n.t('Role “{0}” in {1} was changed.', role, mount)
				: vscode.l10n.t('Role “{0}” was created in {1}.', role, mount),
		changes: [{ connection: target.connection.id, mount, part: 'roles' }],
		next: [
			{
				title: vscode.l10n.t('Issue Certificate…'),
				command: 'pki.issueCertificate',
				needs: ['issue', 'sign'],
				options: { mount, role },
			},
		],
	});
}
