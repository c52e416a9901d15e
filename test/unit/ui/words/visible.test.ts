import assert from 'node:assert/strict';
import { visible } from '../../../../src/ui/words/visible.js';

describe('visible', () => {
	for (const [text, shown] of [
		['api.example.com', 'api.example.com'],
		['Zürich 東京', 'Zürich 東京'],
		['a\nb\u0000', 'a\\u{a}b\\u{0}'],
		['bank\u202emoc', 'bank\\u{202e}moc'],
		['a\u200bb\u2028c', 'a\\u{200b}b\\u{2028}c'],
		['</script><img src=x>', '</script><img src=x>'],
	] as const) {
		it(`shows ${JSON.stringify(text)} as ${shown}`, () => {
			assert.equal(visible(text), shown);
		});
	}
});
