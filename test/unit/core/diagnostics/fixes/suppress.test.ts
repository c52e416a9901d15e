import assert from 'node:assert/strict';
import { applied } from '../../../../../src/core/diagnostics/fixes/placeOfBlock.js';
import { suppressionOf } from '../../../../../src/core/diagnostics/fixes/suppress.js';
import { pemOf } from '../../../../support/certificates.js';
import { findingsOf } from '../rules/said.js';

const pem = pemOf({ name: 'old.test', from: -90, to: -60 });
const indented = (by: string) => pem.trimEnd().replaceAll('\n', `\n${by}`);
const escaped = pem.replaceAll('\n', '\\n');
const base64 = Buffer.from(pem).toString('base64');

/** The text with the comment in it; undefined where none is offered. */
async function ignored(
	text: string,
	languageId: string,
	path?: string,
): Promise<string | undefined> {
	const finding = (await findingsOf(text, { path })).find(({ code }) => code === 'expired');
	assert.ok(finding, text);
	const comment = suppressionOf({ text, languageId, path }, finding);
	if (!comment) return undefined;
	const then = applied(text, [comment]);
	const left = await findingsOf(then, { path });
	assert.ok(!left.some(({ code }) => code === 'expired'), then);
	return then;
}

describe('a comment that leaves a finding out', () => {
	for (const [languageId, text, line, place] of [
		['pem', `# web\n${pem}`, '# pki-ignore: expired', 1],
		['yaml', `tls:\n  cert: |\n    ${indented('    ')}\n`, '  # pki-ignore: expired', 1],
		['yaml', `data:\n  tls.crt: ${base64}\n`, '  # pki-ignore: expired', 1],
		['yaml', `data:\n  tls.crt: >-\n    ${base64}\n`, '  # pki-ignore: expired', 1],
		['typescript', `const a = 1;\nconst pem = \`${pem}\`;\n`, '// pki-ignore: expired', 1],
		['javascript', `const pem = "${escaped}";\n`, '// pki-ignore: expired', 0],
		['terraform', `cert = <<EOT\n${pem}EOT\n`, '# pki-ignore: expired', 0],
		['xml', `<a>\n<X>${base64}</X>\n</a>\n`, '<!-- pki-ignore: expired -->', 1],
		['sql', `insert into t values ('${escaped}');\n`, '-- pki-ignore: expired', 0],
	] as const) {
		it(`stands above the value in ${languageId}: ${text.slice(0, 24)}`, async () => {
			for (const eol of ['\n', '\r\n']) {
				const before = text.replaceAll('\n', eol);
				const lines = before.split(eol);
				const expected = [...lines.slice(0, place), line, ...lines.slice(place)].join(eol);
				assert.equal(await ignored(before, languageId), expected);
			}
		});
	}

	it('goes by the name of a file without a language', async () => {
		const env = `CERT="${escaped}"\n`;
		assert.equal(await ignored(env, 'plaintext', '/app/.env'), `# pki-ignore: expired\n${env}`);
		assert.equal(await ignored(pem, 'plaintext', '/app/web.crt'), `# pki-ignore: expired\n${pem}`);
	});

	it('is not offered where there are no comments, or where it would be part of the value', async () => {
		assert.equal(await ignored(`{"cert": "${escaped}"}`, 'json', '/a.json'), undefined);
		assert.equal(await ignored(`cert: ${escaped}`, 'a-language-nobody-knows'), undefined);
		const second = `tls: |\n  # both\n  some text\n  ${indented('  ')}\n`;
		assert.equal(await ignored(second, 'yaml'), undefined);
	});
});
