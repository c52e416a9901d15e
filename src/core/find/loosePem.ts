/**
 * Finds what a person would take for a PEM block, spoilt BEGIN and END lines included, and says what is wrong with it.
 * What is exact is framed as in pem.ts; only the text between those blocks is looked at again.
 */
import { exactNote, isWhole } from './exactNote.js';
import type { Gap, LinedText, LooseBlock } from './linedText.js';
import { lineAfter, lineBefore } from './lines.js';
import type { BodyPlace } from './linePrefix.js';
import type { BlockNote, BlockPosition, MarkerFault } from '../x509/block.js';
import { bodyLinesEnd, framePem, type PemContent, readContent } from './pem.js';
import {
	derWord,
	type LooseMarker,
	looseMarkers,
	looksLikeMarker,
	type Marker,
} from './pemMarkers.js';

/**
 * All blocks and the gaps between them from an offset on, which is the text's start or the end of a block that is exact
 * and whole; in the order of the text, and now and then nothing, so that the caller can pause. Never throws.
 */
export function* frameLoosely(
	lined: LinedText,
	from = 0,
): Generator<LooseBlock | Gap | undefined, void, undefined> {
	const { text } = lined;
	let position = from;
	for (const block of framePem(text, from)) {
		// A content that is no DER to its end may have swallowed what stands around it.
		if (block.der === undefined || !isWhole(block)) continue;
		yield* frameRegion(lined, position, block.start);
		const note = exactNote(text, block);
		yield note ? { ...block, anchor: true, note } : { ...block, anchor: true };
		position = block.end;
	}
	yield* frameRegion(lined, position, text.length);
}

function* frameRegion(
	lined: LinedText,
	from: number,
	to: number,
): Generator<LooseBlock | Gap | undefined, void, undefined> {
	const region = new Region(lined, from, to);
	let position = from;
	for (const block of region.blocks()) {
		if (block === undefined) {
			yield undefined;
			continue;
		}
		if (block.start > position) yield { gap: true, start: position, end: block.start };
		yield block;
		position = Math.max(position, block.end);
	}
	if (to > position) yield { gap: true, start: position, end: to };
}

/** A stretch of text without blocks that are exact and whole. */
class Region {
	private readonly text: string;
	/** What lies before is part of a block. */
	private position: number;

	constructor(
		private readonly lined: LinedText,
		private readonly from: number,
		private readonly to: number,
	) {
		this.text = lined.text;
		this.position = from;
	}

	*blocks(): Generator<LooseBlock | undefined, void, undefined> {
		let head: LooseMarker | undefined;
		for (const marker of looseMarkers(this.text, this.from, this.to)) {
			if (marker === undefined) {
				yield undefined;
				continue;
			}
			let block: LooseBlock | undefined;
			if (marker.kind === 'begin') {
				block = head && this.withoutEnd(head, marker.start);
				head = marker;
			} else {
				block = head ? this.framed(head, marker) : this.withoutBegin(marker);
				head = undefined;
			}
			if (block) yield block;
			// What was looked through for one END line is not looked through for the next.
			this.position = Math.max(
				block?.end ?? 0,
				marker.kind === 'end' ? marker.end : 0,
				this.position,
			);
		}
		if (head) yield this.withoutEnd(head, this.to);
	}

	private framed(head: LooseMarker, close: LooseMarker): LooseBlock {
		const { content, fault, end: headEnd } = this.behind(head, close.start);
		const label = head.label === '' ? close.label : head.label;
		const position = { ...this.lined.place(head.start, close.end), label };
		const isExact = head.fault === undefined && close.fault === undefined;
		if (isExact && close.label !== label) return this.mismatched(position, content, close);
		const isPrefix = content.der !== undefined && content.prefixed;
		const real = (seen?: MarkerFault) => (isPrefix && seen === 'dashCount' ? undefined : seen);
		const [first, last] = [real(fault), real(close.fault)];
		const note =
			first !== undefined
				? this.headNote(
						{ ...head, end: headEnd },
						last === undefined
							? { fault: first }
							: { fault: first, endLine: this.lined.lineAt(close.start) },
					)
				: last === undefined
					? undefined
					: this.note('spoiltEnd', this.withDashes(close), { fault: last });
		return { ...position, ...content, ...(note ? { note } : {}) };
	}

	private mismatched(position: BlockPosition, content: PemContent, close: Marker): LooseBlock {
		const args = { begin: position.label, end: close.label };
		if (isWhole(content)) {
			return { ...position, ...content, note: this.note('labelMismatch', close, args) };
		}
		const line = this.lined.lineAt(close.start);
		return { ...position, error: { code: 'labelMismatch', line, args } };
	}

	/** What a BEGIN line is followed by: behind other text on that line where nothing else makes sense. */
	private behind(
		{ start, end: behind, fault }: LooseMarker,
		to: number,
	): { content: PemContent; fault: MarkerFault | undefined; end: number } {
		const place = { headStart: start, from: behind, to };
		const content = this.content(place);
		const rest = lineAfter(this.text, behind, to);
		const from = behind + rest.length;
		if (isWhole(content) || rest.trim() === '' || from >= to)
			return { content, fault, end: behind };
		const below = this.content({ ...place, from });
		return below.der?.[0] === sequenceTag
			? { content: below, fault: fault ?? 'otherText', end: from }
			: { content, fault, end: behind };
	}

	private content(place: BodyPlace): PemContent {
		return readContent(this.text, place, (offset) => this.lined.lineAt(offset));
	}

	/** A BEGIN line whose END is missing, or not to be recognised. */
	private withoutEnd(head: LooseMarker, stop: number): LooseBlock {
		const bodyEnd = bodyLinesEnd(this.text, head.end, stop);
		const { content, fault, end: headEnd } = this.behind(head, bodyEnd);
		const { label } = head;
		const spoilt =
			fault === undefined ? undefined : this.headNote({ ...head, end: headEnd }, { fault });
		if (!isWhole(content)) {
			const position = { ...this.lined.place(head.start, bodyEnd), label };
			const error = { code: 'noEnd', line: position.line };
			return { ...position, error, ...(spoilt ? { note: spoilt } : {}) };
		}
		const below = this.markerBelow(bodyEnd, stop);
		const missing = below
			? this.note('spoiltEnd', below, { fault: 'misspelled' })
			: this.note('noEnd', head);
		const position = { ...this.lined.place(head.start, below?.end ?? bodyEnd), label };
		return { ...position, ...content, note: spoilt ?? missing };
	}

	/** An END line without a BEGIN: what stands above it may be the whole content. */
	private withoutBegin(close: LooseMarker): LooseBlock | undefined {
		const { label, fault } = close;
		const from = this.bodyAbove(close);
		const place = { headStart: close.start, from: from ?? close.start, to: close.start };
		const content = this.content(place);
		if (from === undefined || !isWhole(content) || !this.beginsAsDer(from, close.start)) {
			if (fault !== undefined) return undefined;
			const position = this.lined.place(close.start, close.end);
			return { ...position, label, error: { code: 'noBegin', line: position.line } };
		}
		const above = this.markerAbove(from);
		const note = above
			? this.note('spoiltBegin', above, { fault: 'misspelled' })
			: this.note('noBegin', close);
		return { ...this.lined.place(above?.start ?? from, close.end), label, ...content, note };
	}

	/** A marker that begins where the block before it ends has lost its dashes to that one. */
	private headNote(head: Marker, args: NonNullable<BlockNote['args']>): BlockNote {
		return head.start === this.from && this.from > 0
			? this.note('runTogether', head)
			: this.note('spoiltBegin', this.withDashes(head), args);
	}

	/** With the dashes before it, as far as anything may be looked for that belongs to a marker. */
	private withDashes({ start, end: stop }: Marker): { start: number; end: number } {
		let first = start;
		const farthest = Math.max(this.from, start - farthestDash);
		while (first > farthest && this.text.charAt(first - 1) === '-') first -= 1;
		return { start: first, end: stop };
	}

	/** Where the lines of base64 above an END line begin; undefined where there are none. */
	private bodyAbove(close: LooseMarker): number | undefined {
		const before = lineBefore(this.text, close.start, this.position).trim();
		// Letters directly before the content are told from it by no sign.
		const prefix = /[A-Za-z0-9]$/.test(before) ? '' : before;
		let top: number | undefined;
		let stop = close.start;
		for (;;) {
			const isFirst = top === undefined && stop === close.start;
			const start = this.startOfLine(stop);
			const line = this.text.slice(start, stop).trim();
			const content = line.startsWith(prefix) ? line.slice(prefix.length).trim() : line;
			if (!(isFirst && content === '') && !/^[A-Za-z0-9+/=]+$/.test(content)) return top;
			if (content !== '') top = start;
			if (start <= this.position) return top;
			stop = start - (this.text.startsWith('\r\n', start - 2) ? 2 : 1);
		}
	}

	/** Whether the first line above an END line is long enough to be told from a word. */
	private beginsAsDer(from: number, to: number): boolean {
		return derWord.test(lineAfter(this.text, from, to));
	}

	private startOfLine(offset: number): number {
		let start = offset;
		while (start > this.position && !'\r\n'.includes(this.text.charAt(start - 1))) start -= 1;
		return start;
	}

	private markerAbove(from: number): { start: number; end: number } | undefined {
		const stop = from - (this.text.startsWith('\r\n', from - 2) ? 2 : 1);
		if (stop <= this.position) return undefined;
		const line = lineBefore(this.text, stop, this.position);
		return looksLikeMarker(line) ? { start: stop - line.length, end: stop } : undefined;
	}

	private markerBelow(from: number, to: number): { start: number; end: number } | undefined {
		const start =
			from + (/^[ \t]*(?:\r\n|\n|\r)/.exec(this.text.slice(from, from + 80))?.[0].length ?? 0);
		const line = lineAfter(this.text, start, to);
		return start > from && looksLikeMarker(line) ? { start, end: start + line.length } : undefined;
	}

	private note(
		code: BlockNote['code'],
		{ start, end: stop }: { readonly start: number; readonly end: number },
		args?: BlockNote['args'],
	): BlockNote {
		return { code, line: this.lined.lineAt(start), start, end: stop, ...(args ? { args } : {}) };
	}
}

const sequenceTag = 0x30;

/** Of those before a marker. An edit that stands farther off changes nothing of its block. */
const farthestDash = 200;
