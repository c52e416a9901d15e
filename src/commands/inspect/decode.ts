import * as path from 'node:path';
import * as vscode from 'vscode';
import type { DecodedItem, PkiCommands, Position } from '../../api.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import type { DetailTarget } from '../../services/ports/details.js';
import { decodedItems } from '../../ui/decodedItem.js';
import { activeTabUri } from '../../ui/activeTab.js';
import { readContents, readShown } from '../../ui/contents.js';
import { withProgress } from '../../ui/ask/progress.js';
import type { CommandContext, CommandInput } from '../command.js';
import { optionalUri } from '../input/fileUris.js';
import { badOption, optionalBoolean, optionalNumber, optionalString } from '../input/options.js';
import { plainText } from '../../ui/words/plainText.js';

type Result = PkiCommands['pki.decode']['result'];

/** What is decoded, and what is said when nothing is in it. */
interface Candidate {
	readonly target: DetailTarget;
	readonly nothing: string;
	/** Where in its document a selection begins. */
	readonly from?: vscode.Position;
	/** Offered when nothing is in it. */
	readonly instead?: { readonly label: string; readonly candidate: Candidate };
}

/**
 * `pki.decode`: a file or a text, else what the user looks at: the selection, else the file that is open, and the
 * clipboard only where nothing is open. Reads only, so it works in Restricted Mode. Answers facts; of a private key
 * neither numbers nor bytes.
 */
export async function run(context: CommandContext, input: CommandInput): Promise<Result> {
	const show = optionalBoolean(input.options, 'show') ?? true;
	const password = optionalString(input.options, 'password');
	return decodeCandidate(context, await candidateOf(input), show, password);
}

async function decodeCandidate(
	context: CommandContext,
	candidate: Candidate,
	show: boolean,
	password?: string,
): Promise<Result> {
	const { target } = candidate;
	const blocks = await withProgress(
		vscode.l10n.t('Decoding {0}…', target.title),
		(signal, report) =>
			decodeInSlices(target.content, {
				signal,
				password,
				onYield: (count) => report(vscode.l10n.t('{0} blocks', count)),
			}),
	);
	if (show && blocks.length > 0) await context.views.details.show(target);
	if (show && blocks.length === 0) sayNothing(context, candidate);
	const items = decodedItems(target.content, blocks);
	return { blocks: candidate.from ? items.map(behind(candidate.from)) : items };
}

/** Nobody waits for the answer: a program would wait for as long as the message stands there. */
function sayNothing(context: CommandContext, { nothing, instead }: Candidate): void {
	const buttons = instead ? [instead.label] : [];
	vscode.window.showInformationMessage(nothing, ...buttons).then(
		async (chosen) => {
			if (instead && chosen === instead.label) {
				await decodeCandidate(context, instead.candidate, true);
			}
		},
		(error: unknown) => context.log.error(`pki.decode: ${String(error)}`),
	);
}

async function candidateOf({ options, interactive, selection }: CommandInput): Promise<Candidate> {
	const uri = optionalUri(options, 'uri');
	const line = optionalNumber(options, 'line', { min: 0 });
	const text = optionalString(options, 'text');
	if (uri && text !== undefined) throw badOption('text', 'uri | text');
	if (uri && line !== undefined) {
		const candidate = file(uri, await readShown(uri));
		return { ...candidate, target: { ...candidate.target, line } };
	}
	const editor = vscode.window.activeTextEditor;
	// The editor's own menu names its file; the Explorer's, which gives a list, means the whole of it.
	const isEditors = interactive && selection[0] === options;
	const isLookedAt = isEditors && uri?.toString() === editor?.document.uri.toString();
	if (uri && !isLookedAt) return file(uri, await readContents(uri));
	if (text !== undefined) {
		return {
			target: { title: vscode.l10n.t('Text'), content: text },
			nothing: vscode.l10n.t('The text contains no certificate, request, CRL or key.'),
		};
	}
	if (editor) return editor.selection.isEmpty ? wholeDocument(editor) : selected(editor);
	const active = activeTabUri();
	if (active) return file(active, await readContents(active));
	return {
		target: { title: vscode.l10n.t('Clipboard'), content: await vscode.env.clipboard.readText() },
		nothing: vscode.l10n.t(
			'No file is open, and the clipboard contains no certificate, request, CRL or key. Open a file or copy PEM first.',
		),
	};
}

function file(uri: vscode.Uri, content: string | Uint8Array): Candidate {
	const target = fileTarget(uri, content);
	const name = plainText(target.title);
	return {
		target,
		nothing: vscode.l10n.t('{0} contains no certificate, request, CRL or key.', name),
	};
}

function wholeDocument({ document }: vscode.TextEditor): Candidate {
	return file(document.uri, document.getText());
}

function selected(editor: vscode.TextEditor): Candidate {
	return {
		target: selectionTarget(editor),
		from: editor.selection.start,
		nothing: vscode.l10n.t('The selection contains no certificate, request, CRL or key.'),
		instead: { label: vscode.l10n.t('Decode File'), candidate: wholeDocument(editor) },
	};
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
		isPart: true,
	};
}

/** Counts the columns of a selection's first line from where that line begins. */
function behind({ line, character }: vscode.Position): (item: DecodedItem) => DecodedItem {
	const moved = (position: Position): Position =>
		position.line === line ? { line, character: position.character + character } : position;
	return (item) => ({
		...item,
		range: { start: moved(item.range.start), end: moved(item.range.end) },
	});
}
