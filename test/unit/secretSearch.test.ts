import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findIn, needleOf, sweepFolder } from '../support/secretSearch.js';

const token = 's.planted-token-0123456789';
const { privateKey } = generateKeyPairSync('ec', {
	namedCurve: 'P-256',
	publicKeyEncoding: { type: 'spki', format: 'pem' },
	privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

describe('the search for planted secrets', () => {
	const planted = [needleOf('token', token), needleOf('key', privateKey)];

	for (const [shape, content] of [
		['plain text', `{"token":"${token}"}`],
		['UTF-16', Buffer.from(`x${token}y`, 'utf16le')],
		['base64', Buffer.from(`{"token":"${token}"}`).toString('base64')],
		['base64 of a word beside it', Buffer.from(`ab${token}`).toString('base64')],
	] as const) {
		it(`finds a token in ${shape}`, () => {
			assert.deepEqual(findIn(content, planted), ['token']);
		});
	}

	it('finds a key however its lines end', () => {
		for (const end of ['\n', '\r\n', '\\n', '&#10;', ' ']) {
			const found = findIn(privateKey.replaceAll('\n', end), planted);
			assert.deepEqual(found, ['key'], JSON.stringify(end));
		}
	});

	it('finds nothing in another key of the same kind', () => {
		const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
		assert.deepEqual(findIn(String(other.export({ type: 'pkcs8', format: 'pem' })), planted), []);
	});

	it('reads every file below a folder and names the one', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'pki-workbench-search-'));
		try {
			mkdirSync(join(folder, 'data/logs'), { recursive: true });
			writeFileSync(join(folder, 'data/logs/a.log'), `leaked ${token}`);
			writeFileSync(join(folder, 'data/clean'), 'nothing');
			const { found, files } = await sweepFolder(folder, planted);
			assert.deepEqual(found, ['data/logs/a.log: token']);
			assert.equal(files.length, 2);
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});
});
