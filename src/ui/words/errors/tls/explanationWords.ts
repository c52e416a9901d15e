/** The words of each explanation; docs/errors.md is written from them. */
import type { ExplanationId } from '../../../../core/tls/explain/explanation.js';
import { alertWords } from './alertWords.js';
import type { EntryWords } from './entryWords.js';
import { materialWords } from './materialWords.js';
import { transportWords } from './transportWords.js';
import { vaultWords } from './vaultWords.js';
import { verdictWords } from './verdictWords.js';

export interface ExplanationWords {
	/** A few words, in sentence case. */
	readonly title: string;
	/** What happened: one or two sentences. */
	readonly meaning: string;
	/** What to check, the likeliest first; a sentence each. */
	readonly checks: readonly string[];
}

const words: Readonly<Record<ExplanationId, EntryWords>> = {
	...alertWords,
	...verdictWords,
	...materialWords,
	...transportWords,
	...vaultWords,
};

/** In the language of the interface. */
export function explanationWords(id: ExplanationId): ExplanationWords {
	const { title, meaning, checks } = words[id];
	return { title: title(), meaning: meaning(), checks: checks() };
}
