import assert from 'node:assert/strict';
import * as rules from '../../../../src/core/diagnostics/rules/index.js';
import {
	applySeverities,
	knownCodes,
	parseSeverities,
} from '../../../../src/core/diagnostics/severities.js';
import { pemOf } from '../../../support/certificates.js';
import { findersFor } from '../../../support/findings.js';

const { findingsIn } = findersFor('expiry', 'framing');

describe('the severities of findings', () => {
	const text = pemOf({ from: -30, to: -1 }).replace('-----BEGIN', '----BEGIN');
	const chosen = async (setting: unknown) =>
		applySeverities(await findingsIn(text), parseSeverities(setting).choices).map(
			({ code, severity }) => `${code} ${severity}`,
		);

	for (const [what, setting, expected] of [
		['nothing', undefined, ['expired error', 'spoiltBegin warning']],
		['an empty setting', {}, ['expired error', 'spoiltBegin warning']],
		['a code', { expired: 'hint' }, ['expired hint', 'spoiltBegin warning']],
		['a code that is off', { expired: 'off' }, ['spoiltBegin warning']],
		['a rule', { framing: 'error' }, ['expired error', 'spoiltBegin error']],
		[
			'a code and its rule',
			{ spoiltBegin: 'hint', framing: 'off' },
			['expired error', 'spoiltBegin hint'],
		],
		['a list, which is no setting', ['expired'], ['expired error', 'spoiltBegin warning']],
	] as const) {
		it(`are as ${what} says`, async () => {
			assert.deepEqual(await chosen(setting), expected);
		});
	}

	it('are the usual ones where the setting names or says what is not known', () => {
		const { choices, unknown } = parseSeverities({
			expired: 'loud',
			expird: 'off',
			toString: 'off',
			'*': 'off',
			'server-names': 'off',
		});
		assert.deepEqual(unknown, ['expired', 'expird', 'toString', '*']);
		assert.deepEqual([...choices], [['server-names', 'off']]);
	});

	it('are known of every rule, and every code once', () => {
		const ids: readonly string[] = Object.values(rules).map(({ id }) => id);
		assert.deepEqual(new Set(knownCodes.flatMap(({ rules: of }) => of)), new Set(ids));
		const codes = knownCodes.map(({ code }) => code);
		assert.equal(new Set(codes).size, codes.length);
		for (const code of codes) assert.match(code, /^[a-z]+\d?([A-Z][a-z0-9]*)*$/);
		// A name in the setting must mean one thing.
		for (const code of codes) assert.ok(!ids.includes(code));
	});
});
