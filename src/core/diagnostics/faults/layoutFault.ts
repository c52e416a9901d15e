/** White space of a block that programs trip over. */
import { lineBefore } from '../../find/lines.js';
import { beforeBlock, endMarker } from '../contents/pemFile.js';
import { headline, type RuleBlock, type Span } from '../rule.js';

export type LayoutCode =
	| ('indentedPem' | 'pemOnOneLine' | 'literalLineBreaks' | 'blankLineInPem')
	| ('carriageReturnsOnly' | 'unusualBlanks' | 'byteOrderMark' | 'textBeforeBegin');

export interface Layout extends Span {
	readonly code: LayoutCode;
}

/** The gravest; undefined too for what another rule names, and for what is commented out. */
export function layoutFaultOf(text: string, block: RuleBlock): Layout | undefined {
	const before = beforeBlock(text, block);
	const mark = before.startsWith('\ufeff') && block.start === before.length;
	const blanks = mark ? before.slice(1) : before;
	if (block.note || block.error || block.label === 'DER') return undefined;
	const content = text.slice(block.start, block.end);
	const head = headline(block);
	const at = (code: LayoutCode, span: Span = head): Layout => ({ code, ...span });
	if (blanks.trim() !== '') {
		const start = block.start - blanks.trimStart().length;
		return isComment(blanks, content) ? undefined : at('textBeforeBegin', { start, end: head.end });
	}
	if (!content.includes('\n')) {
		if (content.includes('\r')) return at('carriageReturnsOnly');
		return at(content.includes('\\n') ? 'literalLineBreaks' : 'pemOnOneLine');
	}
	if (blanks !== '')
		return at('indentedPem', { start: block.start - blanks.length, end: head.end });
	const end = endMarker(text, block) ?? block.end;
	const indent = lineBefore(text, end);
	if (indent !== '' && indent.trim() === '') {
		return at('indentedPem', { start: end - indent.length, end: block.end });
	}
	const body = bodyFault(text, head.end, end);
	return body ?? (mark ? at('byteOrderMark', { start: 0, end: head.end }) : undefined);
}

/** Signs alone, or what stands before the next line too. */
function isComment(before: string, content: string): boolean {
	const next = /[\r\n]([^\r\n]{1,200})/.exec(content.slice(0, 400))?.[1];
	return /^[\s#/;*>|%!-]+$|^\s*rem\s/i.test(before) || next?.startsWith(before.trimEnd()) === true;
}

/** A blank line is a fault behind the first line of base64: before it, it ends the headers. */
function bodyFault(text: string, from: number, to: number): Layout | undefined {
	const body = text.slice(from, to);
	const first = /[\r\n][ \t]*[A-Za-z0-9+/]{4,}=*[ \t]*(?=[\r\n])/.exec(body);
	const rest = first ? first.index + first[0].length : body.length;
	const blank = /(?:\r\n|\n)[ \t]*(?=[\r\n])/.exec(body.slice(rest));
	if (blank) {
		const at = from + rest + blank.index;
		const start = at + (blank[0].startsWith('\r') ? 2 : 1);
		return { code: 'blankLineInPem', start, end: at + blank[0].length + 1 };
	}
	const odd = /[\u0080-\uffff]/.exec(body);
	if (!odd) return undefined;
	const start = from + odd.index;
	return { code: 'unusualBlanks', start, end: start + odd[0].length };
}
