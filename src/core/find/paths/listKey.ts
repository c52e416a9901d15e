/** Items of a list, arguments of a call and options of a command, on lines of their own: what opened it. */

/** Lists of more lines are gone back over no farther. */
const mostLines = 40;
const longestLook = 1500;

export interface ListAbove {
	/** The key whose value the list is, or the function that is called. */
	readonly name: string;
	readonly isCall: boolean;
	/** Which element, from zero. */
	readonly index: number;
}

/** Undefined where the line begins with something else than the item, and where nothing tells. */
export function listAbove(text: string, lineStart: number, item: number): ListAbove | undefined {
	const head = text.slice(Math.max(lineStart, item - 200), item);
	if (!/^\s*(?:-\s+)?["'`]?$/.test(head)) return undefined;
	const isDashed = head.includes('-');
	const above = text.slice(Math.max(0, lineStart - longestLook), lineStart).split(/\r\n|\n|\r/);
	let index = 0;
	for (const line of above.slice(-mostLines - 1).reverse()) {
		const trimmed = line.trim();
		if (trimmed === '' || /^(?:#|\/\/)/.test(trimmed)) continue;
		const [, name, opener = ''] = (isDashed ? yamlOpener : opening).exec(trimmed.slice(-200)) ?? [];
		if (name !== undefined) return { name, isCall: opener.endsWith('('), index };
		if (isDashed ? !trimmed.startsWith('-') : !/^(?:["'`].*|[\w.$]{1,80}(?:\(\))?),$/.test(trimmed))
			return undefined;
		index += 1;
	}
	return undefined;
}

const yamlOpener = /^(?:-\s+)?["']?([\w.-]+)["']?:$/;
const opening = /(?:^|[\s{(,])["']?([\w.$-]+)["']?\s*([:=]\s*[[{(]|[[(]|:|=>?)$/;

/** The first line of a command whose lines end in `\\`, a backtick (PowerShell) or `^` (batch). */
export function commandStart(text: string, lineStart: number): number {
	let start = lineStart;
	for (let lines = 0; lines < mostLines; lines += 1) {
		const end = /[\\`^][ \t]{0,20}(?:\r\n|\n|\r)$/.exec(text.slice(Math.max(0, start - 30), start));
		if (!end) return start;
		const above = text.slice(Math.max(0, start - longestLook), start - end[0].length);
		const length = above.length - Math.max(above.lastIndexOf('\n'), above.lastIndexOf('\r')) - 1;
		start -= end[0].length + length;
	}
	return start;
}
