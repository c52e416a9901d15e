/** What the Node targets share: a whole program, as an ES module or CommonJS, that is run as it stands. */
import { jsString, jsTemplate } from './quote.js';
import type { Material, SnippetInput, Variant } from './target.js';

export const nodeVariants: readonly [Variant, ...Variant[]] = [
	{ id: 'esm', label: 'ES module' },
	{ id: 'cjs', label: 'CommonJS' },
];

/** Where an encrypted key's passphrase comes from when the program runs. */
const passphraseVariable = 'TLS_KEY_PASSPHRASE';

/** One imported module: named exports, or its default under a name. */
export type Import =
	| { readonly module: string; readonly names: readonly string[] }
	| { readonly module: string; readonly as: string };

/** The head comment, the imports (with `node:fs` where files are read), the inlined PEM, then the body. */
export function nodeScript(
	input: SnippetInput,
	title: string,
	imports: readonly Import[],
	body: string,
): string {
	const file = input.variant === 'cjs' ? 'client.cjs' : 'client.mjs';
	const needed = readsFiles(input)
		? [{ module: 'node:fs', names: ['readFileSync'] }, ...imports]
		: imports;
	const parts = [
		[`// ${title}. Save as ${file}, then: node ${file}`, ...needed.map(importer(input))].join('\n'),
		inlined(input),
		body,
	];
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export interface OptionLines {
	/** Spaces before each line. */
	readonly indent: number;
	/** SNI and lowest version are said elsewhere (`node-vault` wants them one level down). */
	readonly materialOnly?: boolean;
}

/** The lines of Node's TLS options (`tls.createSecureContext`), one `key: value,` each. */
export function tlsOptions(input: SnippetInput, { indent, materialOnly }: OptionLines): string {
	const lines = [
		`cert: ${value(input.certificate, 'certificate')},`,
		...(input.key ? [`key: ${value(input.key, 'privateKey')},`] : []),
		...(input.keyEncrypted ? [`passphrase: process.env.${passphraseVariable},`] : []),
		...(input.ca ? [`ca: ${value(input.ca, 'authorities')},`] : []),
		...(materialOnly ? [] : handshakeOptions(input).map((option) => `${option},`)),
	];
	return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

/** `servername: 'api.test'` where there is a name to send, and the lowest TLS version. */
export function handshakeOptions(input: SnippetInput): readonly string[] {
	const name = input.serverName;
	return [
		...(name === undefined ? [] : [`servername: ${jsString(name)}`]),
		`minVersion: 'TLSv1.2'`,
	];
}

function importer({ variant }: SnippetInput): (entry: Import) => string {
	return (entry) => {
		const what = 'as' in entry ? entry.as : `{ ${entry.names.join(', ')} }`;
		return variant === 'cjs'
			? `const ${what} = require('${entry.module}');`
			: `import ${what} from '${entry.module}';`;
	};
}

function readsFiles({ certificate, key, ca }: SnippetInput): boolean {
	return [certificate, key, ca].some((material) => material?.from === 'file');
}

function inlined({ certificate, key, ca }: SnippetInput): string {
	const named: [string, Material | undefined][] = [
		['certificate', certificate],
		['privateKey', key],
		['authorities', ca],
	];
	return named
		.flatMap(([name, material]) =>
			material?.from === 'text' ? [`const ${name} = ${jsTemplate(material.pem)};`] : [],
		)
		.join('\n\n');
}

function value(material: Material, name: string): string {
	return material.from === 'text' ? name : `readFileSync(${jsString(material.path)})`;
}
