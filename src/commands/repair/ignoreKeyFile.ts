import * as path from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { quoteFor } from '../../core/common/shellQuote.js';
import { findUnignoredKey, gitFactsOf } from '../../services/files/ignoreKey.js';
import { copyText, sayDone } from '../../ui/output.js';
import { showError } from '../../ui/words/errors/errors.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import { localFile } from './keyFile.js';

/** `pki.ignoreKeyFile` `{ uri }`: adds the keys of that folder to `.gitignore`. Git keeps tracking what it tracks. */
export async function run(_context: CommandContext, { options }: CommandInput): Promise<void> {
	const file = localFile(options, 'write');
	const facts = await gitFactsOf(file);
	if (!facts) throw new PkiError('invalid', { reason: 'noRepository' });
	const found = await findUnignoredKey(file);
	await found?.ignore();
	if (facts.tracked) {
		// Not awaited: the file is ignored before the message is closed.
		offerUntracking(file).catch((error: unknown) => showError(error));
	} else sayDone(vscode.l10n.t('Private key ignored by git'));
}

async function offerUntracking(file: string): Promise<void> {
	const command = `git rm --cached -- ${quoteFor(process.platform, file)}`;
	const copy = vscode.l10n.t('Copy Command');
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t(
			'Git still tracks {0}. Run “git rm --cached” to stop that. If the repository was shared, replace the key.',
			plainText(path.basename(file), 80),
		),
		copy,
	);
	if (answer === copy) await copyText(command, vscode.l10n.t('Command copied'));
}
