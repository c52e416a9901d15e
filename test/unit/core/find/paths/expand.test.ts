import assert from 'node:assert/strict';
import { expandPath } from '../../../../../src/core/find/paths/expand.js';

const variables: Readonly<Record<string, string>> = {
	HOME: '/home/a',
	CERTS: 'certs',
	SHARE: '//host/share',
};
const trusted = {
	home: '/home/a',
	variable: (name: string) => variables[name],
	folder: (name: string | undefined) =>
		name === undefined ? '/work' : name === 'api' ? '/api' : undefined,
	here: '/work/conf',
	isWindows: false,
};
const restricted = { ...trusted, home: undefined, variable: undefined };

const table: readonly (readonly [
	raw: string,
	path: string | undefined,
	path: string | undefined,
])[] = [
	['a.pem', 'a.pem', 'a.pem'],
	['../certs/a.pem', '../certs/a.pem', '../certs/a.pem'],
	['~/a.pem', '/home/a/a.pem', undefined],
	['$HOME/a.pem', '/home/a/a.pem', undefined],
	['${CERTS}/a.pem', 'certs/a.pem', undefined],
	['%CERTS%\\a.pem', 'certs\\a.pem', undefined],
	['${env:CERTS}/a.pem', 'certs/a.pem', undefined],
	['$NOWHERE/a.pem', undefined, undefined],
	['${SHARE}/a.pem', undefined, undefined],
	['${workspaceFolder}/a.pem', '/work/a.pem', '/work/a.pem'],
	['${workspaceFolder:api}/a.pem', '/api/a.pem', '/api/a.pem'],
	['${workspaceFolder:none}/a.pem', undefined, undefined],
	['${path.module}/a.pem', '/work/conf/a.pem', '/work/conf/a.pem'],
	['${command:pick}/a.pem', undefined, undefined],
	['file:///etc/a%20b.pem', '/etc/a b.pem', '/etc/a b.pem'],
	['file:a.pem', 'a.pem', 'a.pem'],
	['file://host/share/a.pem', undefined, undefined],
	['file:////host/share/a.pem', undefined, undefined],
	['file:///%2Fhost/a.pem', undefined, undefined],
	['file:///dev/a.pem', undefined, undefined],
	['C:\\\\certs\\\\a.pem', 'C:\\certs\\a.pem', 'C:\\certs\\a.pem'],
	['\\\\host\\a.pem', undefined, undefined],
	['//host/a.pem', undefined, undefined],
];

describe('a path as it is written', () => {
	for (const [raw, inTrusted, inRestricted] of table) {
		it(`is expanded: ${raw}`, () => {
			assert.equal(expandPath(raw, trusted), inTrusted);
			assert.equal(expandPath(raw, restricted), inRestricted);
		});
	}

	it('is no device of Windows there', () => {
		const windows = { ...trusted, isWindows: true };
		for (const raw of ['con.pem', 'a/NUL.key', 'C:\\aux', 'x\\com1.crt\\a.pem']) {
			assert.equal(expandPath(raw, windows), undefined);
			assert.equal(expandPath(raw, trusted), raw);
		}
		assert.equal(expandPath('console.pem', windows), 'console.pem');
	});
});
