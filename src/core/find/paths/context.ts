/** To what a value is given: the words before it on its line. */
import { gapBetween, type Token } from './tokens.js';

export interface Context {
	/** As written, without what joins it to the value. */
	readonly key?: string;
	/** The function in whose call the value stands, and which of its arguments it is, from zero. */
	readonly callee?: string;
	readonly argument?: number;
	/**
	 * `assigned` with `:` or `=`; `option` of a command; `directive`: the first word of the line; `word`: any other word
	 * before it; `element` of XML; `alone`: nothing stands before it.
	 */
	readonly form: 'assigned' | 'option' | 'directive' | 'word' | 'element' | 'alone';
	/** Where the call begins. */
	readonly from?: number;
}

/** Elements of a list or arguments of a call that are gone back over. */
const mostElements = 8;

const joiner = /^(?::|=|:=|\+=|\?=|=>|->)$/;

export function contextOf(text: string, tokens: readonly Token[], index: number): Context {
	const token = tokens[index];
	const previous = tokens[index - 1];
	if (!token || !previous) return { form: 'alone' };
	const gap = gapBetween(text, previous, token);
	if (gap === undefined) return { form: 'alone' };
	const word = text.slice(previous.start, previous.end);
	const isBare = previous.quote === undefined;
	if (isBare && joiner.test(word)) return assignedTo(text, tokens, index - 2);
	if (isBare && /[:=]$/.test(word) && /^[\s[({>]*$/.test(gap)) {
		return assigned(word.replace(/(?<![:=?+])[:=?+]+$/, ''));
	}
	if (gap.includes('(')) return callOf(text, tokens, index, 0);
	// The first of a list that is itself an element: nothing is known of it.
	if (gap.includes(',') && gap.lastIndexOf('[') > gap.indexOf(',')) return { form: 'alone' };
	if (gap.includes(',')) return afterComma(text, tokens, index);
	if (/^>\s*$/.test(gap)) return { form: 'element', key: word };
	if (!/^\s+$/.test(gap)) return { form: 'alone' };
	return afterBlank(text, tokens, index);
}

function assigned(key: string): Context {
	return { form: 'assigned', key: key.replace(/^["']|["']$/g, '') };
}

function assignedTo(text: string, tokens: readonly Token[], index: number): Context {
	const name = tokens[index];
	return name ? assigned(text.slice(name.start, name.end)) : { form: 'alone' };
}

/** `key: read('path')`: the call's own context tells the key. */
function callOf(text: string, tokens: readonly Token[], index: number, argument: number): Context {
	const callee = tokens[index - 1];
	if (!callee || callee.quote !== undefined) return { form: 'alone' };
	const outer = contextBefore(text, tokens, index - 1);
	return {
		...outer,
		form: outer.key === undefined ? 'alone' : outer.form,
		callee: text.slice(callee.start, callee.end),
		argument,
		from: callee.start,
	};
}

/** Of the expression whose first word the token is; calls in calls are gone through, `await` and `new` skipped. */
function contextBefore(text: string, tokens: readonly Token[], index: number): Context {
	let at = index;
	for (let step = 0; step < mostElements && at > 0; step += 1) {
		const before = tokens[at - 1];
		const token = tokens[at];
		if (!before || !token) break;
		const gap = gapBetween(text, before, token) ?? ',';
		const word = text.slice(before.start, before.end);
		const isPassed = /^(?:await|new|return|\[\]byte|&?\w+)$/.test(word) && /^[\s(]*$/.test(gap);
		if (!isPassed || !(gap.includes('(') || /^(?:await|new)$/.test(word))) break;
		at -= 1;
	}
	const context = at === 0 ? undefined : contextOf(text, tokens, at);
	return context?.form === 'assigned' ? context : { form: 'alone' };
}

function afterComma(text: string, tokens: readonly Token[], index: number): Context {
	let inside = 0;
	let argument = 0;
	for (let back = 1; back <= mostElements; back += 1) {
		const before = tokens[index - back];
		const token = tokens[index - back + 1];
		if (!before || !token) break;
		const gap = gapBetween(text, before, token) ?? '';
		const { depth, opens } = backOver(gap, inside);
		if (opens)
			return callOf(text, tokens, index - back + 1, argument + (gap.includes(',') ? 1 : 0));
		if (gap.includes('[')) return contextOf(text, tokens, index - back + 1);
		if (!gap.includes(',') && depth === 0 && inside === 0) break;
		if (gap.includes(',') && inside === 0) argument += 1;
		inside = depth;
	}
	return { form: 'alone' };
}

/** Through what stands between two arguments, from its end: how many calls it is inside, and whether it leaves the own one. */
function backOver(
	gap: string,
	inside: number,
): { readonly depth: number; readonly opens: boolean } {
	let depth = inside;
	for (const sign of [...gap].reverse()) {
		if (sign === ')') depth += 1;
		else if (sign === '(') {
			if (depth === 0) return { depth, opens: true };
			depth -= 1;
		}
	}
	return { depth, opens: false };
}

function afterBlank(text: string, tokens: readonly Token[], index: number): Context {
	const previous = tokens[index - 1];
	if (!previous) return { form: 'alone' };
	const word = text.slice(previous.start, previous.end);
	const [first] = tokens;
	if (first && index <= 2 && text.slice(first.start, first.end) === 'tls') {
		return { form: 'directive', key: 'tls', callee: 'tls', argument: index - 1 };
	}
	if (/^--?[A-Za-z]/.test(word)) return { form: 'option', key: word };
	if (!/^[A-Za-z_$][\w.$:-]*$/.test(word) || isFileName(word)) return { form: 'alone' };
	return { form: index === 1 ? 'directive' : 'word', key: word };
}

/** A path before this one is its neighbour, not its key. */
function isFileName(word: string): boolean {
	return /\.[a-z][a-z0-9]{1,3}$/.test(word);
}
