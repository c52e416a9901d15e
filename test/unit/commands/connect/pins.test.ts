import * as assert from 'node:assert/strict';
import { hasPin, parsePin, pinFrom, pinPath } from '../../../../src/commands/connect/pins.js';

describe('commands/shared/pins', () => {
	const cases: [string, string | undefined][] = [
		['pki', 'mount pki'],
		['/pki/', 'mount pki'],
		['team/pki', 'mount team/pki'],
		['pki/roles/web', 'role pki/roles/web'],
		['v1/pki/issue/web', 'role pki/roles/web'],
		['team/pki/sign/web', 'role team/pki/roles/web'],
		['pki/issuer/root-2026', 'authority pki/issuer/root-2026'],
		['roles/web', 'mount roles/web'],
		['', undefined],
		['pki//web', undefined],
		['pki/../sys', undefined],
	];
	for (const [text, expected] of cases) {
		it(`reads "${text}" as ${expected ?? 'no path'}`, () => {
			const pin = parsePin(text);
			assert.equal(pin && `${pin.kind} ${pinPath(pin)}`, expected);
		});
	}

	it('takes what a tree node carries', () => {
		assert.deepEqual(pinFrom('pki', 'web', undefined), { kind: 'role', mount: 'pki', role: 'web' });
		assert.deepEqual(pinFrom('pki', undefined, undefined), { kind: 'mount', mount: 'pki' });
		assert.equal(pinFrom(undefined, 'web', undefined), undefined);
	});

	it('knows a pin again', () => {
		const pins = [{ kind: 'role', mount: 'pki', role: 'web' }] as const;
		assert.equal(hasPin(pins, { kind: 'role', mount: 'pki', role: 'web' }), true);
		assert.equal(hasPin(pins, { kind: 'mount', mount: 'pki' }), false);
	});
});
