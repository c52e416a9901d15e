/** What a block is, in a hover: its name, its verdict, its facts, what is wrong with it, and what can be done. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../core/decode/kept.js';
import type { BlockSource } from '../services/blocks/blockSource.js';
import { type FactRow, type FactsView, viewOf } from '../ui/facts/facts.js';
import { expiryThreshold } from '../ui/settings.js';
import { commandsFor, linkedCommands } from './blockCommands.js';
import { FindingsOf, rangeOf, severityWord } from './findingsAt.js';
import { hoverRows } from './hoverRows.js';
import { commandLink, escaped } from './markdown.js';
import { mendStep } from './mendStep.js';
import { otherHalvesOf } from './otherHalves.js';

/** Of a bundle; the details show all. */
const mostBlocks = 3;
/** Values of one row, such as names. */
const mostValues = 8;
const mostFindings = 8;

export async function hoverAt(
	blocks: BlockSource,
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
	return new vscode.Hover(hoverContent({ uri, languageId, found, all, findings }), range);
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
	const { uri, languageId, found, all, findings, head = '' } = subject;
	const [first] = found;
	const threshold = expiryThreshold(uri);
	const parts = found.slice(0, mostBlocks).map((block) => {
		const context = { now, threshold, matchingKeys: otherHalvesOf(block, all) };
		return blockText(block, viewOf(block, context));
	});
	const more = found.length - parts.length;
	if (more > 0) parts.push(escaped(moreWords(more)));
	const links = first ? commandsFor({ uri, languageId }, first, all, findings) : [];
	const linkText = links
		.map(({ title, command, args }) => commandLink(title, command, args))
		.join(' &nbsp;·&nbsp; ');
	return [head, ...parts, findingsText(findings), linkText]
		.filter((part) => part !== '')
		.join('\n\n---\n\n');
}

function blockText(block: KeptBlock, view: FactsView): string {
	const head = `**${escaped(view.name)}** — ${escaped(view.kind)}`;
	const step = block.error ? mendStep(block.error) : undefined;
	return [head, verdictText(view), rowsText(hoverRows(block, view)), step && escaped(step)]
		.filter((part) => part !== undefined && part !== '')
		.join('\n\n');
}

function verdictText({ verdict }: FactsView): string {
	if (!verdict) return '';
	const { words, exact, checks } = verdict;
	const line = exact === '' ? escaped(words) : `${escaped(words)} (${escaped(exact)})`;
	return checks === undefined ? line : `${line}  \n*${escaped(checks)}*`;
}

function rowsText(rows: readonly FactRow[]): string {
	return rows.map((row) => `${escaped(row.label)}: ${valueText(row)}`).join('  \n');
}

function valueText({ values, note, mono }: FactRow): string {
	const shown = values.slice(0, mostValues);
	const more = values.length - shown.length;
	const all = [
		// Hex and colons only, so that nothing in it ends the code.
		...shown.map((value) =>
			mono && /^[0-9a-f:-]+$/i.test(value) ? `\`${value}\`` : escaped(value),
		),
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
