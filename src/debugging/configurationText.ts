/** A debug configuration as a text in which paths and blocks are found as in any other: a command, then settings. */

/** Named elsewhere in the text, or of no concern to the program that is started. */
const leftOut = new Set([
	...['name', 'preLaunchTask', 'envFile'],
	...['args', 'runtimeArgs', 'vmArgs', 'command', 'env'],
]);

/**
 * `variables` are those of the environment files; the configuration's own go before them. Values stand in double quotes
 * and escaped, as in JSON, so that each has its line.
 */
export function configurationText(
	configuration: Readonly<Record<string, unknown>>,
	variables: Readonly<Record<string, string>>,
): string {
	const { runtimeArgs, vmArgs, args, command, env } = configuration;
	const line = ['run', ...[command, runtimeArgs, listOf(vmArgs), args].flatMap(wordsOf)].join(' ');
	const own = ownVariables(env);
	const environment = Object.entries({ ...variables, ...own.plain });
	const rest = Object.entries(configuration).filter(
		// Two underlines begin what VS Code itself adds.
		([key]) => !leftOut.has(key) && !key.startsWith('__'),
	);
	if (Object.keys(own.others).length > 0) rest.push(['env', own.others]);
	return [
		line,
		...environment.map(([name, value]) => `${name}=${JSON.stringify(value)}`),
		JSON.stringify(Object.fromEntries(rest), null, 1),
		'',
	].join('\n');
}

/**
 * The files from which the configuration takes its environment, as written; a variable of a later one counts. What Node.js
 * and others read by an option comes first: it counts where nothing else sets it.
 */
export function envFilesOf(configuration: Readonly<Record<string, unknown>>): readonly string[] {
	const { envFile, runtimeArgs, args } = configuration;
	const files: readonly unknown[] = Array.isArray(envFile) ? envFile : [envFile];
	return [...envFileOptions(runtimeArgs), ...envFileOptions(args), ...files].filter(
		(file) => typeof file === 'string' && file !== '',
	) as readonly string[];
}

function envFileOptions(value: unknown): readonly string[] {
	const words = listOf(value).flatMap(optionAndValue);
	return words.filter((_, at) => /^--env-file(?:-if-exists)?$/.test(words[at - 1] ?? ''));
}

/** The words of a list, or of a command line without its quotes. */
function listOf(value: unknown): readonly string[] {
	if (typeof value === 'string') {
		const words = value.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
		return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
	}
	return Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];
}

/** Which variable or key a line of the text gives a value to. */
export function keyOfLine(line: string): string | undefined {
	return /^([A-Za-z_][\w.]*)=|^\s*"([^"\\]+)":/.exec(line)?.slice(1).find(Boolean);
}

/** A list, or a command line. */
function wordsOf(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value.replace(/[\r\n]+/g, ' ')];
	return listOf(value)
		.flatMap(optionAndValue)
		.map((word) => JSON.stringify(word));
}

/** `--cert=a.pem` is read as `--cert a.pem`, so that both kinds of options go together, without quotes around the path. */
function optionAndValue(word: string): readonly string[] {
	const [, option, value] = /^(--?[A-Za-z][\w.-]*)=(.*)$/s.exec(word) ?? [];
	if (option === undefined || value === undefined) return [word];
	return [option, value.replace(/^(["'])(.*)\1$/s, '$2')];
}

/** Null takes a variable away. `others` have names that no file of variables could set, such as `Kestrel:Path`. */
function ownVariables(env: unknown): Record<'plain' | 'others', Record<string, string>> {
	const entries = typeof env === 'object' && env !== null ? Object.entries(env) : [];
	const named = (isWanted: (name: string) => boolean) =>
		Object.fromEntries(
			entries
				.filter(([name]) => isWanted(name))
				.map(([name, value]) => [name, typeof value === 'string' ? value : '']),
		);
	const isPlain = (name: string) => /^[A-Za-z_][\w.]*$/.test(name);
	return {
		plain: named(isPlain),
		others: named((name) => !isPlain(name) && /^[^\s=]+$/.test(name)),
	};
}
