import { chmod } from 'node:fs/promises';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { sayDone } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { localFile } from './keyFile.js';

/** `pki.restrictKeyFile` `{ uri }`: lets only the owner read and write the file. */
export async function run(_context: CommandContext, { options }: CommandInput): Promise<void> {
	const file = localFile(options, 'write');
	if (process.platform === 'win32') throw new PkiError('unsupported', { reason: 'fileModes' });
	await onFile(file, () => chmod(file, 0o600));
	sayDone(vscode.l10n.t('Only you can read and change this file'));
}
