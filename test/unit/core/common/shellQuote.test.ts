import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { powerShellQuote, shellQuote } from '../../../../src/core/common/shellQuote.js';

describe('core/common/shellQuote', () => {
	const hostile = [
		'plain',
		'two words',
		"o'clock",
		'$(touch x) `id` "y" !! \\n %s %b',
		'; rm -rf / #',
		'line\nbreak',
		'\u001b[201~echo\rowned\u0007',
		"all '\u0001$`\\\"!' of it",
		'ünïcode \u0085 ☃',
		'safe\u202Etxt.exe\u200B\uFEFF\u2066',
		'',
	];
	for (const word of hostile) {
		it(`survives a shell: ${JSON.stringify(word)}`, function () {
			if (process.platform === 'win32') {
				assert.ok(shellQuote(word).length > 0);
				return;
			}
			const quoted = shellQuote(word);
			assert.ok(!/[\p{Cc}\p{Cf}]/u.test(quoted), 'no hidden character is left for the terminal');
			const out = execFileSync('sh', ['-c', `printf '%s' ${quoted}`], { encoding: 'utf8' });
			assert.equal(out, word);
		});
	}

	it('doubles what ends a string in PowerShell', () => {
		assert.equal(powerShellQuote("C:\\it's\\$env:x ’.crt"), "'C:\\it''s\\$env:x ’’.crt'");
	});
});
