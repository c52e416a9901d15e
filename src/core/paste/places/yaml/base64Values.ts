/** Values of Kubernetes manifests and kubeconfigs that hold PEM in base64. */
import { lineStartBefore } from '../../place.js';
import { dashesOf, keyBefore, valueColumn, withoutComment } from './line.js';

/** `[]byte` fields of a kubeconfig, whatever stands around them. */
const kubeconfigKeys = /^(?:certificate-authority|client-certificate|client-key)-data$/;

/** Whether the value behind a key is base64. `before`: what stands before it in its line, which begins at an offset. */
export function isBase64(text: string, lineStart: number, before: string): boolean {
	if (/![!]binary[ \t]/.test(`${before} `)) return true;
	const key = keyBefore(before);
	const column = valueColumn(before);
	if (key === undefined || column === undefined) return false;
	if (kubeconfigKeys.test(key)) return true;
	if (key === 'caBundle') return /^apiVersion:/m.test(documentAround(text, lineStart));
	const parent = parentLine(text, lineStart, column);
	return parent !== undefined && isData(text, parent);
}

/** The same between the brackets that were opened at an offset: `data: { tls.crt: … }`. */
export function isBase64Between(text: string, bracket: number, before: string): boolean {
	const key = keyBefore(before);
	if (key !== undefined && kubeconfigKeys.test(key)) return true;
	const start = text.lastIndexOf('\n', bracket) + 1;
	return key !== undefined && isData(text, { line: text.slice(start, bracket), start });
}

interface Line {
	readonly line: string;
	readonly start: number;
}

/** Whether a line is the `data` of a Secret (`stringData` is not), or the `binaryData` of a ConfigMap. */
function isData(text: string, { line, start }: Line): boolean {
	const content = withoutComment(line);
	const key = keyBefore(content);
	const column = valueColumn(content);
	if (column === undefined || (key !== 'data' && key !== 'binaryData')) return false;
	const kind = kindBeside(text, { line, start }, column) ?? kindOfItems(text, start);
	return kind === (key === 'data' ? 'Secret' : 'ConfigMap');
}

/** The nearest line above that is less indented. */
function parentLine(text: string, lineStart: number, column: number): Line | undefined {
	for (let at = lineStart; at > 0;) {
		const start = lineStartBefore(text, at);
		const line = text.slice(start, at).trimEnd();
		at = start;
		if (line.startsWith('---')) return undefined;
		if (isContent(line) && line.length - line.trimStart().length < column) return { line, start };
	}
	return undefined;
}

/** Neither blank nor a comment nor the line of a template. */
function isContent(line: string): boolean {
	return !/^\s*(?:#|\{\{.*\}\}\s*$|$)/.test(line);
}

/** The value of `kind` in the mapping of which a line is one, at its column. */
function kindBeside(text: string, { line, start }: Line, column: number): string | undefined {
	// A dash begins the mapping.
	const isFirst = dashesOf(line).includes('-');
	for (let at = start; at > 0 && !isFirst;) {
		const from = lineStartBefore(text, at);
		const above = text.slice(from, at).trimEnd();
		at = from;
		if (above.startsWith('---')) break;
		if (!isContent(above)) continue;
		const own = dashesOf(above);
		if (own.length === column) {
			const kind = kindIn(above);
			if (kind !== undefined) return kind;
			if (own.includes('-')) break;
		} else if (own.length < column) break;
	}
	const below = text.slice(start + line.length).matchAll(/[\r\n]([^\r\n]+)/g);
	for (const [, next = ''] of below) {
		if (next.startsWith('---')) break;
		if (!isContent(next)) continue;
		const own = dashesOf(next);
		if (own.includes('-') ? own.indexOf('-') < column : own.length < column) break;
		if (own.length === column && kindIn(next) !== undefined) return kindIn(next);
	}
	return undefined;
}

function kindIn(line: string): string | undefined {
	return /^[ -]*["']?kind["']?[ \t]*:[ \t]*["']?(\w+)["']?[ \t]*(?:#|$)/.exec(line)?.[1];
}

/** Items of a `SecretList` say no kind of their own. */
function kindOfItems(text: string, at: number): string | undefined {
	const list = /^kind:[ \t]*(\w+)List[ \t]*(?:#|\r?$)/m.exec(documentAround(text, at));
	return list?.[1];
}

/** Between the `---` before and behind a place. */
function documentAround(text: string, at: number): string {
	const before = [...text.slice(0, at).matchAll(/^---/gm)].at(-1)?.index ?? 0;
	const behind = text.slice(at).search(/^---/m);
	return text.slice(before, behind === -1 ? text.length : at + behind);
}
