/** What a server warns of, for a notification: each warning once, and short. */
import * as vscode from 'vscode';
import { plainText } from '../plainText.js';

export interface ShortWarnings {
	/** Empty where there is none. */
	readonly words: string;
	/** Every warning in full, one a paragraph; absent where `words` says it all. */
	readonly full?: string;
}

/** About two lines of a notification. */
const longest = 140;

/** The first warning, cut where it is long, and how many more there are. */
export function shortWarnings(warnings: readonly string[]): ShortWarnings {
	const all = [...new Set(warnings.map((warning) => plainText(warning, 2000)))].filter(
		(warning) => warning !== '',
	);
	const [first = ''] = all;
	const short = plainText(first, longest);
	const more = all.length - 1;
	if (more <= 0) return { words: short, ...(short !== first && { full: first }) };
	return { words: vscode.l10n.t('{0} (and {1} more)', short, more), full: all.join('\n\n') };
}

/** What *Show Details* opens. */
export async function showFullWarnings(full: string): Promise<void> {
	const title = vscode.l10n.t('Server warnings');
	await vscode.window.showWarningMessage(title, { modal: true, detail: full });
}
