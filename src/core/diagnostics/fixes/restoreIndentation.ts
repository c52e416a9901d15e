/** What stands beside the key to which it belongs moves below it, by two blanks a level. */
import { flatSettingsIn } from '../contents/flatSettings.js';
import type { FileInput, Replacement } from '../rule.js';

export interface RestoreIndentation {
	readonly id: 'restoreIndentation';
}

export function restoreIndentation(
	{ text }: FileInput,
	_fix: RestoreIndentation,
	at: number,
): readonly Replacement[] | undefined {
	const setting = flatSettingsIn(text ?? '').find(({ start }) => start === at);
	return setting?.moved.map(({ at: start, levels }) => ({
		...{ start, end: start, text: '  '.repeat(levels) },
	}));
}
