import assert from 'node:assert/strict';
import { isFound, plainRow, rowsFor } from '../../../../src/commands/input/pickRows.js';

describe('commands/input/pickRows', () => {
	const listed = [{ label: 'web-prod' }, { label: 'db', description: 'for the Web team' }];
	const typed = (text: string) => ({ label: 'Use the typed text', description: text });

	it('offers what was typed after the rows, unless a row is called so', () => {
		assert.deepEqual(
			rowsFor(listed, typed('web')).map(({ label }) => label),
			['web-prod', 'db', 'Use the typed text'],
		);
		assert.deepEqual(rowsFor(listed, typed('db')), listed);
		assert.deepEqual(rowsFor(listed, undefined), listed);
	});

	it('finds text anywhere in a row, in either case, but not in rows that are always shown', () => {
		for (const text of ['WEB', ' team ', 'prod']) assert.equal(isFound(listed, text), true, text);
		assert.equal(isFound(listed, 'mail'), false);
		assert.equal(isFound([{ label: 'Load more…', alwaysShow: true }], 'more'), false);
	});

	it('shows no characters in a row that hide or reorder others, and keeps the rest of it', () => {
		const row = { label: 'a\u202egpj.test', description: 'two\nlines', value: { id: 1 } };
		assert.deepEqual(plainRow(row), {
			label: 'agpj.test',
			description: 'two lines',
			value: { id: 1 },
		});
	});
});
