import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from '../../../../src/core/decode/decode.js';
import { oldEncryptionOf } from '../../../../src/core/diagnostics/faults/oldKeyEncryption.js';
import { reencryptCommand } from '../../../../src/core/snippets/reencrypt.js';

describe('the command that re-encrypts a private key', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "pki 'key' $(x) "));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it('has OpenSSL write a key that programs of today open, whatever the folder is called', () => {
		const key = join(folder, 'web.key');
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const plain = privateKey.export({ type: 'pkcs8', format: 'pem' });
		const old = ['-topk8', '-v1', 'PBE-MD5-DES', '-provider', 'default', '-provider', 'legacy'];
		const made = execFileSync('openssl', ['pkcs8', ...old, '-passout', 'pass:x'], { input: plain });
		writeFileSync(key, made);
		const kindOf = (text: string) => {
			const [block] = decode(text);
			assert.ok(block?.facts?.kind === 'privateKey');
			return oldEncryptionOf({ facts: block.facts, der: block.der, text })?.name;
		};
		assert.equal(kindOf(made.toString()), 'PBE-MD5-DES');
		const command = `${reencryptCommand(key, 'linux')} -passin pass:x -passout pass:x`;
		execFileSync('/bin/sh', ['-c', command], { stdio: 'pipe' });
		assert.equal(kindOf(readFileSync(join(folder, 'web.aes256.key'), 'utf8')), undefined);
	});

	it('is quoted for PowerShell on Windows', () => {
		assert.match(
			reencryptCommand("C:\\it's\\$env:x ’.key", 'win32'),
			/ -in 'C:\\it''s\\\$env:x ’’\.key' -out 'C:\\it''s\\\$env:x ’’\.aes256\.key'$/,
		);
	});
});
