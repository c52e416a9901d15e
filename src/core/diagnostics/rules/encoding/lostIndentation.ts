import type { RestoreIndentation } from '../../fixes/restoreIndentation.js';
import { flatSettingsIn } from '../../contents/flatSettings.js';
import { defineFileRule, type RuleFinding } from '../../rule.js';

/**
 * A client configuration in YAML that lost its indentation, as web pages and chats take it away. It is valid YAML all the
 * same: the key above is empty, what belonged below it stands beside it, and programs ignore both.
 */
export const lostIndentation = defineFileRule({
	id: 'lost-indentation',
	*check(file): Generator<RuleFinding<'lostIndentation', RestoreIndentation> | undefined> {
		const { text, path } = file;
		if (text === undefined || !/\.ya?ml$/i.test(path ?? '.yaml')) return;
		for (const setting of flatSettingsIn(text)) {
			const { start, end, line, key, first } = setting;
			yield {
				...{ code: 'lostIndentation', severity: 'warning', start, end },
				block: { start, end, line, endLine: line, label: key },
				args: { key, first },
				fix: { id: 'restoreIndentation' },
			};
			yield undefined;
		}
	},
});
