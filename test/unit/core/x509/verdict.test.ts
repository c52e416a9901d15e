import assert from 'node:assert/strict';
import { hasEnded, verdictOf } from '../../../../src/core/x509/verdict.js';

const threshold = { days: 30, lifetimeShare: 0.2 };
const year = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2027-01-01T00:00:00Z' };
const at = (time: string, input = {}): string =>
	verdictOf({ ...year, ...input }, new Date(time), threshold);

describe('x509: verdict', () => {
	it('answers the worst that applies', () => {
		assert.equal(at('2026-06-01T00:00:00Z'), 'valid');
		assert.equal(at('2026-12-10T00:00:00Z'), 'expiresSoon');
		assert.equal(at('2025-12-31T23:59:59Z'), 'notYetValid');
		assert.equal(at('2027-01-01T00:00:01Z'), 'expired');
		assert.equal(at('2027-06-01T00:00:00Z', { revoked: true }), 'revoked');
		assert.equal(at('2025-01-01T00:00:00Z', { notAfter: '2024-01-01T00:00:00Z' }), 'expired');
	});

	it('is valid in its first and its last second', () => {
		assert.equal(at('2026-01-01T00:00:00Z'), 'valid');
		assert.equal(at('2027-01-01T00:00:00.999Z'), 'expiresSoon');
	});

	it('does not warn of a short-lived certificate from its first day', () => {
		const month = { notBefore: '2026-06-01T00:00:00Z', notAfter: '2026-07-01T00:00:00Z' };
		assert.equal(at('2026-06-02T00:00:00Z', month), 'valid');
		assert.equal(at('2026-06-26T00:00:00Z', month), 'expiresSoon');
		const daysOnly = { days: 30, lifetimeShare: 1 };
		assert.equal(verdictOf(month, new Date('2026-06-02T00:00:00Z'), daysOnly), 'expiresSoon');
	});

	it('is unknown where a time that decides could not be read', () => {
		assert.equal(at('2026-06-01T00:00:00Z', { notAfter: undefined }), 'unknown');
		assert.equal(at('2026-06-01T00:00:00Z', { notBefore: undefined }), 'unknown');
		assert.equal(at('2028-06-01T00:00:00Z', { notBefore: undefined }), 'expired');
	});

	it('takes years before 100 as they are', () => {
		assert.equal(at('2026-06-01T00:00:00Z', { notAfter: '0001-01-01T00:00:00Z' }), 'expired');
	});
});

describe('x509: the end of a validity', () => {
	const end = '2027-01-01T00:00:00Z';
	for (const [time, isOver] of [
		['2026-12-31T23:59:59.999Z', false],
		['2027-01-01T00:00:00.000Z', false],
		['2027-01-01T00:00:00.999Z', false],
		['2027-01-01T00:00:01.000Z', true],
	] as const) {
		it(`is ${isOver ? 'over' : 'not over'} at ${time}, as the verdict has it`, () => {
			assert.equal(hasEnded(end, new Date(time)), isOver);
			assert.equal(at(time) === 'expired', isOver);
		});
	}

	it('is never over where it is not known or cannot be read', () => {
		const late = new Date('9999-01-01T00:00:00Z');
		assert.equal(hasEnded(undefined, late), false);
		assert.equal(hasEnded('soon', late), false);
	});
});
