import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { circlesAmong } from './scripts/lib/importGraph.mjs';

const features = [
	'explorer',
	'commands',
	'details',
	'editor',
	'problems',
	'status',
	'tools',
	'inventory',
	'tasks',
	'debugging',
	'peers',
	'explanations',
];

/**
 * Folders of `src` that files of one folder may not import, statically or by `import()`.
 *
 * @param {string} folder
 * @param {readonly string[]} forbidden Folders of `src`, or package names.
 * @param {string} message
 */
function layer(folder, forbidden, message) {
	const folders = forbidden.filter((name) => name !== 'vscode');
	const paths = folders.join('|');
	return {
		files: [`src/${folder}/**/*.ts`],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: forbidden.includes('vscode') ? [{ name: 'vscode', message }] : [],
					patterns: [{ regex: `^\\.\\.?/(.*/)?(${paths})/`, message }],
				},
			],
			'no-restricted-syntax': [
				'error',
				...everywhere,
				{
					selector: `ImportExpression[source.value=/^\\.\\.?\\u002f(.*\\u002f)?(${paths})\\u002f/]`,
					message,
				},
			],
		},
	};
}

const sources = globSync('src/**/*.ts', { cwd: import.meta.dirname }).map((file) =>
	join(import.meta.dirname, file),
);

/** @type {ReturnType<typeof circlesAmong> | undefined} Found with the first file that asks. */
let circles;

/** Files that import one another can only be understood and moved together. */
const noCircles = {
	meta: { type: 'problem', schema: [] },
	create: (context) => ({
		Program(node) {
			circles ??= circlesAmong(sources);
			const members = circles.get(context.filename);
			if (!members) return;
			const names = members.map((file) => relative(import.meta.dirname, file)).join(', ');
			context.report({ node, message: `These files import one another in a circle: ${names}` });
		},
	}),
};

/** One door for commands: it narrows, logs and shows errors. */
const commandDoor = {
	selector:
		"CallExpression[callee.property.name=/^register(TextEditor)?Command$/][callee.object.property.name='commands']",
	message:
		'Commands are registered in src/commands/command.ts only: add a line to src/commands/index.ts.',
};
const everywhere = [commandDoor];

export default tseslint.config(
	{ ignores: ['dist', 'out', 'node_modules', '.vscode-test', 'sample', 'docs'] },
	{
		files: ['src/**/*.ts', 'test/**/*.{ts,cts}'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: {
			parserOptions: {
				project: ['./tsconfig.json', './src/webview/tsconfig.json'],
				tsconfigRootDir: import.meta.dirname,
			},
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			// CommonJS files (.cts) have no other form.
			'@typescript-eslint/no-require-imports': ['error', { allowAsImport: true }],
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true },
			],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
			],
			'@typescript-eslint/no-misused-spread': [
				'error',
				{ allow: [{ from: 'lib', name: 'string' }] },
			],
			// `process.env['NAME']` says that the name comes from outside.
			'@typescript-eslint/dot-notation': 'off',
			// Handlers that have nothing to say are written as empty arrows.
			'@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
			eqeqeq: 'error',
			'no-empty': ['error', { allowEmptyCatch: false }],
			'no-console': 'error',
			'no-eval': 'error',
			'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
		},
	},
	{
		files: ['src/**/*.ts'],
		plugins: { local: { rules: { 'no-circles': noCircles } } },
		rules: { 'no-restricted-syntax': ['error', ...everywhere], 'local/no-circles': 'error' },
	},
	{
		files: ['src/**/*.ts'],
		plugins: { regexp },
		rules: {
			// Hostile files reach our regular expressions: none may take more than linear time, not even by starting over and over.
			'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
			'regexp/no-super-linear-move': ['error', { report: 'potential' }],
		},
	},
	{ files: ['src/commands/command.ts'], rules: { 'no-restricted-syntax': 'off' } },
	layer(
		'core',
		['vscode', 'services', 'ui', 'webview', ...features],
		'The core knows neither the editor nor an outer layer: pass what it needs as an argument.',
	),
	...['services', 'ui'].map((folder) =>
		layer(folder, features, `${folder} lies below the features: turn the dependency round.`),
	),
	...features.map((feature) =>
		layer(
			feature,
			features.filter((other) => other !== feature),
			'Features never import one another: meet in extension.ts, share in services or ui.',
		),
	),
	{ files: ['src/commands/command.ts'], rules: { 'no-restricted-syntax': 'off' } },
	{
		files: ['**/*.mjs', 'scripts/**/*.cjs'],
		rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'no-empty': 'error' },
	},
);
