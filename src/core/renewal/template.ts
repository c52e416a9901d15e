import { jsonString } from '../snippets/quoteCode.js';

const begin = '/* settings */';
const end = '/* end of settings */';

/** Puts the values into a program, between its two marks, as JSON, which is JavaScript too. */
export function fillTemplate(program: string, settings: Readonly<Record<string, unknown>>): string {
	const [from, to] = [program.indexOf(begin), program.indexOf(end)];
	if (from < 0 || to < from) throw new Error('The program has no place for its settings.');
	const text = JSON.stringify(settings, undefined, '\t').replace(/"(?:[^"\\]|\\.)*"/g, (literal) =>
		jsonString(JSON.parse(literal) as string),
	);
	return `${program.slice(0, from + begin.length)} ${text}; ${program.slice(to)}`;
}
