/** A JWK as a block mapping of YAML (YAML 1.2, 8.2.2): members on lines of the same indentation. */
import { type JwkMember, type JwkObject, longestJwk } from './jwkObject.js';

/** No JWK has more lines, its certificates included. */
const mostLines = 200;

interface Line {
	readonly start: number;
	readonly end: number;
	/** Without blanks at its end. */
	readonly stop: number;
	/** Column in which a member's name begins, behind the dashes of a list. */
	readonly column: number;
	readonly isItem: boolean;
	/** Blank, or a comment. */
	readonly isEmpty: boolean;
	readonly member?: { readonly name: string; readonly value: JwkMember };
}

/** The mapping of which the member at an offset is one; undefined where its line is none of such a mapping. */
export function readYamlJwk(
	text: string,
	at: number,
	from: number,
	to: number,
): JwkObject | undefined {
	if (!/(?:^|[\r\n])[ -]{0,100}["']?$/.test(text.slice(Math.max(from, at - 110), at)))
		return undefined;
	const own = lineAt(text, startOfLine(text, at, from), to);
	if (!own.member || own.member.value.start < from) return undefined;
	const members = new Map([[own.member.name, own.member.value]]);
	const start = own.isItem ? own.member.value.start : above(text, own, from, members);
	const end = below(text, own, to, members);
	return end - start > longestJwk ? undefined : { start, end, members };
}

/** Adds the members above, up to the one behind a dash; answers where the first of them begins. */
function above(text: string, own: Line, from: number, members: Map<string, JwkMember>): number {
	let { start } = own.member?.value ?? own;
	let top = own.start;
	for (let count = 0; count < mostLines && top > from; count += 1) {
		const lineStart = startOfLine(text, top - (text.startsWith('\r\n', top - 2) ? 2 : 1), from);
		const line = lineAt(text, lineStart, top);
		top = line.start;
		if (line.isEmpty || line.column > own.column) continue;
		if (line.column < own.column || !line.member || members.has(line.member.name)) return start;
		members.set(line.member.name, line.member.value);
		({ start } = line.member.value);
		if (line.isItem) return start;
	}
	return start;
}

/** Adds the members below; answers where the last of them ends, with what belongs to it. */
function below(text: string, own: Line, to: number, members: Map<string, JwkMember>): number {
	let end = own.member?.value.end ?? own.end;
	let last = own.member;
	const close = () => {
		if (last) members.set(last.name, { ...last.value, end });
	};
	let next = afterLine(text, own.end);
	for (let count = 0; count < mostLines && next < to; count += 1) {
		const line = lineAt(text, next, to);
		next = afterLine(text, line.end);
		if (line.isEmpty) continue;
		const isInside = line.column > own.column && (!line.isItem || isBelowKey(line, own));
		if (isInside) {
			end = line.stop;
			continue;
		}
		const isMember = line.column === own.column && !line.isItem && line.member;
		if (!isMember || members.has(isMember.name)) break;
		close();
		members.set(isMember.name, isMember.value);
		last = isMember;
		({ end } = isMember.value);
	}
	close();
	return end;
}

/** An item of a list that a member's value is, and no next key of a set. */
function isBelowKey(line: Line, own: Line): boolean {
	return !line.member && line.column >= own.column + 2;
}

function startOfLine(text: string, offset: number, from: number): number {
	const least = Math.max(from, offset - longestJwk);
	let start = offset;
	while (start > least && !isLineEnd(text.charCodeAt(start - 1))) start -= 1;
	return start;
}

function isLineEnd(code: number): boolean {
	return code === 10 || code === 13;
}

function afterLine(text: string, end: number): number {
	return end + (text.startsWith('\r\n', end) ? 2 : 1);
}

const head = /^([ ]*)((?:-[ ]+)*)(?:(["']?)([\w-]{1,64})\3:(?=[ \t]|$))?/;
const scalar =
	/^[ \t]*(?:(?:"([^"\\]*)"|'([^']*)'|([^\s"'#&!*|>{}[\]%@`,][^\s,#]*))(?:[ \t]+(?:#.*)?)?|(?<=[ \t])#.*)?$/;

function lineAt(text: string, start: number, to: number): Line {
	const part = text.slice(start, Math.min(to, start + longestJwk));
	const length = part.search(/[\r\n]/);
	const written = length === -1 ? part : part.slice(0, length);
	const stop = start + written.trimEnd().length;
	const [found = '', indent = '', dashes = '', , name] = head.exec(written) ?? [];
	const column = indent.length + dashes.length;
	const line = {
		...{ start, end: start + written.length, stop, column, isItem: dashes !== '' },
		isEmpty: /^\s*(?:#.*)?$/.test(written),
	};
	if (name === undefined) return line;
	const rest = written.slice(found.length);
	const [, double, single, plain] = scalar.exec(rest) ?? [];
	const content = double ?? single ?? plain;
	const at = start + found.length + (content === undefined ? 0 : rest.indexOf(content));
	const value = content !== undefined && {
		value: { start: at, end: at + content.length, text: content, isQuoted: true },
	};
	const member = { start: start + column, end: stop, ...value };
	return { ...line, member: { name, value: member } };
}
