/** A text with the indentation of the place that it is put into. */

export interface IndentWish {
	/** White space before the cursor; the first line has it already. */
	readonly margin: string;
	/** One step of the file's indentation: a tab, or spaces. */
	readonly unit: string;
	/** VS Code's id of the text's language. */
	readonly languageId: string;
}

/** PEM in a string of a program stands at the start of its lines, or it would be other PEM. */
const pemLines = /^-----BEGIN |^[A-Za-z0-9+/=]{1,76}$|^-----END |^[A-Za-z-]+: [ -~]+$/;

/** Without the line break at its end. Of YAML, which takes no tabs, the steps stay as they are. */
export function indentedText(text: string, { margin, unit, languageId }: IndentWish): string {
	const isYaml = languageId === 'yaml';
	const own = isYaml ? undefined : unitOf(text);
	let isInPem = false;
	const lines = text
		.trimEnd()
		.split('\n')
		.map((line, index) => {
			const isPem = !isYaml && isInPem && pemLines.test(line);
			if (line.includes('-----BEGIN ')) isInPem = true;
			if (line.includes('-----END ')) isInPem = false;
			if (isPem || line === '') return line;
			const step = own === undefined ? line : stepped(line, own, unit);
			return index === 0 ? step : margin + step;
		});
	return lines.join('\n');
}

function unitOf(text: string): string | undefined {
	return /^(?:\t| {2,8})(?=\S)/m.exec(text)?.[0];
}

/** What stands before the steps, as in a continued line, stays. */
function stepped(line: string, own: string, unit: string): string {
	let depth = 0;
	while (line.startsWith(own, depth * own.length)) depth++;
	return unit.repeat(depth) + line.slice(depth * own.length);
}
