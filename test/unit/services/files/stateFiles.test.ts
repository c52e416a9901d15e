import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStateFiles } from '../../../../src/services/files/stateFiles.js';

describe('the files of a connection', () => {
	let folder: string;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), 'pki-workbench-state-'));
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it('are read, written, appended to and deleted, for their owner only', async () => {
		const files = createStateFiles(join(folder, 'connection'));
		assert.equal(await files.read('ledger.jsonl'), undefined);
		await files.append('ledger.jsonl', 'one');
		await files.append('ledger.jsonl', 'two');
		assert.equal(await files.read('ledger.jsonl'), 'one\ntwo\n');
		await files.write('ledger.jsonl', 'three\n');
		assert.equal(await files.read('ledger.jsonl'), 'three\n');
		const { mode } = statSync(join(folder, 'connection/ledger.jsonl'));
		assert.equal(mode & 0o777, 0o600);
		await files.delete('ledger.jsonl');
		await files.delete('ledger.jsonl');
		assert.equal(await files.read('ledger.jsonl'), undefined);
	});
});
