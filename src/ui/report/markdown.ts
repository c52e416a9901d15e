/** A report as Markdown. What comes from a server is text in it, whatever is in it. */
import {
	cellText,
	type Report,
	type ReportItem,
	type ReportRow,
	type ReportSection,
	type ReportTable,
} from './report.js';

export function reportMarkdown({ kind, title, verdict, facts, sections }: Report): string {
	const note = verdict.note === undefined ? [] : [escaped(verdict.note), ''];
	const lines = [
		`# ${escaped(`${kind}: ${title}`)}`,
		'',
		`**${escaped(verdict.words)}**`,
		'',
		...note,
		...facts.map(rowLine),
		'',
		...sections.flatMap(sectionLines),
	];
	return `${lines.join('\n').trimEnd()}\n`;
}

function sectionLines(section: ReportSection): readonly string[] {
	const { title, rows, items, table, steps, output, note } = section;
	return [
		`## ${escaped(title)}`,
		'',
		...(items ?? []).flatMap(itemLines),
		...(rows && rows.length > 0 ? [...rows.map(rowLine), ''] : []),
		...(table ? [...tableLines(table), ''] : []),
		...(steps ? [...steps.map((step, index) => `${index + 1}. ${escaped(step)}`), ''] : []),
		...(output === undefined ? [] : [...output.split('\n').map((line) => `    ${line}`), '']),
		...(note === undefined ? [] : [escaped(note), '']),
	];
}

function rowLine({ label, value, note, mono }: ReportRow): string {
	const shown = mono === true ? `\`${value.replaceAll('`', '')}\`` : escaped(value);
	return `- ${escaped(label)}: ${shown}${note === undefined ? '' : ` (${escaped(note)})`}`;
}

function itemLines({ text, steps, code }: ReportItem): readonly string[] {
	const named = code === '' ? '' : ` (\`${code.replaceAll('`', '')}\`)`;
	return [`${escaped(text)}${named}`, '', ...steps.map((step) => `- ${escaped(step)}`), ''];
}

function tableLines({ columns, rows }: ReportTable): readonly string[] {
	const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
	const lines = rows.map((row) => line(row.map(cellText)));
	return [line(columns), `| ${columns.map(() => '---').join(' | ')} |`, ...lines];
}

/** One line without markup: neither links nor HTML, nor the end of a table's cell. */
function escaped(text: string): string {
	return text.replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&').replace(/\s+/g, ' ');
}
