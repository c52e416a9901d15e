import * as vscode from 'vscode';
import type { RotateResult } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import { dueFiles } from '../../services/issued/dueFiles.js';
import type { CommandContext, CommandInput } from '../command.js';
import { requireTrust } from '../input/folders.js';
import { readRotateOptions } from './options.js';
import { renewFiles } from './renewFiles.js';

/** `pki.renewAllDue`: renews what was issued through the extension and has lived two thirds of its life. */
export async function run(context: CommandContext, input: CommandInput): Promise<RotateResult> {
	requireTrust();
	const due = await dueFiles(context.issued, new Date());
	if (due.length === 0) {
		if (!input.interactive) return { files: [], backups: [], checks: [] };
		void vscode.window.showInformationMessage(
			vscode.l10n.t('No certificate issued here is due for renewal.'),
		);
		throw new PkiError('cancelled');
	}
	const targets = due.map(({ path, connection, mount, role }) => ({
		...{ file: path, place: { connection, mount, role } },
	}));
	const options = readRotateOptions({ ...input.options, key: undefined });
	return renewFiles(context, input, { targets, isMany: true, options, showReport: false });
}
