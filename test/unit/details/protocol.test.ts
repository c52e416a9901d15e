import assert from 'node:assert/strict';
import { parseFromView } from '../../../src/details/protocol.js';

describe('messages from the details view', () => {
	for (const message of [
		{ type: 'ready' },
		{ type: 'ready', shows: 'first' },
		{ type: 'action', id: 'copyPem' },
		{ type: 'copy', id: 'copy0' },
		{ type: 'select', index: 2 },
		{ type: 'filter', list: 'blocks', text: 'api' },
		{ type: 'more', list: 'entries' },
		{ type: 'rows', version: 'a', from: 100 },
		{ type: 'asn1', id: 'a', at: -1 },
		{ type: 'asn1', id: 'a', at: 4, from: 12 },
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
		{ type: 'rows', version: 'a', from: -1 },
		{ type: 'rows', from: 1 },
		{ type: 'asn1', at: 0 },
		{ type: 'asn1', id: 'a', at: -2 },
		{ type: 'asn1', id: 'a', at: 1.5 },
		{ type: 'asn1', id: 'a', at: 0, from: '1' },
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
