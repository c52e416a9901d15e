import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { parse } from 'yaml';
import type { PlaceInput } from '../../../../src/core/paste/place.js';
import { isPathMeant, pathIn } from '../../../../src/core/paste/pathForm.js';

function at(marked: string, languageId: string, fileName = ''): PlaceInput {
	const start = marked.indexOf('‸');
	return { text: marked.replace('‸', ''), start, end: start, languageId, fileName };
}

describe('core/paste/pathForm', () => {
	for (const text of [
		...['cert_file: ‸', 'certFile: ‸', '"keyPath": "‸"', 'SSL_CERT_FILE=‸', 'cafile = "‸"'],
		...['ssl_certificate ‸;', '  ssl_certificate_key ‸', 'SSLCertificateFile ‸'],
	]) {
		it(`means a path in ${text}`, () => assert.ok(isPathMeant(at(text, 'plaintext'))));
	}

	for (const text of ['cert: ‸', 'CERT=‸', '"ca": "‸"', '‸', 'profile: ‸', 'server_name ‸']) {
		it(`means no path in ${text}`, () => assert.ok(!isPathMeant(at(text, 'plaintext'))));
	}

	it('is a value that the format reads', () => {
		for (const path of ['certs/api.crt', 'a b/it’s "x".crt', '../#1: y.crt', '10', '/etc/a.crt']) {
			const written = (marked: string, languageId: string) =>
				marked.replace('‸', () => pathIn(at(marked, languageId), path));
			assert.deepEqual(parse(written('file:‸', 'yaml')), { file: path });
			assert.deepEqual(parse(written('file: "‸"', 'yaml')), { file: path });
			assert.deepEqual(JSON.parse(written('{ "file": ‸ }', 'json')), { file: path });
			assert.deepEqual(JSON.parse(written('{ "file": "‸" }', 'json')), { file: path });
			assert.equal(written('file = ‸', 'toml'), `file = ${JSON.stringify(path)}`);
			assert.equal(runInNewContext(written("'‸'", 'javascript')), path);
			const printed = written('FILE=‸\nprintf %s "$FILE"', 'shellscript');
			assert.equal(execFileSync('sh', ['-c', printed], { encoding: 'utf8' }), path);
		}
		assert.equal(pathIn(at('file ‸;', 'plaintext'), 'certs/api.crt'), 'certs/api.crt');
	});
});
