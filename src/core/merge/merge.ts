/** Puts a configuration into a file that is there already. Both libraries are loaded with the first merge. */
import { PkiError } from '../common/errors.js';
import { exportedVariables, mergeEnv } from './env.js';

export type MergeFormat = 'yaml' | 'json' | 'env';

/** The format in which the text of a target can be merged, by VS Code's id of its language. */
export function mergeFormatOf(languageId: string, text: string): MergeFormat | undefined {
	if (languageId === 'yaml') return 'yaml';
	if (languageId === 'json' || languageId === 'jsonc') return 'json';
	return languageId === 'shellscript' && exportedVariables(text) ? 'env' : undefined;
}

/** The format of a file, by its name without folders. */
export function mergeFormatOfFile(name: string): MergeFormat | undefined {
	if (/\.ya?ml$/i.test(name)) return 'yaml';
	if (/\.(?:json|jsonc|json5)$/i.test(name)) return 'json';
	return /^\.env(?:\..+)?$|\.env$/i.test(name) ? 'env' : undefined;
}

/**
 * The text of the file with the configuration in it. What is not merged stays byte for byte. Rejects with `invalid`:
 * `mergeSyntax` (args `line`, from one) where the file cannot be read, `mergeUnsafe` where the change would reach further,
 * `unquotable`.
 */
export async function mergedText(
	format: MergeFormat,
	text: string,
	addition: string,
): Promise<string> {
	switch (format) {
		case 'yaml':
			return (await import('./yaml.js')).mergeYaml(text, addition);
		case 'json':
			return (await import('./json.js')).mergeJson(text, addition);
		case 'env': {
			const variables = exportedVariables(addition);
			if (!variables) throw new PkiError('invalid', { reason: 'mergeFormat' });
			return mergeEnv(text, variables);
		}
	}
}
