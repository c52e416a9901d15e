import * as vscode from 'vscode';
import { PkiError } from '../core/common/errors.js';
import type { DetailsPort, DetailTarget } from '../services/ports/details.js';
import type { Services } from '../services/services.js';
import { watchClosing } from './closing.js';
import { openAsPage, registerFileEditor } from './fileEditor.js';
import type { DetailsPanel, PanelKind } from './panel.js';
import type { Subject } from './page/subject.js';
import { TextDocuments } from './textDocuments.js';

const viewType = 'pki.details';

/** The details views and their text form. Their code is loaded when the first one is shown. */
export function registerDetails(services: Services): DetailsPort & { dispose(): void } {
	const texts = new TextDocuments(services.workspace);
	const panels = new Set<DetailsPanel>();
	let disposed = false;

	const drawIn = (
		Panel: typeof DetailsPanel,
		tab: vscode.WebviewPanel,
		kind: PanelKind,
	): DetailsPanel => {
		const showAsText = (shown: Subject) => texts.show(shown, true);
		const panel = new Panel(services, showAsText, (gone) => panels.delete(gone), tab, kind);
		panels.add(panel);
		return panel;
	};
	const find = (isIt: (panel: DetailsPanel) => boolean) => [...panels].find(isIt);

	/** The tab of the same thing, else the one that is reused where it may be; undefined: a new one. */
	function tabFor(key: string | undefined, preview: boolean): DetailsPanel | undefined {
		const same = key === undefined ? undefined : find((panel) => panel.key === key);
		if (same && !preview) same.isPreview = false;
		return same ?? (preview ? find(({ isPreview }) => isPreview) : undefined);
	}

	async function show(
		target: DetailTarget,
		{ preview: isLookedAt = false }: { readonly preview?: boolean } = {},
	): Promise<void> {
		const [{ DetailsPanel }, { firstShown, isBinary, keyOf, readSubject }] = await Promise.all([
			import('./panel.js'),
			import('./page/subject.js'),
		]);
		const { content, uri, source, origin, isPart } = target;
		if (uri && !source && !origin && isPart !== true && isBinary(content)) {
			const open = find(({ key }) => key === uri.toString());
			if (open) open.tab.reveal();
			else await openAsPage(uri, { preview: isLookedAt });
			return;
		}
		const subject = await readSubject(target);
		if (disposed) return;
		if (subject.blocks.length === 0) throw new PkiError('invalid', { reason: 'noBlocks' });
		// From the tree the arrow keys go on working; whoever decodes wants to read.
		const preserveFocus = (target.source ?? target.origin) !== undefined;
		const key = keyOf(subject);
		const preview = isLookedAt || key === undefined;
		const newTab = () => {
			const tab = vscode.window.createWebviewPanel(
				viewType,
				vscode.l10n.t('Details'),
				{ viewColumn: columnFor(target, [...panels].at(-1)?.tab.viewColumn), preserveFocus },
				{ enableFindWidget: true },
			);
			return drawIn(DetailsPanel, tab, preview ? 'preview' : 'tab');
		};
		const panel = tabFor(key, preview) ?? newTab();
		if (await panel.show(subject, firstShown(subject, target.line)))
			panel.tab.reveal(undefined, preserveFocus);
	}

	/** A tab of a window that was loaded anew. What cannot be shown again does not stand there empty. */
	async function restore(tab: vscode.WebviewPanel, state: unknown): Promise<void> {
		const isClosed = watchClosing(tab);
		const [{ DetailsPanel }, { keyOf, readSubject }, { parseKept }] = await Promise.all([
			import('./panel.js'),
			import('./page/subject.js'),
			import('./kept.js'),
		]);
		const kept = parseKept(state);
		const subject = kept && (await readSubject(kept.target, kept.revocations));
		if (isClosed()) return;
		const key = subject && keyOf(subject);
		const isThere = key !== undefined && find((panel) => panel.key === key) !== undefined;
		if (!subject || isThere || disposed) {
			tab.dispose();
			return;
		}
		const preview = kept.preview && !find(({ isPreview }) => isPreview);
		await drawIn(DetailsPanel, tab, preview ? 'preview' : 'tab').showKept(subject, kept.selected);
	}

	const serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
		deserializeWebviewPanel: restore,
	});

	const fileEditor = registerFileEditor(async (tab, subject, isClosed) => {
		const { DetailsPanel } = await import('./panel.js');
		if (!disposed && !isClosed()) await drawIn(DetailsPanel, tab, 'editor').show(subject);
	});

	return {
		show,
		async showAsText(target, { preview = true } = {}) {
			const { readSubject } = await import('./page/subject.js');
			await texts.show(await readSubject(target), preview);
		},
		async document(title, block) {
			const { subjectOfBlock } = await import('./page/subject.js');
			return texts.place(subjectOfBlock(title, block));
		},
		dispose() {
			disposed = true;
			vscode.Disposable.from(serializer, fileEditor, texts, ...panels).dispose();
		},
	};
}

/**
 * Where other details are, unless the text stands there that is shown: beside that. Else where files open. No more
 * columns are made than two.
 */
function columnFor(
	{ uri }: DetailTarget,
	others: vscode.ViewColumn | undefined,
): vscode.ViewColumn {
	const { activeTextEditor: editor, tabGroups } = vscode.window;
	if (uri === undefined || editor?.document.uri.toString() !== uri.toString()) {
		return others ?? vscode.ViewColumn.Active;
	}
	if (others !== undefined && others !== editor.viewColumn) return others;
	const free = tabGroups.all.find(({ viewColumn }) => viewColumn !== editor.viewColumn);
	return free?.viewColumn ?? vscode.ViewColumn.Beside;
}
