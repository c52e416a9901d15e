import assert from 'node:assert/strict';
import { pemText } from '../../../../src/core/layouts/pemText.js';
import { decode } from '../../../../src/core/decode/decode.js';
import { pemOf } from '../../../support/certificates.js';

describe('PEM blocks one after another', () => {
	it('stand on lines of their own, also where a server sent no line break at the end', () => {
		const blocks = [pemOf({ name: 'a.test' }).trim(), `\n${pemOf({ name: 'b.test' })}\n`];
		const text = pemText(blocks);
		assert.equal(text.split('\n').filter((line) => line.startsWith('-----')).length, 4);
		assert.ok(text.endsWith('-----END CERTIFICATE-----\n'));
		const names = decode(text).map(
			(block) => block.facts?.kind === 'certificate' && block.facts.name,
		);
		assert.deepEqual(names, ['a.test', 'b.test']);
	});
});
