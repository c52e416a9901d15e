/** Files of `name = value` lines: `.env`, Java properties, TOML. */
import { type FoundPlace, lineAround, type PlaceInput } from '../place.js';

/** Double quotes, in which `\n` is a line break; single quotes take lines as they are. */
export function dotenvPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const found = line && /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*("?)/.exec(line.before);
	if (!found) return undefined;
	const value = line.before.slice(found[0].length);
	if (found[1] === '"') {
		return value.includes('"') ? undefined : { form: 'escaped', open: '', close: '', start, end };
	}
	return value === '' && line.after.trim() === ''
		? { form: 'escaped', open: '"', close: '"', start, end }
		: undefined;
}

/** `java.util.Properties` reads `\n` in a value; quotes would be part of it. */
export function propertiesPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const { before = '' } = lineAround(input) ?? {};
	return /^[ \t]*[^#!=:\s][^=:\s]*[ \t]*[=:]/.test(before)
		? { form: 'escaped', open: '', close: '', start, end }
		: undefined;
}

/** A multi-line string (TOML 1.0), of which the line break behind the opening quotes is no part. */
export function tomlPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const isValue = line && /^[ \t]*[\w."'-]+[ \t]*=[ \t]*$/.test(line.before);
	if (isValue !== true || line.after.trim() !== '') return undefined;
	return {
		...{ form: 'lines', first: '"""\n', prefix: '', tail: '\n"""', start, end },
		inLine: { open: '"', close: '"' },
	};
}
