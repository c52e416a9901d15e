/** Which block of a configuration a place stands in: braces, sections, YAML's indentation. */

export interface Scope {
	/** Where it begins; -1 for the whole text. */
	readonly start: number;
	/** The key or line that opens it; empty for the whole text. */
	readonly name: string;
	/** Where the one begins that it stands in. */
	readonly parent: number;
}

const whole: Scope = { start: -1, name: '', parent: -1 };

/** The scopes of places (offsets in ascending order); goes through the text once. */
export function scopesOf(
	text: string,
	places: readonly number[],
	isYaml: boolean,
): readonly Scope[] {
	return isYaml ? indented(text, places) : braced(text, places);
}

const opener =
	/[{}]|^[ \t]{0,80}\[[^\]\r\n]{1,200}\][ \t]*$|^[ \t]{0,80}<\/?(?:VirtualHost|Proxy|Location|Directory)\b/gim;

/** Without any of these the text has no scopes, and lines need not be looked at one by one. */
const opens = /[{}[<]/;

function braced(text: string, places: readonly number[]): readonly Scope[] {
	const scopes: Scope[] = [];
	const open: Scope[] = [];
	let section = whole;
	let next = 0;
	const settle = (until: number) => {
		while (next < places.length && (places[next] ?? 0) <= until) {
			scopes.push(open.at(-1) ?? section);
			next += 1;
		}
	};
	for (const match of opens.test(text) ? text.matchAll(opener) : []) {
		if (next === places.length) break;
		settle(match.index);
		const word = match[0].trim();
		if (word === '}' || word.startsWith('</')) open.pop();
		else if (word === '{' || word.startsWith('<'))
			open.push({
				start: match.index,
				name: nameBefore(text, match.index),
				parent: (open.at(-1) ?? section).start,
			});
		else section = { start: match.index, name: word.slice(1, -1), parent: -1 };
	}
	settle(text.length);
	return scopes;
}

/** The last word before a brace. */
function nameBefore(text: string, offset: number): string {
	return (
		/(?<![\w.-])([\w.-]+)["']?[\s:=]*$/.exec(text.slice(Math.max(0, offset - 80), offset))?.[1] ??
		''
	);
}

interface Level extends Scope {
	readonly indent: number;
}

function indented(text: string, places: readonly number[]): readonly Scope[] {
	const scopes: Scope[] = [];
	const levels: Level[] = [];
	let next = 0;
	let start = 0;
	while (next < places.length && start <= text.length) {
		const found = text.indexOf('\n', start);
		const end = found === -1 ? text.length : found;
		const head = /^([ ]*)((?:-[ ]+)*)["']?([\w./-]*)/.exec(
			text.slice(start, Math.min(end, start + 300)),
		);
		const [, blanks = '', dashes = '', name = ''] = head ?? [];
		const isEmpty =
			name === '' && /^\s*(?:#.*)?$/.test(text.slice(start, Math.min(end, start + 80)));
		if (!isEmpty) {
			while ((levels.at(-1)?.indent ?? -1) >= blanks.length) levels.pop();
			// The keys of a list's item belong together, the first of which stands behind the dash.
			const isItem =
				dashes !== '' && /:(?:\s|$)/.test(text.slice(start, Math.min(end, start + 300)));
			const parent = levels.at(-1) ?? whole;
			const item: Level = {
				start,
				name: parent.name,
				parent: parent.start,
				indent: blanks.length,
			};
			while (next < places.length && (places[next] ?? 0) <= end) {
				scopes.push(isItem ? item : parent);
				next += 1;
			}
			if (isItem) levels.push(item);
			const indent = blanks.length + dashes.length;
			const above = levels.at(-1);
			if (indent > (above?.indent ?? -1)) {
				levels.push({ start, name, parent: (above ?? whole).start, indent });
			}
		} else {
			while (next < places.length && (places[next] ?? 0) <= end) {
				scopes.push(levels.at(-1) ?? whole);
				next += 1;
			}
		}
		start = end + 1;
	}
	return scopes;
}
