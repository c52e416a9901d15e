/** A line in words and quoted strings, whatever its language. */

export interface Token {
	/** UTF-16 offsets, without quotes. */
	readonly start: number;
	readonly end: number;
	readonly quote?: string;
}

const quotes = '"\'`';
const separators = ' \t\r\n<>|;,(){}[]';

/** Passes each character once, except one search a kind of quote for an end that is not there. */
export function tokensOf(text: string, from: number, to: number): readonly Token[] {
	const tokens: Token[] = [];
	const unclosed = new Set<string>();
	for (let at = from; at < to;) {
		const character = text.charAt(at);
		if (quotes.includes(character)) {
			const close = unclosed.has(character) ? -1 : closing(text, at + 1, to, character);
			if (close === -1) {
				unclosed.add(character);
				at += 1;
			} else {
				tokens.push({ start: at + 1, end: close, quote: character });
				at = close + 1;
			}
		} else if (separators.includes(character)) {
			at += 1;
		} else {
			const end = wordEnd(text, at, to);
			tokens.push({ start: at, end });
			at = end;
		}
	}
	return tokens;
}

/** What stands between two tokens, without their quotes; nothing longer than a look is worth. */
export function gapBetween(text: string, before: Token, token: Token): string | undefined {
	const start = before.end + (before.quote === undefined ? 0 : 1);
	const end = token.start - (token.quote === undefined ? 0 : 1);
	return end - start > 200 ? undefined : text.slice(start, end);
}

function closing(text: string, from: number, to: number, quote: string): number {
	for (let at = from; at < to; at += 1) {
		const character = text.charAt(at);
		if (character === quote) return at;
		if (character === '\\' && quote !== "'") at += 1;
	}
	return -1;
}

function wordEnd(text: string, from: number, to: number): number {
	let at = from;
	while (at < to) {
		const character = text.charAt(at);
		if (isVariable(text, at)) {
			const close = text.slice(at, Math.min(to, at + 100)).indexOf('}');
			if (close === -1) return Math.max(at, from + 1);
			at += close + 1;
		} else if (quotes.includes(character)) {
			// An apostrophe, as in “don't”, is part of its word.
			const isApostrophe =
				character === "'" && at - from > 1 && /^[a-z]'[a-z]/i.test(text.slice(at - 1, at + 2));
			if (!isApostrophe) return at;
			at += 1;
		} else if (separators.includes(character)) {
			return at;
		} else {
			at += 1;
		}
	}
	return at;
}

/** `${NAME}` is part of a word. */
function isVariable(text: string, at: number): boolean {
	return text.startsWith('${', at);
}
