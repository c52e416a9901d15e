import { type DocumentationPart, textLines } from './documentationPart.js';

/** Lines that open a block, and close it where they stand again: listings, literal blocks, fences, comments, `--`. */
const delimiter = /^(?:-{4,}|\.{4,}|\/{4,}|--)$|^(`{3,})([\w+-]{0,40})/;
/** `[source,yaml]`, `[source%linenums,yaml]`, `[,yaml]`, `[listing]`. */
const attributes =
	/^\[(?:(source|listing|literal)?(?:[%#.][\w%#.-]*)?)(?:,[ \t]*(?:language=)?(?!\w+=)["']?([\w+-]{1,40}))?["']?[^\]\r\n]{0,200}\]$/;
/** The title, anchor and other attributes of a block may stand between its attributes and its text. */
const between = /^\.[^\s.]|^\[.*\]$/;
const sourceLanguage = /^:source-language:[ \t]+([\w+-]{1,40})$/;
const link = /(?<![\w:])(?:link:|include::)([^\s[\]]{1,500})\[/g;

interface Block {
	readonly close: string;
	readonly start: number;
	/** Absent where the block shows no code. */
	readonly language?: string;
}

interface Style {
	/** Of the block that follows: absent where nothing makes it code. */
	readonly language?: string;
}

/**
 * The links, and the code between `----`, `....` or fences, and below `[source]`, in the text's order; a block that is never
 * closed ends with the text. What a comment says is left out.
 */
export function* asciidocParts(text: string): Generator<DocumentationPart> {
	const reader = new Reader();
	for (const { content, at } of textLines(text)) {
		yield* reader.line(content.trimEnd(), at, at + content.length);
	}
	yield* reader.end(text.length);
}

class Reader {
	private block: Block | undefined;
	private style: Style = {};
	private language = '';

	*line(content: string, at: number, end: number): Generator<DocumentationPart> {
		const { block } = this;
		if (block) {
			if (content === block.close) yield* this.end(at);
			return;
		}
		const opens = delimiter.exec(content);
		if (opens) this.open(opens, end);
		else if (content !== '' && content !== '+' && !this.isAboveBlock(content)) {
			if (this.style.language === undefined) yield* linksIn(content, at);
			// A paragraph of code, which a blank line ends.
			else this.block = { close: '', start: at, language: this.style.language };
		}
	}

	/** Ends what is open, before an offset. */
	*end(at: number): Generator<DocumentationPart> {
		const { block } = this;
		this.block = undefined;
		this.style = {};
		if (block?.language !== undefined) {
			yield { start: block.start, end: at, language: block.language };
		}
	}

	private open([whole, fence, language]: RegExpExecArray, start: number): void {
		const close = fence ?? whole;
		const isVerbatim = fence !== undefined || /^(?:-{4}|\.)/.test(whole);
		const ownLanguage = language === '' ? undefined : language;
		const shown = ownLanguage ?? this.style.language ?? (isVerbatim ? '' : undefined);
		// What an open block holds is a text as any other, unless its style says that it is code.
		if (whole === '--' && shown === undefined) return;
		const isComment = whole.startsWith('/');
		this.block = { close, start, ...(shown !== undefined && !isComment && { language: shown }) };
	}

	private isAboveBlock(content: string): boolean {
		const [, whole] = sourceLanguage.exec(content) ?? [];
		if (whole !== undefined) this.language = whole;
		const [said, style, language] = attributes.exec(content) ?? [];
		if (said !== undefined && (style !== undefined || language !== undefined)) {
			const ofDocument = style === 'source' ? this.language : '';
			this.style = { language: language ?? ofDocument };
		}
		return whole !== undefined || between.test(content);
	}
}

function* linksIn(content: string, at: number): Generator<DocumentationPart> {
	for (const { 0: whole, 1: target = '', index } of content.matchAll(link)) {
		const start = at + index + whole.length - target.length - 1;
		yield { start, end: start + target.length };
	}
}
