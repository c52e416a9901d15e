import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { replacementsOf } from '../../../../../src/core/diagnostics/fixes.js';
import { openclaw } from '../../../../../src/core/snippets/targets/openclaw/openclaw.js';
import { findersFor } from '../../../../support/findings.js';
import { countedWork } from '../../../../support/countedWork.js';
import { goldenCases } from '../../../../support/goldenTargets.js';

const { findingsIn, markedIn, saidOf } = findersFor('lost-indentation');
const at = { path: '/agent/profile.yaml' };

/** As a page without indentation shows it. */
const flattened = (text: string) => text.replaceAll(/^ +/gm, '');

const whole = [
	'# The agent.',
	'name: agent',
	'vault_connection:',
	'  url: https://vault.claw.internal:8200',
	'',
	'  # By path.',
	'  mtls:',
	'    cert_file: /mounts/secrets/agent.crt',
	'    key_file: /mounts/secrets/agent.key',
	'    ca_cert_file: /mounts/secrets/root_ca.crt',
	'log: info',
	'',
].join('\n');

async function mended(text: string): Promise<string> {
	let result = text;
	const findings = await findingsIn(text, at);
	assert.ok(findings.length > 0);
	for (const { fix, start } of findings.toReversed()) {
		assert.ok(fix);
		const edits = replacementsOf({ blocks: [], text, ...at }, fix, start) ?? [];
		for (const edit of edits.toReversed()) {
			result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
		}
	}
	return result;
}

describe('a client configuration in YAML that lost its indentation', () => {
	const paths = goldenCases(openclaw).filter(({ input }) => input.certificate.from === 'file');

	it('is seen at the outermost key, in all that the target writes, and mended', async () => {
		assert.ok(paths.length > 0);
		for (const { title, input } of paths) {
			const text = openclaw.render(input);
			assert.deepEqual(await saidOf(text, at), [], title);
			const flat = flattened(text);
			// Nothing but the meaning is another: it can be parsed as before.
			assert.equal((parse(flat) as { vault_connection: unknown }).vault_connection, null, title);
			assert.deepEqual(await saidOf(flat, at), ['lostIndentation warning'], title);
			assert.deepEqual(await markedIn(flat, at), ['vault_connection'], title);
			assert.equal(await mended(flat), text, title);
		}
	});

	it('is mended as far as it reaches, and what stands around it stays', async () => {
		const text = flattened(whole);
		assert.deepEqual(parse(await mended(text)), parse(whole));
		const crlf = text.replaceAll('\n', '\r\n');
		assert.deepEqual(parse(await mended(crlf)), parse(whole));
	});

	it('is seen where one level alone is lost, and where it stands in a list', async () => {
		const inner = whole.replaceAll(/^ {4}/gm, '  ');
		assert.deepEqual(await markedIn(inner, at), ['mtls']);
		assert.deepEqual(parse(await mended(inner)), parse(whole));
		const outer = whole.replaceAll(/^ {2}/gm, '');
		assert.deepEqual(await markedIn(outer, at), ['vault_connection']);
		assert.deepEqual(parse(await mended(outer)), parse(whole));
		const listed = ['agents:', '  - vault_connection:', '    url: https://a.test', ''].join('\n');
		assert.deepEqual(await markedIn(listed, at), ['vault_connection']);
		assert.deepEqual(parse(await mended(listed)), {
			agents: [{ vault_connection: { url: 'https://a.test' } }],
		});
	});

	it('is none where the key is empty for another reason, has a value, or the file is no YAML', async () => {
		for (const text of [
			whole,
			'vault_connection:\n',
			'vault_connection: {}\nurl: https://a.test\n',
			'vault_connection:\nother: 1\nurl: https://a.test\n',
			'mtls:\n  - a\nurl: https://a.test\n',
			'a:\n  mtls:\ncert_file: /x.crt\n',
		]) {
			assert.deepEqual(await saidOf(text, at), [], text);
		}
		assert.deepEqual(await saidOf(flattened(whole), { path: '/a/notes.md' }), []);
		assert.deepEqual(await saidOf(flattened(whole)), ['lostIndentation warning']);
	});

	it('is looked for in linear time', async () => {
		const text = 'vault_connection:\nmtls:\ncert_file: /a.crt\n';
		const work = (times: number) => countedWork(() => saidOf(text.repeat(times), at));
		await work(10);
		const [small, large] = [await work(50), await work(500)];
		assert.ok(large < 15 * small + 5000, `${small} and ${large}`);
	});
});
