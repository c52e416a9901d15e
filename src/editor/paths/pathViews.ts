/** What is shown at the path of a file: where it leads, what the file holds, what is wrong with it. */
import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import type { ReferenceSource } from '../../services/references/referenceSource.js';
import { commandsFor } from '../blocks/blockCommands.js';
import { FindingsOf, rangeOf } from '../blocks/findingsAt.js';
import { hoverContent } from '../blocks/hover.js';
import { escaped } from '../blocks/markdown.js';
import { oneLine } from '../blocks/summary.js';

/** Of files that are there. */
export async function linksOf(
	references: ReferenceSource,
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
): Promise<vscode.DocumentLink[]> {
	const found = await references.referencesOf(document, token);
	return found.flatMap((reference) => {
		if (!reference.uri) return [];
		const link = new vscode.DocumentLink(rangeOf(document, reference), reference.uri);
		link.tooltip = vscode.l10n.t('Open file');
		return [link];
	});
}

export async function hoverAtPath(
	{ references, workspace }: Pick<Services, 'references' | 'workspace'>,
	document: vscode.TextDocument,
	position: vscode.Position,
	token: vscode.CancellationToken,
): Promise<vscode.Hover | undefined> {
	const reference = await references.referenceAt(document, position, token);
	if (reference?.file.state !== 'read' || !reference.uri) return undefined;
	const { uri } = reference;
	const { blocks } = reference.file;
	if (blocks.length === 0) return undefined;
	const content = hoverContent({
		uri,
		languageId: 'pem',
		found: blocks,
		all: blocks,
		workspace,
		findings: new FindingsOf(document).at(reference),
		position,
		head: escaped(vscode.workspace.asRelativePath(uri)),
	});
	return new vscode.Hover(content, rangeOf(document, reference));
}

/** Only where something is wrong: a lens over every path would say nothing and move the text. */
export async function pathLensesOf(
	references: ReferenceSource,
	document: vscode.TextDocument,
	token: vscode.CancellationToken,
): Promise<vscode.CodeLens[]> {
	const found = await references.referencesOf(document, token);
	const findings = new FindingsOf(document);
	return found.flatMap((reference) => {
		const [gravest] = findings.at(reference);
		if (!gravest || !isGrave(gravest) || reference.file.state !== 'read' || !reference.uri)
			return [];
		const range = rangeOf(document, reference);
		const [first] = reference.file.blocks;
		const [details] = first
			? commandsFor({ uri: reference.uri, languageId: 'pem' }, first, reference.file.blocks, [])
			: [];
		// Without a command it is text.
		const summary = new vscode.CodeLens(range, { command: '', title: oneLine(gravest.message) });
		if (!details) return [summary];
		const { command, args } = details;
		const title = vscode.l10n.t('Details');
		return [summary, new vscode.CodeLens(range, { command, title, arguments: [...args] })];
	});
}

function isGrave({ severity }: vscode.Diagnostic): boolean {
	return (
		severity === vscode.DiagnosticSeverity.Error || severity === vscode.DiagnosticSeverity.Warning
	);
}
