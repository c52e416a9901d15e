/** A list of everything in a workspace, for spreadsheets, programs and people. */
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

export function exportText(
	format: ExportFormat,
	rows: readonly ExportRow[],
	words: ExportWords,
): string {
	switch (format) {
		case 'csv':
			return csvOf([columns, ...rows.map((row) => columns.map((column) => cellOf(row, column)))]);
		case 'json':
			return `${JSON.stringify({ items: rows }, undefined, 2)}\n`;
		case 'markdown':
			return tableOf([
				shownColumns.map(words.title),
				...rows.map((row) => shownColumns.map((column) => shownCell(row, column, words))),
			]);
	}
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
function csvOf(lines: readonly (readonly string[])[]): string {
	return lines.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/**
 * Spreadsheets run a cell that begins like a formula, quoted or not; a certificate's name may be one. An apostrophe makes
 * it text (OWASP, CSV Injection).
 */
function csvCell(text: string): string {
	const harmless = /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/.test(text)
		? `'${text}`
		: text;
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |\n`;
	return [line(head), `| ${head.map(() => '---').join(' | ')} |\n`, ...rows.map(line)].join('');
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
