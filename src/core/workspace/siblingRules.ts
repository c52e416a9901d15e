/** `{ "when": "$(basename).ts" }` in VS Code's settings: a file is left out where another one lies beside it. */
import * as path from 'node:path/posix';
import type { Ignore } from 'ignore';
import { asIgnoreLines } from './candidates.js';
import { ignoreRules } from './ignoreRules.js';

export interface SiblingRule {
	readonly pattern: string;
	/** The name of the other file; `$(basename)` stands for that of the first one without its ending. */
	readonly when: string;
}

export class SiblingRules {
	readonly #rules: readonly { readonly files: Ignore; readonly when: string }[];

	constructor(rules: readonly SiblingRule[]) {
		this.#rules = rules.map(({ pattern, when }) => ({
			files: ignoreRules(asIgnoreLines([pattern])),
			when,
		}));
	}

	get isEmpty(): boolean {
		return this.#rules.length === 0;
	}

	/** Names of files in the same folder, each of which hides the file. `inside` is its path from the workspace folder. */
	namesHiding(inside: string): readonly string[] {
		const { name } = path.parse(inside);
		return this.#rules.flatMap(({ files, when }) =>
			files.ignores(inside) ? [when.replace('$(basename)', () => name)] : [],
		);
	}
}
