import type { ExplainedError } from '../api.js';
import type { Explanation } from '../core/tls/explain/explanation.js';
import { explanationWords } from './words/errors/tls/explanationWords.js';
import { plainText } from './words/plainText.js';

/** An explanation with its words, as commands and tools answer it. */
export function explained(explanation: Explanation): ExplainedError {
	const { id, code, side, saidBy, actions, host, port } = explanation;
	const { title, meaning, checks } = explanationWords(id);
	return {
		...{ id, code: plainText(code), title, meaning, side, saidBy },
		...{ checks: [...checks], actions: [...actions] },
		...(host === undefined ? {} : { host }),
		...(port === undefined ? {} : { port }),
	};
}
