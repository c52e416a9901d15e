/** The facts as plain text, for search, comparison and screen readers. */
import * as vscode from 'vscode';
import type { ChainEntry, FactPart, FactRow, FactsView } from '../../ui/facts/facts.js';

/** Lines without a trailing newline; labels and values stand in two columns. */
export function renderText(view: FactsView): string {
	const head = [`${view.kind}: ${view.name}`];
	if (view.verdict) {
		const { words, exact, checks } = view.verdict;
		head.push(exact === '' ? words : `${words} (${exact})`);
		if (checks !== undefined) head.push(checks);
	}
	const sections = view.sections.flatMap((section) => [
		'',
		section.title,
		'-'.repeat(section.title.length),
		...section.parts.flatMap(partLines),
	]);
	return [...head, '', ...rowLines(view.rows), ...sections].join('\n');
}

function rowLines(rows: readonly FactRow[]): readonly string[] {
	const width = Math.max(0, ...rows.map((row) => row.label.length)) + 2;
	return rows.flatMap(({ label, values, note }) => {
		const all = note === undefined ? values : [...values, note];
		return all.map((value, index) => `${(index === 0 ? label : '').padEnd(width)}${value}`);
	});
}

function partLines(part: FactPart): readonly string[] {
	switch (part.kind) {
		case 'rows':
			return rowLines(part.rows);
		case 'explained': {
			const critical = part.critical ? vscode.l10n.t(', critical') : '';
			return [
				`${part.title} (${part.oid}${critical})`,
				`  ${part.sentence}`,
				...(part.problem === undefined ? [] : [`  ${part.problem}`]),
				...part.lines.map((line) => `  - ${line}`),
			];
		}
		case 'table':
			return [part.caption, ...tableLines(part.columns, part.rows)];
		case 'text':
			return [part.caption, part.text];
		case 'chain':
			return [...chainLines(part.tops, ''), ...(part.note === undefined ? [] : [part.note])];
		case 'asn1':
			// What is opened piece by piece has no text of its own.
			return [];
	}
}

/** No deeper than chains are drawn. */
function chainLines(entries: readonly ChainEntry[], indent: string): readonly string[] {
	return entries.flatMap(({ name, words, notes, children }) => [
		[`${indent}${name}`, ...(words === undefined ? [] : [words]), ...notes].join(' · '),
		...chainLines(children, `${indent}  `),
	]);
}

function tableLines(
	columns: readonly string[],
	rows: readonly (readonly string[])[],
): readonly string[] {
	const widths = columns.map((column, index) =>
		rows.reduce((widest, row) => Math.max(widest, row[index]?.length ?? 0), column.length),
	);
	return [columns, ...rows].map((row) =>
		row
			.map((cell, index) => cell.padEnd(widths[index] ?? 0))
			.join('  ')
			.trimEnd(),
	);
}
