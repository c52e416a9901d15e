/** How paths are written in a file: by its language, else by its name. */

export type Family = 'code' | 'yaml' | 'prose' | 'dockerfile' | 'shell' | 'config';

const byLanguage: Readonly<Record<string, Family>> = {
	...all('code', [
		...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python', 'go', 'java'],
		...['csharp', 'rust', 'c', 'cpp', 'php', 'ruby', 'kotlin', 'swift', 'scala', 'groovy', 'lua'],
		...['perl', 'r', 'dart', 'elixir', 'clojure', 'fsharp', 'vb', 'css', 'scss', 'less', 'sql'],
		...['vue', 'svelte', 'objective-c', 'html'],
	]),
	...all('yaml', ['yaml', 'dockercompose', 'helm', 'github-actions-workflow']),
	...all('prose', [
		'markdown',
		'asciidoc',
		'restructuredtext',
		'latex',
		'log',
		'git-commit',
		'diff',
	]),
	...all('dockerfile', ['dockerfile']),
	...all('shell', ['shellscript', 'powershell', 'bat', 'makefile']),
};

const byExtension: Readonly<Record<string, Family>> = {
	...all('code', [
		...['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'py', 'go', 'java', 'cs', 'rs', 'c'],
		...['h', 'cc', 'cpp', 'hpp', 'php', 'rb', 'kt', 'kts', 'swift', 'scala', 'groovy', 'lua', 'pl'],
		...['dart', 'ex', 'exs', 'css', 'html', 'vue', 'svelte', 'sql'],
	]),
	...all('yaml', ['yaml', 'yml']),
	...all('prose', ['md', 'markdown', 'adoc', 'asciidoc', 'rst', 'tex', 'log', 'diff', 'patch']),
	...all('shell', ['sh', 'bash', 'zsh', 'fish', 'ps1', 'bat', 'cmd', 'shell', 'console']),
};

function all(family: Family, names: readonly string[]): Record<string, Family> {
	return Object.fromEntries(names.map((name) => [name, family]));
}

export interface TextKind {
	/** VS Code's, such as `yaml`. */
	readonly languageId?: string | undefined;
	/** With `/` between folders. */
	readonly path?: string | undefined;
}

/** Documentation whose links and code can be told from its prose. */
export function documentationOf({
	languageId,
	path = '',
}: TextKind): 'markdown' | 'asciidoc' | undefined {
	if (languageId === 'markdown' || languageId === 'asciidoc') return languageId;
	if (/\.(?:md|markdown)$/i.test(path)) return 'markdown';
	return /\.(?:adoc|asciidoc)$/i.test(path) ? 'asciidoc' : undefined;
}

export function familyOf({ languageId = '', path = '' }: TextKind): Family {
	const known = Object.hasOwn(byLanguage, languageId) ? byLanguage[languageId] : undefined;
	if (known) return known;
	const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
	if (/^(?:dockerfile|containerfile)(?:\.|$)/.test(name)) return 'dockerfile';
	if (/^(?:makefile|justfile)$/.test(name)) return 'shell';
	const extension = name.slice(name.lastIndexOf('.') + 1);
	return (Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined) ?? 'config';
}
