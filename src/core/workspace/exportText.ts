/** A list of everything in a workspace, for spreadsheets, programs and people. */
import { createPacer } from '../common/pacer.js';
import type { Verdict } from '../x509/model.js';
import type { RecordKind } from './record.js';

export const exportFormats = ['csv', 'json', 'markdown'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A place in a file; lines count from one. */
export interface ExportPlace {
	readonly file: string;
	readonly line: number;
}

export interface ExportRow extends ExportPlace {
	readonly kind: RecordKind;
	readonly name: string;
	/** Absent for what has no validity. */
	readonly state?: Verdict | undefined;
	readonly notBefore?: string | undefined;
	readonly notAfter?: string | undefined;
	readonly issuer?: string | undefined;
	readonly sha256?: string | undefined;
	/** Where the other half of its key is. */
	readonly matches: readonly ExportPlace[];
	/** Where its file is named by a path. */
	readonly usedBy: readonly ExportPlace[];
}

const columns = [
	'kind',
	'name',
	'state',
	'notBefore',
	'notAfter',
	'file',
	'line',
	'issuer',
	'sha256',
	'matches',
	'usedBy',
] as const;

export type ExportColumn = (typeof columns)[number];

/** What a person reads: without what only programs compare. */
const shownColumns = [
	'name',
	'kind',
	'state',
	'notAfter',
	'file',
	'matches',
	'usedBy',
] as const satisfies readonly ExportColumn[];

/** What people read; CSV and JSON keep one spelling in every language. */
export interface ExportWords {
	readonly title: (column: ExportColumn) => string;
	readonly kind: (kind: RecordKind) => string;
	readonly state: (state: Verdict) => string;
}

/** Gives way to other work every 15 ms: there may be tens of thousands of rows. */
export async function exportText(
	format: ExportFormat,
	rows: readonly ExportRow[],
	words: ExportWords,
): Promise<string> {
	const pacer = createPacer();
	const pieces: string[] = [];
	for (const piece of piecesOf(format, rows, words)) {
		if (pacer.isDue) await pacer.pause();
		pieces.push(piece);
	}
	const text = pieces.join('');
	return format === 'csv' && /[\u0080-\uffff]/.test(text) ? `${byteOrderMark}${text}` : text;
}

/** Without it Excel takes UTF-8 for the system's own encoding, which is the same only for ASCII. */
const byteOrderMark = '\ufeff';

function* piecesOf(
	format: ExportFormat,
	rows: readonly ExportRow[],
	words: ExportWords,
): Generator<string> {
	switch (format) {
		case 'csv':
			yield csvLine(columns);
			for (const row of rows) yield csvLine(columns.map((column) => cellOf(row, column)));
			return;
		case 'json':
			yield* jsonOf(rows);
			return;
		case 'markdown':
			yield markdownLine(shownColumns.map(words.title));
			yield `| ${shownColumns.map(() => '---').join(' | ')} |\n`;
			for (const row of rows) {
				yield markdownLine(shownColumns.map((column) => shownCell(row, column, words)));
			}
	}
}

/** As `JSON.stringify` with two blanks writes it. */
function* jsonOf(rows: readonly ExportRow[]): Generator<string> {
	yield '{\n  "items": [';
	for (const [at, row] of rows.entries()) {
		const text = JSON.stringify(row, undefined, 2).replaceAll('\n', '\n    ');
		yield `${at === 0 ? '' : ','}\n    ${text}`;
	}
	yield rows.length === 0 ? ']\n}\n' : '\n  ]\n}\n';
}

function cellOf(row: ExportRow, column: ExportColumn): string {
	const value = row[column];
	if (typeof value === 'object') return value.map(placeWords).join('; ');
	return value === undefined ? '' : String(value);
}

function shownCell(
	row: ExportRow,
	column: (typeof shownColumns)[number],
	words: ExportWords,
): string {
	switch (column) {
		case 'file':
			return placeWords(row);
		case 'kind':
			return words.kind(row.kind);
		case 'state':
			return row.state === undefined ? '' : words.state(row.state);
		default:
			return cellOf(row, column);
	}
}

function placeWords({ file, line }: ExportPlace): string {
	return `${file}:${line}`;
}

/** RFC 4180. */
function csvLine(cells: readonly string[]): string {
	return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * Spreadsheets run a cell that begins like a formula, quoted or not; a certificate's name may be one. An apostrophe makes
 * it text (OWASP, CSV Injection). Where decimals have a comma, a semicolon begins the next cell, and quotes in the middle of
 * a cell protect nothing.
 */
function csvCell(text: string): string {
	const harmless = text
		.replace(/(^|[;\t\r\n])(?=(?:[^\S\t\r\n]|\u0000)*[=+\-@\uff1d\uff0b\uff0d\uff20|%])/g, "$1'")
		.replace(/^(?=[\t\r\n])/, "'");
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function markdownLine(cells: readonly string[]): string {
	return `| ${cells.map(markdownCell).join(' | ')} |\n`;
}

/** Names are text: no link, no picture, no HTML, and no end of the cell. */
function markdownCell(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		.replace(/[\\`*_{}[\]()<>#+!|&~^$@-]/g, (sign) => (isHarmless(sign) ? sign : `\\${sign}`));
}

/** In the middle of a cell these mean nothing, and names are full of them. */
function isHarmless(sign: string): boolean {
	return '-+#()'.includes(sign);
}
