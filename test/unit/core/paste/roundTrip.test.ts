/** PEM as it may be copied, pasted into documents as people write them: the format's own parser reads the same PEM. */
import assert from 'node:assert/strict';
import { parseEnv } from 'node:util';
import { parse as parseJsonc } from 'jsonc-parser';
import { parseAllDocuments } from 'yaml';
import { pemIn, pemInBase64 } from '../../../../src/core/paste/clipboard.js';
import { pemOf } from '../../../support/certificates.js';
import { type Random, randomly } from '../../../support/random.js';
import { pasted } from './pasting.js';

const leaf = pemOf();
const chain = leaf + pemOf({ name: 'CA' });
const oldKey =
	'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nTUlH\n-----END RSA PRIVATE KEY-----\n';
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** The same PEM as other programs leave it in the clipboard. */
function copied(random: Random, pem: string): string {
	const ways: readonly ((text: string) => string)[] = [
		(text) => text,
		crlf,
		(text) => text.trimEnd(),
		(text) => `\n\t${text}\n\n`,
		(text) => text.replace(/^(?=.)/gm, random.one(['  ', '\t', '      '])),
		(text) => JSON.stringify(text).slice(1, -1),
		(text) =>
			`Bag Attributes\n    localKeyID: 01 02\n    friendlyName: a: b\nsubject=CN = a\n${text}`,
		(text) => `Certificate:\n    Data:\n        Version: 3 (0x2)\n${text}`,
		(text) => `# the CA: |\n${text}`,
	];
	return random.one(ways)(pem);
}

interface Marked {
	readonly text: string;
	/** Where its PEM is, in which of several documents. */
	readonly path: readonly (string | number)[];
	readonly document: number;
	/** A block that ends without a line break (`|-`, `>-`). */
	readonly isStripped: boolean;
	readonly isBase64: boolean;
}

/** A value of YAML with a place for PEM behind `before`; lines below it are deeper than `column`. */
function yamlValue(random: Random, column: number, isItem: boolean): readonly [string, boolean] {
	const margin = ' '.repeat(column + random.one([1, 2, 3, 4]));
	const gap = isItem ? ' ' : random.one([' ', '  ', '\t']);
	const note = random.one(['', '', ' # a note: |', '  # "']);
	const chomp = random.one(['', '-', '+']);
	const isStripped = chomp === '-';
	const property = random.one(['', '', '', '&it ', '!!str ', '!!str &it ']);
	const block = (sign: string) => `${gap}${property}${sign}${chomp}`;
	return random.one<readonly [string, boolean]>([
		[`${gap}${property}‸${note}`, false],
		['‸', false],
		[`${gap}${property}"‸"${note}`, false],
		[`${gap}${property}'‸'${note}`, false],
		[`${gap}‸old‸`, false],
		[`${gap}‸|\n${margin}old\n${margin}lines‸`, false],
		...['|', '>'].flatMap((sign): readonly (readonly [string, boolean])[] => [
			[`${block(sign)}‸${note}`, isStripped],
			[`${block(sign)}${note}\n${margin}‸`, isStripped],
			[`${block(sign)}\n‸`, isStripped],
			[`${block(sign)}${note}\n${margin}‸old\n${margin}lines‸`, isStripped],
			[`${block(sign)}\n‸${margin}old\n${margin}lines‸`, isStripped],
			[`${block(sign)}\n\n${margin}‸old‸`, isStripped],
		]),
	]);
}

function yamlDocument(random: Random): Marked {
	let text = '';
	const path: (string | number)[] = [];
	let column = 0;
	let isItem = false;
	for (let depth = random.below(4); depth >= 0; depth -= 1) {
		const margin = ' '.repeat(column);
		const before = random.one(['', '', `${margin}first: "it's # [no"\n`, `${margin}# it's: [ |\n`]);
		const script = `${margin}script: |\n${margin}   a: "\n${margin}   b: [ {\n`;
		text += random.one([before, before, script, `${margin}flow: { a: [1, 'x'], b: "}" }\n`]);
		isItem = random.chance(0.3);
		if (isItem && depth === 0) {
			text += `${margin}list:\n${margin}- x\n${margin}-`;
			path.push('list', 1);
			break;
		}
		const key = random.one(['a', 'tls.crt', '"x y"', 'caBundle', "'q'", "that's"]);
		path.push(key.replace(/^["']|["']$/g, ''));
		text += `${margin}${key}:${depth === 0 ? '' : '\n'}`;
		if (depth === 0) {
			isItem = false;
			break;
		}
		column += random.one([1, 2, 4]);
		if (!isItem) continue;
		text += `${' '.repeat(column)}- name: x\n`;
		path.push(0);
		column += 2;
	}
	const [value, isStripped] = yamlValue(random, column, isItem);
	const rest = ' '.repeat(column);
	text += `${value}\n${random.one(['', '\n', '# end\n', `${rest}${isItem ? '- y' : 'last: "z"'}\n`])}`;
	const others = random.one(['', '', '---\nkind: "Secret"\ndata: {}\n']);
	const isLater = random.chance(0.2);
	return {
		text: isLater ? `a: 'b'\nc: |\n  d: [\n---\n${text}${others}` : text + others,
		...{ path, isStripped, document: isLater ? 1 : 0, isBase64: false },
	};
}

/** Manifests in which PEM is base64 in one place and itself in another. */
function manifest(random: Random): Marked {
	const kinds = { Secret: 'data', ConfigMap: 'binaryData' } as const;
	const kind = random.one(['Secret', 'ConfigMap'] as const);
	const isBase64 = random.chance(0.6);
	const others = { Secret: 'stringData', ConfigMap: 'data' };
	const field = (isBase64 ? kinds : others)[kind];
	const isFlow = random.chance(0.2);
	const value = random.one(['‸', '"‸"', "'‸'", '‸b2xk‸', '|‸', '|\n        ‸', '>-\n      ‸']);
	const stripped = value.startsWith('>');
	const own = isFlow
		? [`${field}: { a: b, tls.crt: ${value.replace(/^[|>][^‸]*/, '')} }`]
		: [
				`${field}:`,
				...random.some(['  a: b', '  {{- if .x }}', '  # a: b'], 2),
				`  tls.crt: ${value}`,
			];
	const fields = [
		`kind: ${random.one([kind, `"${kind}"`])}`,
		'metadata: { name: a }',
		own.join('\n'),
	];
	if (random.chance(0.5)) fields.reverse();
	const object = fields.join('\n');
	const other = kind === 'Secret' ? 'ConfigMap' : 'Secret';
	if (!random.chance(0.4)) {
		const text = `apiVersion: v1\n${object}\n`;
		const before = `kind: ${other}\ndata:\n  a: b\n---\n`;
		const isSecond = random.chance(0.4);
		return {
			text: isSecond ? before + text : `${text}---\n${before.slice(0, -4)}`,
			...{ path: [field, 'tls.crt'], document: isSecond ? 1 : 0, isBase64 },
			isStripped: stripped && !isFlow,
		};
	}
	const margin = random.one(['', '  ']);
	const item = (text: string) => `${margin}- ${text.replaceAll('\n', `\n${margin}  `)}\n`;
	const beside = item(`kind: ${other}\ndata:\n  a: b`);
	const isSecond = random.chance(0.5);
	const items = isSecond ? beside + item(object) : item(object) + beside;
	return {
		text: `apiVersion: v1\nkind: List\nitems:\n${items}`,
		...{ path: ['items', isSecond ? 1 : 0, field, 'tls.crt'], document: 0, isBase64 },
		isStripped: stripped && !isFlow,
	};
}

function yamlRead(text: string, { document, path }: Marked, shown: string): unknown {
	// What a template puts there is no YAML.
	const plain = text.replace(/^ *\{\{.*\}\}\r?\n/gm, '');
	const all = parseAllDocuments(plain);
	const found = all[document];
	assert.ok(found && 'errors' in found, shown);
	assert.deepEqual(found.errors, [], shown);
	return found.getIn(path);
}

function checkYaml(make: (random: Random) => Marked, seed: number): void {
	const random = randomly(seed);
	for (let round = 0; round < 1500; round += 1) {
		const pem = random.one([leaf, chain, oldKey]);
		const marked = make(random);
		const text = random.chance(0.3) ? crlf(marked.text) : marked.text;
		const clipboard = pemIn(copied(random, pem));
		assert.equal(clipboard, pem);
		const written = pasted('a.yaml', text, pem);
		const shown = `${JSON.stringify(text)}\n${written?.replaceAll(/M[\w+/=]{20,}/g, 'M…') ?? 'plain'}`;
		assert.ok(written !== undefined, shown);
		const value = yamlRead(written, marked, shown);
		const read = marked.isBase64 ? Buffer.from(String(value), 'base64').toString() : value;
		const wanted = marked.isStripped && !marked.isBase64 ? pem.trimEnd() : pem;
		// A block keeps the blank line that stood before the place, and `|+` those that follow.
		assert.equal(String(read).replace(/^\n|\n+(?=\n$)/g, ''), wanted, shown);
	}
}

describe('PEM pasted into random documents', () => {
	it('is read by YAML', () => checkYaml(yamlDocument, 20_261_126));
	it('is read by Kubernetes', () => checkYaml(manifest, 20_261_127));

	it('is read by JSON', () => {
		const random = randomly(20_261_128);
		for (let round = 0; round < 500; round += 1) {
			const pem = random.one([leaf, chain, oldKey]);
			const value = random.one(['‸', '"‸"', '‸"old"‸', '"‸o\\"ld‸"']);
			const gap = random.one(['', ' ', '\n\t']);
			const note = random.one(['', '', ` // it's "{\n`, ' /* [" */ ']);
			const object = `{${gap}"a\\"{": [1, {"b": "]"}],${note}"x":${gap}${value}${gap}${random.one(['', ', "c": {}'])}}`;
			const list = `[${gap}"a",${note}${value}${random.one(['', ', 1'])}${gap}]`;
			const isList = random.chance(0.4);
			const text = `{ "in": ${isList ? list : object} }`;
			const written = pasted(random.one(['a.json', 'a.jsonc']), text, pem);
			const errors: unknown[] = [];
			const read = parseJsonc(written ?? '', errors as never[]) as { in: Record<string, unknown> };
			assert.deepEqual(errors, [], text);
			assert.equal(read.in[isList ? 1 : 'x'], pem, text);
		}
	});

	it('is read by .env files', () => {
		const random = randomly(20_261_129);
		for (let round = 0; round < 300; round += 1) {
			const value = random.one(['‸', '"‸"', '‸old‸', '‸"old"‸', '‸ # note']);
			const name = random.one(['CERT=', 'export CERT=', 'CERT = ']);
			const text = `A=1\n# it's "\n${name}${value}\nB="x"\n`;
			const written = pasted('.env', random.chance(0.3) ? crlf(text) : text, leaf);
			const read = parseEnv(written ?? '');
			assert.equal(read['CERT'], leaf, text);
			assert.equal(read['B'], 'x', text);
		}
	});

	it('is found in the base64 that a Secret has', () => {
		const base64 = Buffer.from(chain).toString('base64');
		assert.equal(pemInBase64(base64), chain);
		assert.equal(pemInBase64(`  ${base64.replace(/.{76}/g, '$&\n')}\n`), chain);
		assert.equal(pemInBase64(`tls.crt: ${base64}`), undefined);
		assert.equal(pemInBase64(Buffer.from('-----BEGIN X').toString('base64')), undefined);
	});
});
