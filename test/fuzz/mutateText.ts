/** What stands around blocks in files, and what people and programs do to them. */
import { toPem } from '../../src/core/find/pem.js';
import type { Random } from '../support/random.js';
import type { Sample } from './samples.js';

type Dress = (text: string, random: Random) => string;

const escaped: Dress = (text, random) =>
	`KEY=${random.one(['"', "'", ''])}${text.replace(/\n/g, random.one(['\\n', '\\\\n', '\\r\\n', '%0A', '\\u000a']))}"`;

const prefixed: Dress = (text, random) =>
	text.replace(/^/gm, random.one(['    ', '\t', '> ', '# ', '// ', ' * ', '+', '- ', '| ', '>> ']));

const quoted: Dress = (text, random) =>
	text.replace(/^(.*)$/gm, random.one(['"$1\\n" +', "'$1'", '"$1",', '`$1`', '"$1\\n"']));

const lineBreaks: Dress = (text, random) =>
	text.replace(/\n/g, () => random.one(['\r\n', '\r', '\n', '\n\n', ' \n', '\u2028', '']));

const rewrapped: Dress = (text, random) => {
	const width = random.one([1, 7, 63, 76, 5000]);
	return text.replace(/(?<=-----\n)[^-]+(?=-----END)/g, (body) =>
		body.replace(/\n/g, '').replace(new RegExp(`.{1,${width}}`, 'g'), '$&\n'),
	);
};

const inBase64: Dress = (text, random) =>
	`data: ${random.one(['', '"'])}${Buffer.from(text).toString('base64')}\n`;

const inYaml: Dress = (text) => `tls:\n  ca: |\n${text.replace(/^/gm, '    ')}\n  next: 1\n`;

const inJson: Dress = (text) => JSON.stringify({ ca: text, list: [text] }, undefined, 2);

const oneLine: Dress = (text) => text.replace(/\n/g, ' ');

const spoiltMarker: Dress = (text, random) =>
	text.replace(random.one([/-----BEGIN/, /-----END/, /-----\n/, /CERTIFICATE/]), () =>
		random.one([
			'----BEGIN',
			'\u2014\u2014END',
			'-----begin',
			'',
			'------',
			'CERTIFCATE',
			'-----\t\n',
		]),
	);

const pieces = [
	'-----BEGIN ',
	'-----END ',
	'-----',
	'\0',
	'\ufeff',
	'\u200b',
	'==',
	'\\',
	'"',
	"'",
	'\r',
]
	.concat(['{', '<', 'MII', 'LS0tLS1CRUdJTi', '\ud800', 'BEGIN', '=', ' '.repeat(400)])
	.concat([
		'A'.repeat(3000),
		'\n'.repeat(200),
		'-----BEGIN X-----\n'.repeat(40),
		'\\n'.repeat(300),
	]);

const inserted: Dress = (text, random) => {
	const at = random.below(text.length + 1);
	return text.slice(0, at) + random.one(pieces) + text.slice(at);
};

const removed: Dress = (text, random) => {
	const at = random.below(text.length + 1);
	return text.slice(0, at) + text.slice(at + random.one([1, 1, 5, 64, 700]));
};

const cut: Dress = (text, random) => text.slice(0, random.below(text.length + 1));

const twice: Dress = (text, random) => text + random.one(['', '\n', ' ', ',']) + text;

const hugeLine: Dress = (text, random) =>
	random.one(['x', 'A', '-', ' ', '"', '\\']).repeat(20_000) + text;

/** So far from all else that an edit there is no reason to look at it again. */
const farApart: Dress = (text, random) => {
	const others = random.one(['name: value\n', '- ', 'x', '\n']);
	const far = others.repeat(Math.ceil(70_000 / others.length));
	return random.chance(0.5) ? far + text : text + far;
};

const ways: readonly Dress[] = [
	...[escaped, prefixed, quoted, lineBreaks, rewrapped, inBase64, inYaml, inJson, oneLine],
	...[spoiltMarker, inserted, inserted, removed, removed, cut, twice, hugeLine, farApart],
];

/** Text with the samples as PEM or bare base64, dressed in one to four ways. */
export function mutatedText(samples: readonly Sample[], random: Random): string {
	let text = samples
		.map(({ label, der }) =>
			random.chance(0.85) ? toPem(label, der) : `${der.toString('base64')}\n`,
		)
		.join(random.one(['', '\n', 'name: value\n']));
	for (let count = random.below(5); count > 0 && text.length < 300_000; count -= 1) {
		text = random.one(ways)(text, random);
	}
	return text;
}

/** An edit as somebody types or pastes it. */
export function anEdit(
	text: string,
	random: Random,
): { readonly start: number; readonly end: number; readonly inserted: string } {
	const near = random.chance(0.4)
		? text.indexOf(random.one(['BEGIN', 'END', 'MII']), random.below(text.length + 1))
		: -1;
	const anywhere = random.below(text.length + 1);
	// As far as from the middle of a line, or of a block.
	const start = near === -1 ? anywhere : Math.max(0, near - random.below(random.one([30, 1500])));
	const end = Math.min(text.length, start + random.one([0, 0, 1, 30, 2000]));
	return { start, end, inserted: random.chance(0.7) ? random.one(pieces) : '' };
}
