import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import type { DetailsPort, DetailTarget, Services } from '../services/services.js';
import type { DetailsPanel } from './panel.js';
import type { Subject } from './subject.js';
import { TextDocuments } from './textDocuments.js';

const viewType = 'pki.details';

/** The details view and its text form. The view's code is loaded when it is first shown. */
export function registerDetails(services: Services): DetailsPort & { dispose(): void } {
	const texts = new TextDocuments();
	let panel: DetailsPanel | undefined;
	let disposed = false;

	const drawIn = (Panel: typeof DetailsPanel, tab: vscode.WebviewPanel): DetailsPanel => {
		const showAsText = (shown: Subject) => texts.show(shown);
		return new Panel(services, showAsText, () => (panel = undefined), tab);
	};

	async function show(target: DetailTarget): Promise<void> {
		const [{ DetailsPanel }, { readSubject }] = await Promise.all([
			import('./panel.js'),
			import('./subject.js'),
		]);
		const subject = await readSubject(target);
		if (disposed) return;
		if (subject.blocks.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
		// From the tree the arrow keys go on working; whoever decodes wants to read.
		const preserveFocus = (target.source ?? target.origin) !== undefined;
		panel ??= drawIn(
			DetailsPanel,
			vscode.window.createWebviewPanel(
				viewType,
				vscode.l10n.t('Details'),
				{ viewColumn: columnFor(target), preserveFocus },
				{ enableFindWidget: true },
			),
		);
		if (await panel.show(subject)) panel.tab.reveal(undefined, preserveFocus);
	}

	/** A tab of a window that was loaded anew. What cannot be shown again does not stand there empty. */
	async function restore(tab: vscode.WebviewPanel, state: unknown): Promise<void> {
		const [{ DetailsPanel }, { readSubject }, { parseKept }] = await Promise.all([
			import('./panel.js'),
			import('./subject.js'),
			import('./kept.js'),
		]);
		const kept = parseKept(state);
		const subject = kept && (await readSubject(kept.target));
		if (!subject || panel || disposed) {
			tab.dispose();
			return;
		}
		panel = drawIn(DetailsPanel, tab);
		await panel.show(subject, kept.selected);
	}

	const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
		deserializeWebviewPanel: restore,
	});

	return {
		show,
		async showAsText(target) {
			const { readSubject } = await import('./subject.js');
			await texts.show(await readSubject(target));
		},
		dispose() {
			disposed = true;
			vscode.Disposable.from(serializer, texts, ...(panel ? [panel] : [])).dispose();
		},
	};
}

/** Beside the editor whose text is shown, else where files open. */
function columnFor({ uri }: DetailTarget): vscode.ViewColumn {
	const open = vscode.window.activeTextEditor?.document.uri;
	return uri !== undefined && open?.toString() === uri.toString()
		? vscode.ViewColumn.Beside
		: vscode.ViewColumn.Active;
}
