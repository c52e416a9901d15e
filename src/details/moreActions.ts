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
};

/** The buttons, with one in place of the rarer ones where there are many; what stands apart stays last. */
export function withMore(all: readonly ActionView[]): readonly ActionView[] {
	if (all.length <= mostButtons || all.filter(isRare).length < 2) return all;
	const shown = all.filter((action) => !isRare(action));
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
	const items = all.filter(isRare).map(({ id, label }) => ({
		...{ label, id },
		iconPath: new vscode.ThemeIcon(icons[id] ?? 'blank'),
	}));
	const title = plainText(name, 60);
	const placeHolder = vscode.l10n.t('Choose an action');
	return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.id;
}

function isRare({ id }: ActionView): boolean {
	return id in icons;
}
