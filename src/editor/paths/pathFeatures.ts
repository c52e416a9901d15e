import * as vscode from 'vscode';
import type { Services } from '../../services/services.js';
import { blockSummaries, createRefresh } from '../blocks/setting.js';

/**
 * What stands at the path of a certificate, key or bundle file in any document: a link, what the file holds, and a lens
 * where there is something wrong with it. Only registers: the code behind it is loaded when a document names a file.
 */
export function registerPathFeatures({
	references,
	workspace,
}: Pick<Services, 'references' | 'workspace'>): vscode.Disposable {
	const refresh = createRefresh();
	return vscode.Disposable.from(
		refresh,
		vscode.languages.registerDocumentLinkProvider('*', {
			async provideDocumentLinks(document, token) {
				if (!references.mayHold(document)) return [];
				const { linksOf } = await import('./pathViews.js');
				return linksOf(references, document, token);
			},
		}),
		vscode.languages.registerHoverProvider('*', {
			async provideHover(document, position, token) {
				if (!references.mayHold(document)) return undefined;
				const { hoverAtPath } = await import('./pathViews.js');
				return hoverAtPath({ references, workspace }, document, position, token);
			},
		}),
		vscode.languages.registerCodeLensProvider('*', {
			onDidChangeCodeLenses: refresh.event,
			async provideCodeLenses(document, token) {
				if (blockSummaries(document.uri) !== 'lens' || !references.mayHold(document)) return [];
				const { pathLensesOf } = await import('./pathViews.js');
				return pathLensesOf(references, document, token);
			},
		}),
	);
}
