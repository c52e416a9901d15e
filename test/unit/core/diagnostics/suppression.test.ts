import assert from 'node:assert/strict';
import { derOf, pemOf } from '../../../support/certificates.js';
import { findersFor } from '../../../support/findings.js';

const { findingsIn } = findersFor('expiry', 'framing');

const old = pemOf({ from: -30, to: -1 });
const indented = old.replace(/^(?=.)/gm, '  ');
const escaped = JSON.stringify(old);
const base64 = derOf({ from: -30, to: -1 }).toString('base64');

async function codesIn(text: string): Promise<string[]> {
	return (await findingsIn(text)).map(({ code }) => code);
}

describe('a comment that leaves findings out', () => {
	for (const [what, text] of [
		['above a block', `# pki-ignore\n${old}`],
		['bare, as text around PEM may be', `pki-ignore\n${old}`],
		['that names the code', `# pki-ignore: expired\n${old}`],
		['that names the rule', `# pki-ignore: expiry\n${old}`],
		['that names several, with a reason', `# pki-ignore: wrongLabel, expired -- a fixture\n${old}`],
		['with a reason in brackets', `# pki-ignore: expired (a fixture)\n${old}`],
		['above other comments and blank lines', `# pki-ignore\n# of last year\n\n${old}`],
		['with CRLF', `# pki-ignore\n${old}`.replaceAll('\n', '\r\n')],
		['above a key of YAML', `# pki-ignore: expired\ntls.crt: |\n${indented}`],
		['behind a key of YAML', `tls.crt: |- # pki-ignore: expired\n${indented}`],
		['above a key of JSON', `{\n\t// pki-ignore\n\t"cert": ${escaped}\n}`],
		['behind a value of JSON', `{\n\t"cert": ${escaped}, // pki-ignore: expired\n}`],
		['in a dotenv file', `# pki-ignore\nCERT=${escaped}`],
		['in XML', `<!-- pki-ignore: expired -->\n<X509Certificate>${base64}</X509Certificate>`],
		[
			'in XML, behind the value',
			`<X509Certificate>${base64}</X509Certificate> <!-- pki-ignore -->`,
		],
		['in TypeScript', `/* pki-ignore: expired */\nconst pem = \`\n${old}\`;`],
		['in a comment of several lines', `/*\n * pki-ignore\n */\nconst pem = [\n"${base64}"];`],
		['in Terraform', `# pki-ignore\ncert = <<-EOT\n${indented}EOT`],
		['in SQL', `-- pki-ignore\n${old}`],
		['in an INI file', `; pki-ignore\n${old}`],
		['in LaTeX', `% pki-ignore\n${old}`],
		['in a batch file', `REM pki-ignore\n${old}`],
		['for the whole file', `${old}${old}# pki-ignore-file`],
		['for the whole file, by code', `# pki-ignore-file: expired\n\ntitle\n${old}${old}`],
	] as const) {
		it(what, async () => {
			assert.deepEqual(await codesIn(text), []);
		});
	}

	for (const [what, text, count] of [
		['another code', `# pki-ignore: wrongLabel\n${old}`, 1],
		['no code behind its colon', `# pki-ignore:\n${old}`, 1],
		['the block above only', `# pki-ignore\n${old}${old}`, 1],
		['another value, behind which it stands', `other: 1 # pki-ignore\ncert: |\n${indented}`, 1],
		['nothing, being far away', `# pki-ignore\n\ntitle\n${old}`, 1],
		['nothing, being a value', `{ "pki-ignore": ${escaped} }`, 1],
		['nothing, being another word', `# pki-ignored\n${old}`, 1],
		['nothing, being part of a sentence', `# see pki-ignore\n${old}`, 1],
		['another code in the whole file', `# pki-ignore-file: notYetValid\n${old}${old}`, 2],
	] as const) {
		it(`that names ${what}`, async () => {
			assert.deepEqual(
				await codesIn(text),
				Array.from({ length: count }, () => 'expired'),
			);
		});
	}

	it('reaches what is found within the block', async () => {
		const torn = pemOf().replace(/^(.*\n.{10})./, '$1!');
		assert.deepEqual(await codesIn(`# pki-ignore\n${torn}`), []);
		assert.deepEqual(await codesIn(torn), ['tornBase64']);
	});
});
