import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import { createPacer } from '../../core/common/pacer.js';
import { inGroups, inUrgency } from '../../core/workspace/urgency.js';
import {
	type ExportFormat,
	exportFormats,
	type ExportPlace,
	type ExportRow,
	exportText,
} from '../../core/workspace/exportText.js';
import { onFile } from '../../services/files/fileErrors.js';
import { writeFilesAtomically } from '../../services/files/files.js';
import type {
	IndexedBlock,
	PathUse,
	WorkspaceIndex,
} from '../../services/workspace/workspaceIndex.js';
import { askOnce } from '../../ui/ask/wizard.js';
import { columnTitle } from '../../ui/words/exportWords.js';
import { plainText } from '../../ui/words/plainText.js';
import { recordKindWord } from '../../ui/words/recordKind.js';
import { verdictWord } from '../../ui/words/words.js';
import type { CommandContext, CommandInput } from '../command.js';
import { requireTrust } from '../input/folders.js';
import { optionalBoolean, optionalChoice, optionalFile, type Options } from '../input/options.js';
import { otherHalves, readWorkspace } from '../list/workspaceItems.js';

type Result = PkiCommands['pki.exportWorkspaceCertificates']['result'];

const endings: Readonly<Record<ExportFormat, string>> = {
	csv: '.csv',
	json: '.json',
	markdown: '.md',
};

/**
 * `pki.exportWorkspaceCertificates` `{ format, uri, overwrite }`: the list of everything in the workspace as a file, which
 * holds no key. A file that exists is replaced only with `overwrite` or when a person was asked. Answers the path.
 */
export async function run(
	{ workspace }: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<Result> {
	requireTrust();
	const given = optionalFile(options, 'uri');
	const wanted = optionalChoice(options, 'format', exportFormats) ?? formatOf(given);
	await readWorkspace(workspace);
	// Nobody is asked in vain.
	if (interactive && workspace.blocks.length === 0)
		throw new PkiError('invalid', { reason: 'emptyWorkspace' });
	const format = wanted ?? (await askFormat());
	const content = await exportText(format, await rowsOf(workspace), {
		title: columnTitle,
		kind: recordKindWord,
		state: verdictWord,
	});
	const file = given ?? (await askFile(format));
	const overwrite = mayReplace(options, given);
	await onFile(file, () => writeFilesAtomically([{ path: file, content }], { overwrite }));
	if (interactive) offerToOpen(file);
	return { file };
}

/** The save dialog asks before it answers an existing file. */
function mayReplace(options: Options, given: string | undefined): boolean {
	return given === undefined || optionalBoolean(options, 'overwrite') === true;
}

function formatOf(file: string | undefined): ExportFormat | undefined {
	const ending = file === undefined ? '' : path.extname(file).toLowerCase();
	return exportFormats.find((format) => endings[format] === ending);
}

async function rowsOf(index: WorkspaceIndex): Promise<readonly ExportRow[]> {
	const pacer = createPacer();
	const rows: ExportRow[] = [];
	for (const [group, blocks] of await inGroups(index.blocks)) {
		for (const block of inUrgency(blocks, group)) {
			if (pacer.isDue) await pacer.pause();
			rows.push(rowOf(index, block));
		}
	}
	return rows;
}

function rowOf(index: WorkspaceIndex, block: IndexedBlock): ExportRow {
	const { kind, name, state, notBefore, notAfter, issuer, fingerprint } = block;
	return {
		kind,
		name,
		state: state === 'none' ? undefined : state,
		notBefore,
		notAfter,
		...placeOf(block),
		issuer,
		sha256: fingerprint,
		matches: otherHalves(index, block).map(placeOf),
		usedBy: index.usesOf(block.uri).map(placeOf),
	};
}

/** As people say it: from the workspace folder, lines from one. */
function placeOf({ uri, range }: PathUse): ExportPlace {
	return { file: vscode.workspace.asRelativePath(uri), line: range.start.line + 1 };
}

async function askFormat(): Promise<ExportFormat> {
	const items: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
		{ label: 'CSV', description: vscode.l10n.t('for spreadsheets'), format: 'csv' },
		{ label: 'JSON', description: vscode.l10n.t('for programs'), format: 'json' },
		{
			label: 'Markdown',
			description: vscode.l10n.t('a table for a report or issue'),
			format: 'markdown',
		},
	];
	const item = await askOnce(vscode.l10n.t('Export Workspace Certificates'), (frame) =>
		frame.pick({ prompt: vscode.l10n.t('Which format?'), items }),
	);
	return item.format;
}

async function askFile(format: ExportFormat): Promise<string> {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	const name = `certificates${endings[format]}`;
	const chosen = await vscode.window.showSaveDialog({
		title: vscode.l10n.t('Export Workspace Certificates'),
		defaultUri: folder ? vscode.Uri.joinPath(folder.uri, name) : vscode.Uri.file(name),
		filters: { [format.toUpperCase()]: [endings[format].slice(1)] },
	});
	if (!chosen) throw new PkiError('cancelled');
	if (chosen.scheme !== 'file') {
		const args = { name: 'uri', scheme: chosen.scheme };
		throw new PkiError('unsupported', { reason: 'notLocalFile', args });
	}
	return chosen.fsPath;
}

/** Not awaited: the answer does not depend on when the message is closed. */
function offerToOpen(file: string): void {
	const open = vscode.l10n.t('Open');
	void vscode.window
		.showInformationMessage(vscode.l10n.t('Exported to {0}.', plainText(path.basename(file))), open)
		.then((chosen) => {
			if (chosen === open)
				void vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
		});
}
