/** A Markdown table with columns as wide as their longest cell, as the formatter writes them; the first row is its head. */
export function markdownTable(cells: readonly (readonly string[])[]): readonly string[] {
	const [head = [], ...body] = cells;
	const widths = head.map((_, index) =>
		Math.max(3, ...cells.map((row) => row[index]?.length ?? 0)),
	);
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}
