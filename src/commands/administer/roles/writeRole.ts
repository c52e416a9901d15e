/** Writing a role, as a task that a person confirms after seeing what it changes. */
import * as vscode from 'vscode';
import type {
	AdminOutcome,
	WriteRoleRequest,
} from '../../../core/backends/contract/administration.js';
import type { AdminTarget, AdminTask } from '../admin.js';

export interface RoleChange extends WriteRoleRequest {
	readonly exists: boolean;
	/** Said in the last step. */
	readonly summary: string;
}

/** Creates or changes the role. */
export function roleTask(
	target: AdminTarget<'writeRole'>,
	{ summary, ...request }: RoleChange,
): AdminTask<AdminOutcome> {
	const { mount, role, exists } = request;
	return {
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
	};
}
