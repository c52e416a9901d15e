import * as vscode from 'vscode';
import type { ExpiryFinding, PkiCommands } from '../../api.js';
import type { ExpiryCheck, ExpiryItem } from '../../services/ports/expiry.js';
import { leftOutWords, readWords } from '../../ui/words/expiryCheckWords.js';
import { showError } from '../../ui/words/errors/errors.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri, optionalUris } from '../input/fileUris.js';
import { optionalNumber } from '../input/options.js';
import { plainText } from '../../ui/words/plainText.js';
import { askOnce } from '../../ui/ask/wizard.js';

type Result = PkiCommands['pki.checkExpiry']['result'];

/**
 * `pki.checkExpiry`: the given files and folders, else the workspace; a person whose open file holds PEM is asked which.
 * Reads only, so it works in Restricted Mode.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const withinDays = optionalNumber(input.options, 'withinDays', { min: 0 });
	const uris = chosenUris(input) ?? (input.interactive ? await askWhere() : undefined);
	const checked = await withProgress(
		vscode.l10n.t('Checking certificates and CRLs for expiry'),
		(signal, report) =>
			context.views.expiry.check({
				...(uris ? { uris } : {}),
				...(withinDays === undefined ? {} : { withinDays }),
				signal,
				onProgress: (done, total) =>
					report(vscode.l10n.t('{0} of {1} files', done, total), (100 * done) / total),
			}),
	);
	if (input.interactive) {
		// Not awaited: the answer does not depend on what is chosen from the list.
		showResult(context, checked, uris).catch((error: unknown) => showError(error));
	}
	const { items, read, leftOut } = checked;
	return { findings: items.map(toApi), read, leftOut: { ...leftOut } };
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
	if (!document || !/-----BEGIN (CERTIFICATE|X509 CRL)-----/.test(document.getText()))
		return undefined;
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
	{ items, read, leftOut }: ExpiryCheck,
	uris: readonly vscode.Uri[] | undefined,
): Promise<void> {
	const left = leftOutWords(leftOut);
	const about = [readWords(read, left), left].filter((part) => part !== '').join(' ');
	if (items.length > 0) {
		await context.views.expiry.show(about);
		return;
	}
	const [only] = uris?.length === 1 ? uris : [];
	const place = only && plainText(vscode.workspace.asRelativePath(only));
	const verdict =
		read === 0
			? ''
			: place === undefined
				? vscode.l10n.t('Nothing expires soon.')
				: vscode.l10n.t('Nothing in {0} expires soon.', place);
	const log = vscode.l10n.t('Show Log');
	// The log names the files.
	const buttons = leftOut.tooLarge + leftOut.unreadable > 0 ? [log] : [];
	const message = [verdict, about].filter((part) => part !== '').join(' ');
	const chosen = await vscode.window.showInformationMessage(message, ...buttons);
	if (chosen === log) await vscode.commands.executeCommand('pki.showLog');
}

function toApi({ uri, line, kind, subject, notAfter, state }: ExpiryItem): ExpiryFinding {
	const file = uri.scheme === 'file' ? uri.fsPath : uri.toString();
	return { uri: file, line, kind, subject, notAfter, state };
}
