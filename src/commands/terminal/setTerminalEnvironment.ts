import * as vscode from 'vscode';
import { can } from '../../core/backends/contract/backend.js';
import { PkiError } from '../../core/common/errors.js';
import type { Connection } from '../../services/connectionStore.js';
import { assertTrusted } from '../../services/trust.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { plainText } from '../../ui/words/plainText.js';
import { showError } from '../../ui/words/errors/errors.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalBoolean } from '../input/options.js';
import { pickConnection } from '../input/pickers.js';

/** `pki.setTerminalEnvironment` `{ connection, token, confirmed }`: new terminals use the connection's server. */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<{ variables: readonly string[] }> {
	assertTrusted();
	const token = optionalBoolean(options, 'token');
	const confirmed = optionalBoolean(options, 'confirmed') === true;
	const connection = await pickConnection(
		context,
		options,
		(candidate) => candidate.origin === 'saved' && isUsable(context, candidate),
	);
	requireUsable(context, connection);
	const label = plainText(connection.label);
	const withToken = token ?? (interactive ? await askForToken(label) : false);
	if (withToken && !confirmed) await warn(label);
	const variables = await context.views.terminal.use({ connection: connection.id, withToken });
	// Not awaited: the notification may stand there for minutes.
	if (interactive) announce(label, variables).catch((error: unknown) => showError(error));
	return { variables };
}

function isUsable({ backends }: CommandContext, connection: Connection): boolean {
	return can(backends.of(connection), 'terminalVariables');
}

function requireUsable(context: CommandContext, connection: Connection): void {
	if (!isUsable(context, connection)) {
		throw new PkiError('unsupported', { reason: 'terminalVariables' });
	}
	if (connection.origin === 'environment') {
		const args = { source: connection.describedBy ?? '' };
		throw new PkiError('unsupported', { reason: 'terminalFromEnvironment', args });
	}
}

async function askForToken(label: string): Promise<boolean> {
	const { answer } = await askOnce(vscode.l10n.t('Use “{0}” in Terminals', label), (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('What should new terminals get?'),
			items: [
				{
					label: vscode.l10n.t('Address and TLS files'),
					detail: vscode.l10n.t('You sign in with the program itself, such as bao login'),
					iconPath: new vscode.ThemeIcon('terminal'),
					answer: false,
				},
				{
					label: vscode.l10n.t('Address, TLS files and token'),
					detail: vscode.l10n.t('Every program started in these terminals can read the token'),
					iconPath: new vscode.ThemeIcon('key'),
					answer: true,
				},
			],
		}),
	);
	return answer;
}

async function warn(label: string): Promise<void> {
	await confirmLoss(vscode.l10n.t('Give the token of “{0}” to new terminals?', label), {
		detail: vscode.l10n.t(
			'Every program that is started in a new terminal or task of this window can read the token and use it. It stays in terminals that are already open, even after you clear it.',
		),
		keep: vscode.l10n.t('Do Not Include'),
		actions: [vscode.l10n.t('Include Token')],
	});
}

async function announce(label: string, variables: readonly string[]): Promise<void> {
	const open = vscode.l10n.t('New Terminal');
	const message = vscode.l10n.t('New terminals use “{0}”: {1}.', label, variables.join(', '));
	if ((await vscode.window.showInformationMessage(message, open)) === open) {
		await vscode.commands.executeCommand('workbench.action.terminal.new');
	}
}
