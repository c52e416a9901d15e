import assert from 'node:assert/strict';
import { Turns } from '../../../scripts/lib/turns.mjs';

describe('the output of jobs side by side', () => {
	it('comes job after job, the oldest at once', () => {
		const shown: string[] = [];
		const turns = new Turns((text) => shown.push(text));
		const first = turns.begin('first');
		const second = turns.begin('second');
		second.write('b1');
		first.write('a1');
		assert.deepEqual(shown, ['\n=== first\n', 'a1']);
		second.end();
		first.write('a2');
		first.end();
		assert.deepEqual(shown, ['\n=== first\n', 'a1', 'a2', '\n=== second\n', 'b1']);
	});

	it('shows what the next one held, and then what it writes', () => {
		const shown: string[] = [];
		const turns = new Turns((text) => shown.push(text));
		const first = turns.begin('first');
		const second = turns.begin('second');
		second.write('b1');
		first.end();
		second.write('b2');
		second.end();
		turns.begin('third').write('c1');
		assert.deepEqual(shown.slice(1), ['\n=== second\n', 'b1', 'b2', '\n=== third\n', 'c1']);
	});
});
