import assert from 'node:assert/strict';
import { rootNameOf } from '../../../../../src/core/backends/localCa/rootName.js';
import { parseName, subjectOf } from '../../../../../src/core/x509/write/name.js';

const limit = 64;

describe('the name of a root', () => {
	it('is its owner’s: login name and host name, and nothing more', () => {
		for (const [user, host, expected] of [
			['alice', 'laptop', 'PKI Workbench Root (alice@laptop)'],
			['alice', 'laptop.corp.example.com', 'PKI Workbench Root (alice@laptop)'],
			['', 'laptop', 'PKI Workbench Root (laptop)'],
			['alice', '', 'PKI Workbench Root (alice)'],
			['', '', 'PKI Workbench Root'],
			['a\u0000l\u202eice\n', 'lap\ttop', 'PKI Workbench Root (alice@laptop)'],
		] as const) {
			assert.equal(rootNameOf({ user, host }), expected);
		}
		assert.equal(rootNameOf(undefined), 'PKI Workbench Root');
	});

	it('fits into a common name, whatever the owner is called', () => {
		for (const user of [
			'a',
			'李'.repeat(70),
			'u'.repeat(300),
			'CN=a,O="b"+#\\;<>',
			'😀'.repeat(40),
		]) {
			for (const host of ['h', 'h'.repeat(253), `${'x'.repeat(63)}.test`, '=,+']) {
				const name = rootNameOf({ user, host });
				assert.ok([...name].length <= limit, name);
				const [first] = [...user];
				assert.ok(name.startsWith(`PKI Workbench Root (${first}`) && name.endsWith(')'), name);
				assert.match(name, /@./);
				assert.deepEqual(parseName(subjectOf(name)).getField('CN'), [name]);
			}
		}
	});
});
