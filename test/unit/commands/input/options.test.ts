import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as options from '../../../../src/commands/input/options.js';
import { PkiError } from '../../../../src/core/common/errors.js';

function rejects(read: () => unknown, name: string): void {
	assert.throws(read, (error: unknown) => {
		assert.ok(error instanceof PkiError);
		assert.equal(error.code, 'invalid');
		assert.equal(error.reason, 'badOption');
		assert.equal(error.args.name, name);
		return true;
	});
}

describe('command options', () => {
	it('takes absent, undefined and null as not given', () => {
		for (const given of [{}, { x: undefined }, { x: null }]) {
			assert.equal(options.optionalString(given, 'x'), undefined);
			assert.equal(options.optionalStrings(given, 'x'), undefined);
			assert.equal(options.optionalNumber(given, 'x'), undefined);
			assert.equal(options.optionalBoolean(given, 'x'), undefined);
			assert.equal(options.optionalChoice(given, 'x', ['a']), undefined);
			assert.equal(options.optionalStringRecord(given, 'x'), undefined);
			assert.equal(options.optionalFile(given, 'x'), undefined);
			assert.equal(options.optionalMount(given, 'x'), undefined);
			assert.equal(options.optionalSerialNumber(given, 'x'), undefined);
		}
	});

	it('answers values of the right type', () => {
		assert.equal(options.optionalString({ x: 'a' }, 'x'), 'a');
		assert.deepEqual(options.optionalStrings({ x: ['a', 'b'] }, 'x'), ['a', 'b']);
		assert.equal(options.optionalNumber({ x: 3 }, 'x', { min: 3, max: 3 }), 3);
		assert.equal(options.optionalBoolean({ x: false }, 'x'), false);
		assert.equal(options.optionalChoice({ x: 'b' }, 'x', ['a', 'b']), 'b');
		assert.deepEqual(options.optionalStringRecord({ x: { a: 'b' } }, 'x'), { a: 'b' });
	});

	it('names the option of a wrong type', () => {
		rejects(() => options.optionalString({ x: 1 }, 'x'), 'x');
		rejects(() => options.optionalStrings({ x: 'a' }, 'x'), 'x');
		rejects(() => options.optionalStrings({ x: ['a', 1] }, 'x'), 'x');
		rejects(() => options.optionalNumber({ x: '1' }, 'x'), 'x');
		rejects(() => options.optionalNumber({ x: Number.NaN }, 'x'), 'x');
		rejects(() => options.optionalNumber({ x: 0 }, 'x', { min: 1 }), 'x');
		rejects(() => options.optionalBoolean({ x: 'true' }, 'x'), 'x');
		rejects(() => options.optionalChoice({ x: 'c' }, 'x', ['a', 'b']), 'x');
		rejects(() => options.optionalStringRecord({ x: { a: 1 } }, 'x'), 'x.a');
		rejects(() => options.optionalStringRecord({ x: ['a'] }, 'x'), 'x');
	});

	it('says what an option must be', () => {
		const said = (read: () => unknown) => {
			try {
				return read();
			} catch (error) {
				return error instanceof PkiError ? error.args.expected : error;
			}
		};
		const number = (bounds: object) => said(() => options.optionalNumber({ x: -1 }, 'x', bounds));
		assert.equal(number({ min: 1 }), 'number ≥ 1');
		assert.equal(number({ above: 0, max: 9 }), 'number > 0, ≤ 9');
		assert.equal(
			said(() => options.optionalNumber({ x: 0 }, 'x', { above: 0 })),
			'number > 0',
		);
		assert.equal(
			said(() => options.optionalNumber({ x: '1' }, 'x')),
			'number',
		);
		assert.equal(
			said(() => options.optionalFile({ x: 'a' }, 'x')),
			'Uri | absolute path',
		);
	});

	it('refuses a field that an object option does not take', () => {
		options.requireKnown('x', { a: 1 }, ['a', 'b']);
		rejects(() => options.requireKnown('x', { a: 1, c: 1 }, ['a', 'b']), 'x');
	});

	it('reads files from paths, Uris and Uris that went through JSON', () => {
		const file = path.resolve('/tmp/a b.crt');
		assert.equal(options.optionalFile({ x: file }, 'x'), file);
		assert.equal(options.optionalFile({ x: { scheme: 'file', fsPath: file } }, 'x'), file);
		rejects(() => options.optionalFile({ x: 'relative.crt' }, 'x'), 'x');
		rejects(() => options.optionalFile({ x: {} }, 'x'), 'x');
		assert.throws(
			() => options.optionalFile({ x: { scheme: 'untitled', fsPath: file } }, 'x'),
			(error: unknown) => error instanceof PkiError && error.code === 'unsupported',
		);
	});

	it('takes a mount with or without slashes', () => {
		for (const mount of ['team/pki', 'team/pki/', '/team/pki/', ' team/pki ']) {
			assert.equal(options.optionalMount({ mount }), 'team/pki');
		}
		rejects(() => options.optionalMount({ mount: '/' }), 'mount');
	});

	it('reads serial numbers in every usual notation', () => {
		for (const serialNumber of ['2B:F9:01', '2b-f9-01', '0x2bf901', ' 2b f9 01 ']) {
			assert.equal(options.optionalSerialNumber({ serialNumber }), '2bf901');
		}
		rejects(() => options.optionalSerialNumber({ serialNumber: 'not hex' }), 'serialNumber');
		rejects(() => options.optionalSerialNumber({ serialNumber: '' }), 'serialNumber');
	});
});
