/** What a block is, in a hover: its name, its verdict, its facts, what is wrong with it, and what can be done. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { IssuedFiles } from '../../services/issued/issuedFiles.js';
import type { Services } from '../../services/services.js';
import type { WorkspaceIndex } from '../../services/workspace/workspaceIndex.js';
import { type FactRow, type FactsView, viewOf } from '../../ui/facts/facts.js';
import { expiryThreshold } from '../../ui/settings.js';
import { visibleStart } from '../../ui/words/visible.js';
import { commandsFor, linkedCommands } from './blockCommands.js';
import { FindingsOf, rangeOf, severityWord } from './findingsAt.js';
import { hoverRows } from './hoverRows.js';
import { commandLink, escaped } from './markdown.js';
import { mendStep } from './mendStep.js';
import { otherHalvesOf } from './otherHalves.js';
import { usesCommand } from './uses.js';

/** Of a bundle; the details show all. */
const mostBlocks = 3;
/** Values of one row, such as names. */
const mostValues = 8;
const mostFindings = 8;
/** Within a paragraph. */
const newLine = '  \n';

export async function hoverAt(
	{ blocks, workspace, issued }: Pick<Services, 'blocks' | 'workspace' | 'issued'>,
	document: vscode.TextDocument,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
	const [found, all] = await Promise.all([
		blocks.blocksAt(document, position, token),
		blocks.blocksOf(document, token),
	]);
	const [first] = found;
	if (!first) return undefined;
	const { uri, languageId } = document;
	const range = rangeOf(document, first);
	const findings = new FindingsOf(document).at(first);
	return new vscode.Hover(
		hoverContent({ uri, languageId, found, all, findings, position, workspace, issued }),
		range,
	);
}

/** What a hover says, and of what. */
export interface HoverSubject {
	/** The file that holds the blocks. */
	readonly uri: vscode.Uri;
	readonly languageId: string;
	readonly found: readonly KeptBlock[];
	/** Of the whole file. */
	readonly all: readonly KeptBlock[];
	readonly findings: readonly vscode.Diagnostic[];
	/** Where other halves of keys are looked for, beside the file, and places that name it. */
	readonly workspace?: WorkspaceIndex;
	/** Who issued what. */
	readonly issued?: IssuedFiles;
	/** Where the mouse is. */
	readonly position: vscode.Position;
	/** What stands above it, in Markdown. */
	readonly head?: string;
}

/** Trusted for the commands of our own that it links. */
export function hoverContent(subject: HoverSubject): vscode.MarkdownString {
	const content = new vscode.MarkdownString(hoverText(subject, new Date()));
	content.isTrusted = { enabledCommands: linkedCommands };
	content.supportHtml = false;
	return content;
}

function hoverText(subject: HoverSubject, now: Date): string {
	const { uri, languageId, found, all, findings, position, head = '' } = subject;
	const { workspace, issued } = subject;
	const [first] = found;
	const threshold = expiryThreshold(uri);
	const [text, identifiers] = blocksText(found, (block) =>
		viewOf(block, { now, threshold, matchingKeys: otherHalvesOf(block, { uri, all, workspace }) }),
	);
	// VS Code shows those at the position in a part of its own.
	const others = findings.filter(({ range }) => !range.contains(position));
	const uses = first && workspace && usesCommand(workspace, uri, first.line);
	const links = [
		...(first ? commandsFor({ uri, languageId }, first, all, findings, issued) : []),
		...(uses ? [uses] : []),
	];
	const linkText = links
		.map(({ title, command, args }) => commandLink(title, command, args))
		.join(' &nbsp;·&nbsp; ');
	// As high as VS Code makes a hover, the actions are still in sight.
	return [head, text, findingsText(others), linkText, identifiers]
		.filter((part) => part !== '')
		.join('\n\n---\n\n');
}

/** What matters of a block and which ones stand with it, then what is only compared. */
function blocksText(
	[first, ...rest]: readonly KeptBlock[],
	view: (block: KeptBlock) => FactsView,
): readonly [string, string] {
	if (!first) return ['', ''];
	const own = view(first);
	const { rows, identifiers } = hoverRows(first, own);
	const others = rest.slice(0, mostBlocks - 1).map((block) => lineText(view(block)));
	const more = rest.length - others.length;
	if (more > 0) others.push(escaped(moreWords(more)));
	const step = first.error ? mendStep(first.error) : undefined;
	const head = [
		[headText(own), ...verdictLines(own)].join(newLine),
		rowsText(rows),
		step === undefined ? '' : escaped(step),
		others.join(newLine),
	];
	return [head.filter((part) => part !== '').join('\n\n'), rowsText(identifiers)];
}

function headText({ name, kind }: FactsView): string {
	return `**${escaped(name)}** — ${escaped(kind)}`;
}

/** A block beside the one that is told of at length. */
function lineText(view: FactsView): string {
	const words = view.verdict?.words;
	return words === undefined ? headText(view) : `${headText(view)} · ${escaped(words)}`;
}

function verdictLines({ verdict }: FactsView): readonly string[] {
	if (!verdict) return [];
	const { words, exact, checks } = verdict;
	const line = exact === '' ? escaped(words) : `${escaped(words)} (${escaped(exact)})`;
	return checks === undefined ? [line] : [line, `*${escaped(checks)}*`];
}

function rowsText(rows: readonly FactRow[]): string {
	return rows.map((row) => `${escaped(row.label)}: ${valueText(row)}`).join(newLine);
}

function valueText({ values, note, mono }: FactRow): string {
	const shown = values.slice(0, mostValues);
	const more = values.length - shown.length;
	const all = [
		// Hex and colons only, so that nothing in it ends the code.
		...shown
			.map((value) => visibleStart(value))
			.map((value) => (mono && /^[0-9a-f:-]+$/i.test(value) ? `\`${value}\`` : escaped(value))),
		...(more > 0 ? [escaped(moreWords(more))] : []),
	].join(', ');
	return note === undefined ? all : [all, escaped(note)].filter((part) => part !== '').join(' · ');
}

function findingsText(findings: readonly vscode.Diagnostic[]): string {
	const lines = findings.slice(0, mostFindings).map((finding) => {
		const { severity, message, code } = finding;
		const sentence = `**${escaped(severityWord(severity))}**: ${escaped(message)}`;
		if (typeof code !== 'object') return sentence;
		return `${sentence} ${commandLink(String(code.value), 'pki.showRule', [code.value])}`;
	});
	const more = findings.length - lines.length;
	return [...lines, ...(more > 0 ? [escaped(moreWords(more))] : [])].join('\n\n');
}

function moreWords(count: number): string {
	return vscode.l10n.t('… and {0} more', count);
}
