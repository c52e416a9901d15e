/** Kubernetes Secrets, whose `data` holds base64 (`stringData` does not). */
import { lineStartBefore } from '../place.js';

/** Whether the key at a column of a line is one of a Secret's `data`. */
export function isInSecretData(text: string, lineStart: number, column: number): boolean {
	const parent = parentLine(text, lineStart, column);
	const dataColumn =
		parent && /^( *(?:- +)?)["']?data["']?[ \t]*:[ \t]*(?:#.*)?$/.exec(parent.line)?.[1]?.length;
	if (!parent || dataColumn === undefined) return false;
	return isSecret(documentAround(text, parent.start), dataColumn);
}

/** The nearest line above that is less indented. */
function parentLine(
	text: string,
	lineStart: number,
	column: number,
): { readonly line: string; readonly start: number } | undefined {
	for (let at = lineStart; at > 0;) {
		const start = lineStartBefore(text, at);
		const line = text.slice(start, at).trimEnd();
		at = start;
		if (line.startsWith('---')) return undefined;
		const isContent = line.trim() !== '' && !/^\s*#/.test(line);
		if (isContent && line.length - line.trimStart().length < column) return { line, start };
	}
	return undefined;
}

/** Between the `---` before and behind a place. */
function documentAround(text: string, at: number): string {
	const before = [...text.slice(0, at).matchAll(/^---/gm)].at(-1)?.index ?? 0;
	const behind = text.slice(at).search(/^---/m);
	return text.slice(before, behind === -1 ? text.length : at + behind);
}

/** `kind: Secret` beside `data`. */
function isSecret(document: string, column: number): boolean {
	const kinds = document.matchAll(
		/^( *(?:- +)?)["']?kind["']?[ \t]*:[ \t]*["']?Secret["']?[ \t]*(?:#.*)?\r?$/gm,
	);
	return [...kinds].some(([, prefix = '']) => prefix.length === column);
}
