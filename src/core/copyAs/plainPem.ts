/** Whether other programs find a block of PEM where it stands in a file (RFC 7468, 2). */
export function isPlainPem(
	text: string,
	{ start, end }: { readonly start: number; readonly end: number },
): boolean {
	const before = text.slice(Math.max(0, start - 1), start);
	const isAtStart = start === 0 || before === '\n' || before === '\uFEFF';
	const lines = text.slice(start, end).split(/\r?\n/);
	return (
		isAtStart &&
		lines.length > 2 &&
		lines.every((line) => /^[ -~]*$/.test(line) && !/^\s/.test(line))
	);
}
