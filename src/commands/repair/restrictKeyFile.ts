import { chmod, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { onFile } from '../../services/files/fileErrors.js';
import { sayDone } from '../../ui/output.js';
import type { CommandContext, CommandInput } from '../command.js';
import { localFile } from './keyFile.js';

/** `pki.restrictKeyFile` `{ uri }`: takes from everyone but the owner what they may do with the file. */
export async function run(_context: CommandContext, { options }: CommandInput): Promise<void> {
	const file = localFile(options, 'write');
	if (process.platform === 'win32') throw new PkiError('unsupported', { reason: 'fileModes' });
	await onFile(file, async () => chmod(file, (await stat(file)).mode & 0o700));
	sayDone(vscode.l10n.t('Only you have access to this file'));
}
