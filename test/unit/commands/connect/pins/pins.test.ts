import * as assert from 'node:assert/strict';
import {
	hasPin,
	parsePin,
	pinCandidates,
	pinFrom,
	pinPath,
} from '../../../../../src/commands/connect/pins/pins.js';

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

	const meanings: [string, string | undefined, string[]][] = [
		['web', 'pki', ['pki/roles/web', 'pki/issuer/web', 'web']],
		['roles/web', 'pki', ['pki/roles/web']],
		['issuer/x', 'team/pki', ['team/pki/issuer/x']],
		['pki/roles/web', 'other', ['pki/roles/web']],
		['pki/web', undefined, ['pki/roles/web', 'pki/issuer/web', 'pki/web']],
		[
			'pki',
			undefined,
			['pki', 'pki/roles/pki', 'pki/issuer/pki', 'int/roles/pki', 'int/issuer/pki'],
		],
		[
			'web',
			undefined,
			['pki/roles/web', 'pki/issuer/web', 'int/roles/web', 'int/issuer/web', 'web'],
		],
		['a//b', 'pki', []],
	];
	for (const [text, at, expected] of meanings) {
		it(`takes "${text}" at ${at ?? 'a connection'} for one of ${expected.length}`, () => {
			assert.deepEqual(pinCandidates(text, at, ['pki', 'int']).map(pinPath), expected);
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
