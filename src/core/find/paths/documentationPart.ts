/** UTF-16 offsets of a link's destination, or of lines of code. */
export interface DocumentationPart {
	readonly start: number;
	readonly end: number;
	/** Of code, such as `yaml`; empty where it is not said; absent for a link. */
	readonly language?: string;
}

/** A line with its line break, and where it begins. */
export interface TextLine {
	readonly content: string;
	readonly at: number;
}

export function* textLines(text: string): Generator<TextLine> {
	const line = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
	for (let at = 0; at < text.length;) {
		line.lastIndex = at;
		const [content = ''] = line.exec(text) ?? [];
		yield { content, at };
		at += content.length;
	}
}
