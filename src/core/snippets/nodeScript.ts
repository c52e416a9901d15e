/** What the Node targets share: a whole program, as an ES module or CommonJS, that is run as it stands. */
import { addressOf, listenHost } from './address.js';
import { jsString, jsTemplate } from './quote.js';
import type { Material, SnippetInput, Variant } from './target.js';

export const nodeVariants: readonly [Variant, ...Variant[]] = [
	{ id: 'esm', label: 'ES module' },
	{ id: 'cjs', label: 'CommonJS' },
];

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
	const file = `${input.side}.${input.variant === 'cjs' ? 'cjs' : 'mjs'}`;
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
		...(input.keyEncrypted ? [`passphrase: process.env.${input.passphraseVariable},`] : []),
		...(input.ca ? [`ca: ${value(input.ca, 'authorities')},`] : []),
		...(materialOnly ? [] : handshakeOptions(input).map((option) => `${option},`)),
	];
	return lines.map((line) => ' '.repeat(indent) + line).join('\n');
}

/**
 * Of a client `servername: 'api.test'` where there is a name to send, of a server that clients need a certificate; and
 * the lowest TLS version.
 */
export function handshakeOptions(input: SnippetInput): readonly string[] {
	return [...peerOptions(input), `minVersion: '${input.minVersion}'`];
}

function peerOptions({ side, serverName }: SnippetInput): readonly string[] {
	if (side === 'server') return ['requestCert: true', 'rejectUnauthorized: true'];
	return serverName === undefined ? [] : [`servername: ${jsString(serverName)}`];
}

/** `8443`, or `8443, '127.0.0.1'` where the URL names an address. */
export function listenArguments({ url }: SnippetInput): string {
	const host = listenHost(url);
	return `${addressOf(url).port}${host === undefined ? '' : `, ${jsString(host)}`}`;
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
