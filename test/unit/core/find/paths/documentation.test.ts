import assert from 'node:assert/strict';
import { findPathCandidates } from '../../../../../src/core/find/paths/findPaths.js';

const inAsciidoc = (text: string) =>
	findPathCandidates(text, { path: '/docs/install.adoc' }).map(({ raw }) => raw);

describe('paths in AsciiDoc', () => {
	for (const [what, text] of [
		['prose', 'Copy ca.pem to `/etc/tls/ca.pem`, or set cert_file: server.crt in it.'],
		['assignments and quotes', "VAULT_CACERT=ca.pem\ncert: 'server.pem'\n--cacert ca.pem"],
		['lists and tables', '* cert: a.pem\n. "b.key"\n|===\n| ca_file: ca.pem | "c.pem"\n|==='],
		['a comment', '////\ncert_file: a.pem\nlink:b.pem[b]\n////\n// link'],
		['other kinds of blocks', '[NOTE]\n====\ncert: a.pem\n====\n\n[quote]\ncert: "a.pem"'],
		['an open block', '--\ncert: a.pem\n--\n'],
		['links to elsewhere', 'link:https://a.test/ca.pem[CA] link:{certs}/a.pem[a] xlink:a.pem[b]'],
		['code whose language has no such names', '[source,typescript]\n----\nobj.key = a.pem;\n----'],
		['what a listing is followed by', '----\n$ ls\n----\ncert_file: a.pem'],
		['another length of delimiter', '----\n$ ls\n-----\n----\ncert_file: a.pem\n'],
	] as const) {
		it(`are not seen in ${what}`, () => {
			assert.deepEqual(inAsciidoc(text), []);
		});
	}

	for (const [what, text, ...expected] of [
		['links', 'See link:ca.pem[the CA] or\ninclude::certs/b.crt[]', 'ca.pem', 'certs/b.crt'],
		['a listing', '----\ncert_file: a.pem\n----', 'a.pem'],
		['a literal block', '....\nVAULT_CACERT=a.pem\n....', 'a.pem'],
		['a fence', '```yaml\ncert_file: a.pem\n```', 'a.pem'],
		['a listing in a language', '[source,bash]\n----\ncp a.pem b.pem\n----', 'a.pem', 'b.pem'],
		['a title between', '[source, sh]\n.Copy\n[[id]]\n----\ncp a.pem b\n----', 'a.pem'],
		['options', '[source%linenums,shell,subs=attributes]\n----\ncp a.pem b\n----', 'a.pem'],
		['the language alone', '[,bash]\n----\ncp a.pem b\n----', 'a.pem'],
		['a named language', '[source,language="bash"]\n----\ncp a.pem b\n----', 'a.pem'],
		[
			"the document's language",
			'= Title\n:source-language: bash\n\n[source]\n----\ncp a.pem b\n----',
			'a.pem',
		],
		['a paragraph of code', '[source,bash]\ncp a.pem b.pem\n\ncp c.pem d', 'a.pem', 'b.pem'],
		['an open block of code', '[source,bash]\n--\ncp a.pem b\n--\ncp c.pem d', 'a.pem'],
		['a listing in an example', '====\n----\ncert: a.pem\n----\n====', 'a.pem'],
		['a listing that is not closed', '----\ncert: a.pem', 'a.pem'],
		['lines with CRLF', '[source,bash]\r\n----\r\ncp a.pem b\r\n----\r\ncp c.pem d', 'a.pem'],
	] as const) {
		it(`are seen in ${what}`, () => {
			assert.deepEqual(inAsciidoc(text), expected);
		});
	}

	it('are never sure, go with no others, and stand where they say', () => {
		const text =
			'link:a.crt[a]\n\n[source,yaml]\n----\ncert: a.crt\nkey: b.key\n----\nlink:c.key[]';
		for (const kind of [{ path: '/a.asciidoc' }, { languageId: 'asciidoc' }]) {
			const found = findPathCandidates(text, kind);
			assert.deepEqual(
				found.map(({ raw, isSure }) => [raw, isSure]),
				['a.crt', 'a.crt', 'b.key', 'c.key'].map((raw) => [raw, false]),
			);
			assert.equal(new Set(found.map(({ scope }) => scope)).size, 4);
			for (const { start, end, raw } of found) assert.equal(text.slice(start, end), raw);
		}
	});
});

describe('paths in Markdown', () => {
	it('are read as the language of their fence writes them', () => {
		const markdown = (language: string, code: string) =>
			findPathCandidates(`\`\`\`${language}\n${code}\n\`\`\`\n`, { path: '/a.md' }).map(
				({ raw }) => raw,
			);
		assert.deepEqual(markdown('typescript', 'const cert = a.pem;'), []);
		assert.deepEqual(markdown('typescript', "read('a.pem')"), ['a.pem']);
		assert.deepEqual(markdown('markdown', '[a](a.pem)'), []);
		assert.deepEqual(markdown('dockerfile', 'COPY a.pem b.pem'), ['a.pem', 'b.pem']);
	});

	it('are looked for once where each fence opens another', () => {
		const text = `cert: a.pem\n${'~~~markdown\n'.repeat(20_000)}`;
		assert.deepEqual(findPathCandidates(text, { path: '/a.md' }), []);
	});
});
