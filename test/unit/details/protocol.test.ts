import assert from 'node:assert/strict';
import { parseFromView } from '../../../src/details/protocol.js';

describe('messages from the details view', () => {
	for (const message of [
		{ type: 'ready' },
		{ type: 'action', id: 'copyPem' },
		{ type: 'copy', id: 'copy0' },
		{ type: 'select', index: 2 },
		{ type: 'filter', list: 'blocks', text: 'api' },
		{ type: 'more', list: 'entries' },
	]) {
		it(`takes ${JSON.stringify(message)}`, () => {
			assert.deepEqual(parseFromView(message), message);
		});
	}

	for (const message of [
		undefined,
		null,
		'ready',
		{},
		{ type: 'run', id: 'x' },
		{ type: 'action' },
		{ type: 'action', id: { toString: 1 } },
		{ type: 'select', index: '1' },
		{ type: 'select', index: 1.5 },
		{ type: 'filter', list: 'names', text: 'api' },
		{ type: 'filter', list: 'blocks', text: 1 },
		{ type: 'more' },
	]) {
		it(`drops ${message === undefined ? 'undefined' : JSON.stringify(message)}`, () => {
			assert.equal(parseFromView(message), undefined);
		});
	}

	it('keeps nothing but the id', () => {
		const message = { type: 'action', id: 'save', path: '/etc/passwd' };
		assert.deepEqual(parseFromView(message), { type: 'action', id: 'save' });
	});
});
