import * as vscode from 'vscode';
import type { ExpiryFinding, PkiCommands } from '../api.js';
import type { Finding } from '../services/services.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { optionalUri, optionalUris } from './shared/fileUris.js';
import { optionalNumber } from './shared/options.js';
import { plainText } from '../ui/plainText.js';

type Result = PkiCommands['pki.checkExpiry']['result'];

/**
 * `pki.checkExpiry`: the given files and folders; else, for a person, the open file if it holds PEM, else the workspace.
 * Reads only, so it works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const withinDays = optionalNumber(input.options, 'withinDays', { min: 0 });
	const uris = chosenUris(input) ?? (input.interactive ? activeFile() : undefined);
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

function activeFile(): readonly vscode.Uri[] | undefined {
	const document = vscode.window.activeTextEditor?.document;
	return document?.getText().includes('-----BEGIN CERTIFICATE') ? [document.uri] : undefined;
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
