/** What is asked of a new token: its policies, its lifetime, and where it goes. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { PkiError } from '../../../core/common/errors.js';
import { runWizard, type Step } from '../../../ui/ask/wizard.js';
import { textStep, validateTtl } from '../adminForm.js';

export type TokenForm = Readonly<{
	/** Names, separated by commas. */
	policies: string;
	ttl: string;
	output: 'clipboard' | 'file';
}>;

export function askToken(
	title: string,
	given: Partial<TokenForm>,
	proposed: string,
): Promise<TokenForm> {
	const output: Step<TokenForm> = {
		when: () => given.output === undefined,
		ask: async (frame) => {
			const items = [
				{
					label: vscode.l10n.t('Copy to the clipboard'),
					iconPath: new vscode.ThemeIcon('copy'),
					output: 'clipboard' as const,
				},
				{
					label: vscode.l10n.t('Save to a file…'),
					detail: vscode.l10n.t('Only you can read it (mode 600)'),
					iconPath: new vscode.ThemeIcon('save'),
					output: 'file' as const,
				},
			];
			const chosen = await frame.pick({ prompt: vscode.l10n.t('Where should it go?'), items });
			return { output: chosen.output };
		},
	};
	return runWizard<TokenForm>(
		title,
		[
			textStep<TokenForm>('policies', given, () => ({
				prompt: vscode.l10n.t('Policies, separated by commas'),
				value: proposed,
				placeholder: 'pki-web',
				validate: (text) =>
					policyNames(text).length === 0 ? vscode.l10n.t('Type the name of a policy.') : undefined,
			})),
			textStep<TokenForm>('ttl', given, () => ({
				prompt: vscode.l10n.t('Lifetime'),
				value: '24h',
				validate: (text) => validateTtl(text, undefined),
			})),
			output,
		],
		given,
	);
}

export function policyNames(text: string): readonly string[] {
	return text
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}

/** In the home folder, for a repository is no place for it. The dialog itself asks before it answers an existing file. */
export async function askTokenFile(title: string, policy: string): Promise<string> {
	const name = `${policy.replaceAll(/[^\w.-]/g, '_')}.token`;
	const chosen = await vscode.window.showSaveDialog({
		title,
		defaultUri: vscode.Uri.file(join(homedir(), name)),
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file') {
		const args = { name: 'file', scheme: chosen.scheme };
		throw new PkiError('unsupported', { reason: 'notLocalFile', args });
	}
	return chosen.fsPath;
}
