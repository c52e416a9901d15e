import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import type { FindingsRequest } from '../../services/ports/findings.js';
import { showError } from '../../ui/words/errors/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUris } from '../input/fileUris.js';
import { badOption, optionalString, type Options } from '../input/options.js';

type Result = PkiCommands['pki.check']['result'];

/**
 * `pki.check`: the given files and folders, or a text, else the whole workspace. A person sees the Problems panel. Reads only, so it
 * works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const request = requestOf(input.options);
	const { findings, read } = await withProgress(
		vscode.l10n.t('Checking certificates'),
		(signal, report) =>
			context.views.findings.find(request, {
				signal,
				onProgress: (done, total) =>
					report(vscode.l10n.t('{0} of {1} files', done, total), (100 * done) / total),
			}),
	);
	if (input.interactive) {
		// Not awaited: the answer does not depend on when the message is closed.
		showResult(findings.length, read).catch((error: unknown) => showError(error));
	}
	return { findings };
}

function requestOf(options: Options): FindingsRequest {
	const uris = optionalUris(options, 'uris');
	const text = optionalString(options, 'text');
	const languageId = optionalString(options, 'languageId');
	const path = optionalString(options, 'path');
	if (uris && text !== undefined) throw badOption('text', 'uris | text');
	if (uris) return { uris };
	if (text !== undefined) return { text, languageId, path };
	if (path !== undefined) throw badOption('path', 'text, path');
	return 'workspace';
}

async function showResult(count: number, read: number): Promise<void> {
	if (count === 0) {
		await vscode.window.showInformationMessage(
			read === 0
				? vscode.l10n.t(
						'No certificates were found. Open a folder or file with certificates first.',
					)
				: vscode.l10n.t('{0} No problems found.', readWords(read)),
		);
		return;
	}
	await vscode.commands.executeCommand('workbench.actions.view.problems');
	await vscode.window.showInformationMessage(
		count === 1
			? vscode.l10n.t('{0} 1 finding.', readWords(read))
			: vscode.l10n.t('{0} {1} findings.', readWords(read), count),
	);
}

function readWords(read: number): string {
	return read === 1
		? vscode.l10n.t('1 file was checked.')
		: vscode.l10n.t('{0} files were checked.', read);
}
