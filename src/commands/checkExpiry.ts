import * as vscode from 'vscode';
import type { ExpiryFinding, PkiCommands } from '../api.js';
import type { Finding } from '../services/services.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { optionalUri, optionalUris } from './shared/fileUris.js';
import { optionalNumber } from './shared/options.js';
import { plainText } from '../ui/plainText.js';
import { askOnce } from '../ui/wizard.js';

type Result = PkiCommands['pki.checkExpiry']['result'];

/**
 * `pki.checkExpiry`: the given files and folders, else the workspace; a person whose open file holds PEM is asked which.
 * Reads only, so it works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const withinDays = optionalNumber(input.options, 'withinDays', { min: 0 });
	const uris = chosenUris(input) ?? (input.interactive ? await askWhere() : undefined);
	const findings = await withProgress(
		vscode.l10n.t('Checking expiry of certificates'),
		(signal, report) =>
			context.views.findings.check({
				...(uris ? { uris } : {}),
				...(withinDays === undefined ? {} : { withinDays }),
				signal,
				onProgress: (done, total) =>
					report(vscode.l10n.t('{0} of {1} files', done, total), (100 * done) / total),
			}),
	);
	// Not awaited: the answer does not depend on what is chosen from the list.
	if (input.interactive) void showResult(context, findings, uris);
	return { findings: findings.map(toApi) };
}

function chosenUris({ options, selection }: CommandInput): readonly vscode.Uri[] | undefined {
	const selected = selection.filter((item) => item instanceof vscode.Uri);
	if (selected.length > 1) return selected;
	const one = optionalUri(options, 'uri');
	return optionalUris(options, 'uris') ?? (one ? [one] : undefined);
}

/** Undefined: the workspace. */
async function askWhere(): Promise<readonly vscode.Uri[] | undefined> {
	const document = vscode.window.activeTextEditor?.document;
	if (!document?.getText().includes('-----BEGIN CERTIFICATE')) return undefined;
	const file = [document.uri];
	if (vscode.workspace.workspaceFolders === undefined) return file;
	const chosen = await askOnce(vscode.l10n.t('Check Expiry'), (frame) =>
		frame.pick({
			prompt: vscode.l10n.t('Where?'),
			items: [
				{
					label: plainText(vscode.workspace.asRelativePath(document.uri)),
					description: vscode.l10n.t('the open file'),
					iconPath: new vscode.ThemeIcon('file'),
					uris: file,
				},
				{
					label: vscode.l10n.t('The whole workspace'),
					iconPath: new vscode.ThemeIcon('folder-opened'),
					uris: undefined,
				},
			],
		}),
	);
	return chosen.uris;
}

async function showResult(
	context: CommandContext,
	findings: readonly Finding[],
	uris: readonly vscode.Uri[] | undefined,
): Promise<void> {
	if (findings.length > 0) {
		await context.views.findings.show();
		return;
	}
	const [only] = uris?.length === 1 ? uris : [];
	void vscode.window.showInformationMessage(
		only
			? vscode.l10n.t(
					'Nothing in {0} expires soon.',
					plainText(vscode.workspace.asRelativePath(only)),
				)
			: vscode.l10n.t('No certificate that was found expires soon.'),
	);
}

function toApi({ uri, line, subject, notAfter, state }: Finding): ExpiryFinding {
	const file = uri.scheme === 'file' ? uri.fsPath : uri.toString();
	return { uri: file, line, subject, notAfter, state };
}
