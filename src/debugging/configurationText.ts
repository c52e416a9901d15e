/** A debug configuration as a text in which paths and blocks are found as in any other: a command, then settings. */

/** Named elsewhere in the text, or of no concern to the program that is started. */
const leftOut = new Set([
	...['name', 'preLaunchTask', 'envFile'],
	...['args', 'runtimeArgs', 'command', 'env'],
]);

/**
 * `variables` are those of the environment files; the configuration's own go before them. Values stand in double quotes
 * and escaped, as in JSON, so that each has its line.
 */
export function configurationText(
	configuration: Readonly<Record<string, unknown>>,
	variables: Readonly<Record<string, string>>,
): string {
	const { runtimeArgs, args, command, env } = configuration;
	const line = ['run', ...wordsOf(command), ...wordsOf(runtimeArgs), ...wordsOf(args)].join(' ');
	const environment = Object.entries({ ...variables, ...ownVariables(env) });
	const rest = Object.entries(configuration).filter(
		// Two underlines begin what VS Code itself adds.
		([key]) => !leftOut.has(key) && !key.startsWith('__'),
	);
	return [
		line,
		...environment.map(([name, value]) => `${name}=${JSON.stringify(value)}`),
		JSON.stringify(Object.fromEntries(rest), null, 1),
		'',
	].join('\n');
}

/** The files from which the configuration takes its environment, as written. */
export function envFilesOf({ envFile }: Readonly<Record<string, unknown>>): readonly string[] {
	const files: readonly unknown[] = Array.isArray(envFile) ? envFile : [envFile];
	return files.filter((file) => typeof file === 'string' && file !== '') as readonly string[];
}

/** Which variable or key a line of the text gives a value to. */
export function keyOfLine(line: string): string | undefined {
	return /^([A-Za-z_][\w.]*)=|^\s*"([^"\\]+)":/.exec(line)?.slice(1).find(Boolean);
}

/** A list, or a command line. */
function wordsOf(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value.replace(/[\r\n]+/g, ' ')];
	if (!Array.isArray(value)) return [];
	return value
		.filter((word) => typeof word === 'string')
		.flatMap(optionAndValue)
		.map((word) => JSON.stringify(word));
}

/** `--cert=a.pem` is read as `--cert a.pem`, so that both kinds of options go together. */
function optionAndValue(word: string): readonly string[] {
	const [, option, value] = /^(--?[A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
	return option === undefined || value === undefined ? [word] : [option, value];
}

/** Null takes a variable away. */
function ownVariables(env: unknown): Record<string, string> {
	const entries = typeof env === 'object' && env !== null ? Object.entries(env) : [];
	return Object.fromEntries(
		entries
			.filter(([name]) => /^[A-Za-z_][\w.]*$/.test(name))
			.map(([name, value]) => [name, typeof value === 'string' ? value : '']),
	);
}
