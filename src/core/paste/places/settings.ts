/** Files of `name = value` lines: `.env`, Java properties, TOML, Terraform, and variables of shell scripts. */
import { type Affixes, type FoundPlace, lineAround, type PlaceInput } from '../place.js';

const quotes: Affixes = { open: '"', close: '"' };
const none: Affixes = { open: '', close: '' };

/** Nothing, or a comment behind a blank. */
const restOfLine = /^(?:[ \t]*|[ \t]+#.*)$/;

/** Double quotes, in which `\n` is a line break; single quotes take lines as they are. */
export function dotenvPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const found = line && /^[ \t]*(?:export[ \t]+)?[\w.-]+[ \t]*[=:][ \t]*("?)/.exec(line.before);
	if (!found) return undefined;
	const value = line.before.slice(found[0].length);
	if (found[1] === '"') {
		return value.includes('"') ? undefined : { form: 'escaped', ...none, start, end };
	}
	return value === '' && restOfLine.test(line.after)
		? { form: 'escaped', ...quotes, start, end }
		: undefined;
}

/** `java.util.Properties` reads `\n` in a value; quotes would be part of it. */
export function propertiesPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const { before = '' } = lineAround(input) ?? {};
	return /^[ \t]*[^#!=:\s][^=:\s]*[ \t]*[=:]/.test(before)
		? { form: 'escaped', ...none, start, end }
		: undefined;
}

const tomlKey = String.raw`(?:[\w-]+|"[^"\\]*"|'[^']*')`;
const tomlValue = new RegExp(
	String.raw`^[ \t]*${tomlKey}(?:[ \t]*\.[ \t]*${tomlKey})*[ \t]*=[ \t]*(''?)?$`,
);

/** A multi-line string (TOML 1.0), of which the line break behind the opening quotes is no part. */
export function tomlPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const found = line && tomlValue.exec(line.before);
	if (line && found && found[1] !== "''") {
		// An empty literal string, which knows no escapes, gives way.
		const quote = found[1] ?? '';
		const after = line.after.slice(quote.length);
		if (line.after.startsWith(quote) && restOfLine.test(after)) {
			const span = { start: start - quote.length, end: end + quote.length };
			const place = { form: 'lines', first: '"""\n', prefix: '', tail: '\n"""' } as const;
			return { ...place, inLine: quotes, ...span };
		}
	}
	return listPlace(input);
}

/** Between the brackets of a list or of a table on one line. */
function listPlace(input: PlaceInput): FoundPlace | undefined {
	const { text, start, end } = input;
	const line = lineAround(input);
	const isFree = line && /^[ \t]*(?:[,\]})#]|$)/.test(line.after);
	if (isFree !== true) return undefined;
	const isItem = /[[,][ \t]*$/.test(line.before) && /[[=]/.test(line.before);
	const isMember = /[{,][ \t]*[\w"'.-]+[ \t]*=[ \t]*$/.test(line.before);
	const above = text.slice(Math.max(0, line.start - 200), line.start).trimEnd();
	const isAlone = line.before.trim() === '' && /[[,]$/.test(above);
	return isItem || isMember || isAlone ? { form: 'escaped', ...quotes, start, end } : undefined;
}

/** A heredoc that leaves out the indentation (HCL 2, template expressions). */
export function terraformPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const [, margin] = (line && /^([ \t]*)["\w.-]+[ \t]*[=:][ \t]*$/.exec(line.before)) ?? [];
	if (!line || margin === undefined || line.after.trim() !== '') return listPlace(input);
	const prefix = `${margin}${margin.includes('\t') ? '\t' : '  '}`;
	const lines = { first: `<<-EOT\n${prefix}`, prefix, tail: `\n${margin}EOT` };
	return { form: 'lines', ...lines, inLine: quotes, start, end };
}

/** In quotes where there are none; a shell's quotes take lines as they are. */
export function shellPlace(input: PlaceInput): FoundPlace | undefined {
	const { start, end } = input;
	const line = lineAround(input);
	const assignment =
		/^[ \t]*(?:(?:export|local|readonly|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?\w+=$/;
	if (!line || !assignment.test(line.before) || !restOfLine.test(line.after)) return undefined;
	const inLine = { open: "'", close: "'" };
	return { form: 'lines', first: "'", prefix: '', tail: "\n'", inLine, start, end };
}
