/** What stands above a block: its summary, and what can be done with it. Titles are made for what is on screen. */
import * as vscode from 'vscode';
import type { BlockSource } from '../../services/blocks/blockSource.js';
import { commandsFor } from './blockCommands.js';
import { FindingsOf, rangeOf } from './findingsAt.js';
import { placesOf } from './places.js';
import { summaryOf } from './summary.js';

/** A lens whose title is made when it comes into view. */
class SummaryLens extends vscode.CodeLens {
	constructor(
		range: vscode.Range,
		readonly title: () => string,
	) {
		super(range);
	}
}

export async function lensesOf(
	blocks: BlockSource,
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
	const all = await blocks.blocksOf(document, token);
	const now = new Date();
	const findings = new FindingsOf(document);
	return placesOf(all).flatMap((place) => {
		const { first } = place;
		if (first.error?.code === 'unknownLabel') return [];
		const range = rangeOf(document, first);
		const found = findings.at(first);
		const title = () => [...summaryOf(place, now), ...findingCount(found.length)].join(' · ');
		const actions = commandsFor(document, first, all, found)
			.filter(({ command }) => command !== 'pki.copyPem' && command !== 'pki.copyAs')
			.map(({ command, title: label, args }) => {
				const words = command === 'pki.decode' ? vscode.l10n.t('Details') : label;
				return new vscode.CodeLens(range, { command, title: words, arguments: [...args] });
			});
		return [new SummaryLens(range, title), ...actions];
	});
}

export function resolveLens(lens: vscode.CodeLens): vscode.CodeLens {
	// Without a command it is text.
	if (lens instanceof SummaryLens) lens.command = { command: '', title: lens.title() };
	return lens;
}

function findingCount(count: number): readonly string[] {
	if (count === 0) return [];
	return [count === 1 ? vscode.l10n.t('1 finding') : vscode.l10n.t('{0} findings', count)];
}
