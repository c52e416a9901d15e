import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DecodedItem, PkiCommands } from '../api.js';
import { decodeInSlices } from '../core/x509/decode.js';
import type { DecodedBlock } from '../core/x509/model.js';
import type { DetailTarget } from '../services/services.js';
import { blockErrorSentence } from '../ui/blockErrors.js';
import { readContents } from '../ui/contents.js';
import { withProgress } from '../ui/progress.js';
import type { CommandContext, CommandInput } from './command.js';
import { optionalUri } from './shared/fileUris.js';
import { optionalBoolean, optionalString, type Options } from './shared/options.js';
import { plainText } from '../ui/plainText.js';

type Result = PkiCommands['pki.decode']['result'];

interface Decoded {
	readonly target: DetailTarget;
	readonly blocks: readonly DecodedBlock[];
}

/**
 * `pki.decode`: a file, a text, else the selection, else the clipboard, else the active file. Reads only, so it works
 * in Restricted Mode. Answers facts; of a private key neither numbers nor bytes.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const show = optionalBoolean(input.options, 'show') ?? true;
	const found = await firstWithBlocks(candidates(input.options));
	const blocks = found.blocks.map(toItem);
	if (show && blocks.length > 0) await context.views.details.show(found.target);
	if (show && blocks.length === 0) {
		void vscode.window.showInformationMessage(
			vscode.l10n.t(
				'{0} holds no certificate, request, revocation list or key.',
				plainText(found.target.title),
			),
		);
	}
	return { blocks };
}

/** What was given, and nothing else; without options everything that a person may mean, the likeliest first. */
async function* candidates(options: Options): AsyncGenerator<DetailTarget> {
	const uri = optionalUri(options, 'uri');
	const text = optionalString(options, 'text');
	if (uri) {
		yield fileTarget(uri, await readContents(uri));
		return;
	}
	if (text !== undefined) {
		yield { title: vscode.l10n.t('Text'), content: text };
		return;
	}
	const editor = vscode.window.activeTextEditor;
	if (editor && !editor.selection.isEmpty) yield selectionTarget(editor);
	yield { title: vscode.l10n.t('Clipboard'), content: await vscode.env.clipboard.readText() };
	const active = editor?.document.uri ?? activeTabUri();
	if (editor) yield fileTarget(editor.document.uri, editor.document.getText());
	else if (active) yield fileTarget(active, await readContents(active));
}

/** The first candidate that holds something; when none does, the first one, so that it can be named. */
async function firstWithBlocks(targets: AsyncIterable<DetailTarget>): Promise<Decoded> {
	let first: Decoded | undefined;
	for await (const target of targets) {
		const blocks = await withProgress(
			vscode.l10n.t('Decoding {0}…', target.title),
			(signal, report) =>
				decodeInSlices(target.content, {
					signal,
					onYield: (count) => report(vscode.l10n.t('{0} blocks', count)),
				}),
		);
		if (blocks.length > 0) return { target, blocks };
		first ??= { target, blocks };
	}
	return first ?? { target: { title: '', content: '' }, blocks: [] };
}

function fileTarget(uri: vscode.Uri, content: string | Uint8Array): DetailTarget {
	return { title: path.posix.basename(uri.path), content, uri };
}

/** The lines above are kept as empty ones, so that a fault's line is the document's. */
function selectionTarget({ document, selection }: vscode.TextEditor): DetailTarget {
	return {
		title: vscode.l10n.t('Selection'),
		content: '\n'.repeat(selection.start.line) + document.getText(selection),
		uri: document.uri,
	};
}

/** A file that VS Code shows without a text editor, as it does with binary ones. */
function activeTabUri(): vscode.Uri | undefined {
	const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
	return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom
		? input.uri
		: undefined;
}

function toItem(block: DecodedBlock): DecodedItem {
	const { line, label } = block;
	if (!block.error) return { line, label, ...block.facts };
	return { line, label, error: { ...block.error, message: blockErrorSentence(block.error) } };
}
