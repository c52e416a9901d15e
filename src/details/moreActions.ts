/** The rarer actions of a page with many: one button, which lists them. */
import * as vscode from 'vscode';
import { plainText } from '../ui/words/plainText.js';
import type { ActionId, ActionView } from './protocol.js';

/** More would fill several lines above what somebody came to read. */
const mostButtons = 5;

const icons: Partial<Readonly<Record<ActionId, string>>> = {
	copyAs: 'copy',
	convert: 'arrow-swap',
	compare: 'diff',
	openAsText: 'file-text',
	goToFile: 'go-to-file',
	revealInTree: 'list-tree',
};

/** In the list as well where even without the others the buttons are too many. */
const whereCrowded: readonly ActionId[] = ['goToFile', 'revealInTree'];

/** The buttons, with one in place of the rarer ones where there are many; what stands apart stays last. */
export function withMore(all: readonly ActionView[]): readonly ActionView[] {
	const rarer = rarerOf(all);
	if (rarer.length === 0) return all;
	const shown = all.filter((action) => !rarer.includes(action));
	const label = vscode.l10n.t('More Actions…');
	return [
		...shown.filter(({ apart }) => !apart),
		{ id: 'more', label, primary: false, apart: false },
		...shown.filter(({ apart }) => apart),
	];
}

/** Undefined where nothing is chosen. */
export async function chooseRarer(
	all: readonly ActionView[],
	name: string,
): Promise<ActionId | undefined> {
	const items = rarerOf(all).map(({ id, label }) => ({
		...{ label, id },
		iconPath: new vscode.ThemeIcon(icons[id] ?? 'blank'),
	}));
	const title = plainText(name, 60);
	const placeHolder = vscode.l10n.t('Choose an action');
	return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.id;
}

function rarerOf(all: readonly ActionView[]): readonly ActionView[] {
	if (all.length <= mostButtons) return [];
	const rare = all.filter(({ id }) => id in icons && !whereCrowded.includes(id));
	const isCrowded = all.length - rare.length + 1 > mostButtons;
	return isCrowded ? all.filter(({ id }) => id in icons) : rare;
}
