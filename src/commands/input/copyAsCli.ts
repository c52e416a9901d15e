import * as vscode from 'vscode';
import type { CommandLine, Operation } from '../../core/backends/contract/backend.js';
import { askOnce } from '../../ui/ask/wizard.js';

/** Puts the command lines that do the same into the clipboard; asks which program where there are several. */
export async function copyAsCli(
	commandLine: CommandLine,
	operations: readonly Operation[],
): Promise<void> {
	const program = await pickProgram(commandLine.programs);
	if (program === undefined) return;
	const lines = operations.map((operation) => commandLine.render(program, operation));
	await vscode.env.clipboard.writeText(lines.join('\n'));
	vscode.window.setStatusBarMessage(
		vscode.l10n.t('$(check) Copied as {0} command, without any token', program),
		5000,
	);
}

async function pickProgram(programs: readonly string[]): Promise<string | undefined> {
	if (programs.length < 2) return programs[0];
	const items = programs.map((program) => ({ label: program }));
	const item = await askOnce(vscode.l10n.t('Copy as CLI'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('For which program?'), items }),
	);
	return item.label;
}
