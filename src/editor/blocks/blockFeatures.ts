import * as vscode from 'vscode';
import type { ExpiryItem } from '../../services/ports/expiry.js';
import type { Services } from '../../services/services.js';
import type { LensWindow } from './lensWindow.js';
import { blockSummaries, createRefresh } from './setting.js';
import { watchUses } from './uses.js';

/** In other languages a second provider would split the language's own outline. */
const outlined: vscode.DocumentSelector = [{ language: 'pem' }, { language: 'plaintext' }];

/**
 * What stands beside a certificate, key, request or CRL in any file. Only registers: the code behind it is loaded when a
 * document has a block. `known` is what recent checks found.
 */
export function registerBlockFeatures(
	{ blocks, workspace, issued }: Pick<Services, 'blocks' | 'workspace' | 'issued'>,
	known: () => readonly ExpiryItem[],
): vscode.Disposable {
	const uses = watchUses(workspace, (document) => blocks.mayHold(document));
	const scrolled = new vscode.EventEmitter<void>();
	const refresh = createRefresh(uses.event, scrolled.event, issued.onDidChange);
	let window: LensWindow | undefined;
	const shows = (document: vscode.TextDocument, as: 'lens' | 'inlay') =>
		blockSummaries(document.uri) === as && blocks.mayHold(document);
	return vscode.Disposable.from(
		refresh,
		uses,
		scrolled,
		{ dispose: () => window?.dispose() },
		vscode.languages.registerHoverProvider('*', {
			async provideHover(document, position, token) {
				if (!blocks.mayHold(document)) return undefined;
				const { hoverAt } = await import('./hover.js');
				return hoverAt({ blocks, workspace, issued }, document, position, token);
			},
		}),
		vscode.languages.registerCodeLensProvider('*', {
			onDidChangeCodeLenses: refresh.event,
			async provideCodeLenses(document, token) {
				if (!shows(document, 'lens')) return [];
				const { lensesOf, LensWindow: Window } = await import('./lens.js');
				window ??= new Window(() => scrolled.fire());
				return lensesOf({ blocks, workspace, issued, window }, document, token);
			},
			async resolveCodeLens(lens) {
				const { resolveLens } = await import('./lens.js');
				return resolveLens(lens);
			},
		}),
		vscode.languages.registerInlayHintsProvider('*', {
			onDidChangeInlayHints: refresh.event,
			async provideInlayHints(document, range, token) {
				if (!shows(document, 'inlay')) return [];
				const { hintsOf } = await import('./inlay.js');
				return hintsOf(blocks, document, range, token);
			},
		}),
		vscode.languages.registerDocumentSymbolProvider(
			outlined,
			{
				async provideDocumentSymbols(document, token) {
					if (!blocks.mayHold(document)) return [];
					const { symbolsOf } = await import('./symbols.js');
					return symbolsOf(blocks, document, token);
				},
			},
			{ label: 'PKI Workbench' },
		),
		vscode.languages.registerWorkspaceSymbolProvider({
			async provideWorkspaceSymbols(query, token) {
				const { workspaceSymbolsOf } = await import('./symbols.js');
				return workspaceSymbolsOf({ blocks, workspace }, known(), query, token);
			},
		}),
	);
}
