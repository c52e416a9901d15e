/** What stands above a block: its summary, and what can be done with it. Titles are made for what is on screen. */
import * as vscode from 'vscode';
import type { KeptBlock } from '../../core/decode/kept.js';
import type { Services } from '../../services/services.js';
import { commandsFor } from './blockCommands.js';
import { FindingsOf, rangeOf } from './findingsAt.js';
import { LensWindow } from './lensWindow.js';
import { madeOfBlocks } from './madeOfBlocks.js';
import { type Place, placesOf } from './places.js';
import { summaryOf } from './summary.js';
import { usesCommand } from './uses.js';

export { LensWindow };

/** A lens whose title is made when it comes into view. */
class SummaryLens extends vscode.CodeLens {
	constructor(
		range: vscode.Range,
		readonly title: () => string,
	) {
		super(range);
	}
}

export function lensesOf(
	{
		blocks,
		workspace,
		window,
	}: Pick<Services, 'blocks' | 'workspace'> & { readonly window: LensWindow },
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
	return madeOfBlocks(blocks, document, token, (all) => {
		const places = placesOf(all);
		const shown = window.placesFor(document, places);
		return lenses(workspace, document, { all, places: shown, first: places[0] });
	});
}

/** Of a document. */
interface Shown {
	readonly all: readonly KeptBlock[];
	/** Those that have lenses. */
	readonly places: readonly Place[];
	readonly first: Place | undefined;
}

function* lenses(
	workspace: Services['workspace'],
	document: vscode.TextDocument,
	{ all, places, first: firstPlace }: Shown,
): Generator<vscode.CodeLens, void, undefined> {
	const now = new Date();
	const findings = new FindingsOf(document);
	for (const place of places) {
		const { first } = place;
		if (first.error?.code === 'unknownLabel') continue;
		const range = rangeOf(document, first);
		const found = findings.at(first);
		const title = () => [...summaryOf(place, now), ...findingCount(found.length)].join(' · ');
		yield new SummaryLens(range, title);
		// The file is used, whichever of its blocks is meant.
		const uses =
			place === firstPlace ? usesCommand(workspace, document.uri, first.line) : undefined;
		const commands = [...commandsFor(document, first, all, found), ...(uses ? [uses] : [])];
		for (const { command, title: label, args } of commands) {
			if (inHoverOnly.has(command)) continue;
			const words = command === 'pki.decode' ? vscode.l10n.t('Details') : label;
			yield new vscode.CodeLens(range, { command, title: words, arguments: [...args] });
		}
	}
}

/** A line of its own above every block has room for the likeliest. */
const inHoverOnly: ReadonlySet<string> = new Set(['pki.copyPem', 'pki.copyAs', 'pki.preflight']);

export function resolveLens(lens: vscode.CodeLens): vscode.CodeLens {
	// Without a command it is text.
	if (lens instanceof SummaryLens) lens.command = { command: '', title: lens.title() };
	return lens;
}

function findingCount(count: number): readonly string[] {
	if (count === 0) return [];
	return [count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count)];
}
