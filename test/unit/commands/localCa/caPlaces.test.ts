import assert from 'node:assert/strict';
import { caPlaces, type Machine } from '../../../../src/commands/localCa/caPlaces.js';

function keysOn(
	platform: NodeJS.Platform,
	home: string,
	variables: Readonly<Record<string, string>> = {},
): readonly string[] {
	const machine: Machine = { platform, home, variable: (name) => variables[name] };
	return caPlaces(machine).map(({ key }) => key);
}

/** As `mkcert -CAROOT` and `step path` print the folders. */
describe('places of CAs of other programs', () => {
	it('are those of the system', () => {
		assert.deepEqual(keysOn('linux', '/home/a'), [
			'/home/a/.local/share/mkcert/rootCA-key.pem',
			'/home/a/.step/secrets/root_ca_key',
			'/home/a/.step/secrets/intermediate_ca_key',
		]);
		assert.equal(
			keysOn('darwin', '/Users/a')[0],
			'/Users/a/Library/Application Support/mkcert/rootCA-key.pem',
		);
		const windows = keysOn('win32', 'C:\\Users\\a', { LOCALAPPDATA: 'D:\\Local' });
		assert.equal(windows[0], 'D:\\Local\\mkcert\\rootCA-key.pem');
		assert.equal(windows[1], 'C:\\Users\\a\\.step\\secrets\\root_ca_key');
	});

	it('are where the programs are told to keep them', () => {
		const variables = { CAROOT: '/ca', STEPPATH: '/step', XDG_DATA_HOME: '/data' };
		assert.deepEqual(keysOn('linux', '/home/a', variables), [
			'/ca/rootCA-key.pem',
			'/step/secrets/root_ca_key',
			'/step/secrets/intermediate_ca_key',
		]);
		const shared = keysOn('linux', '/home/a', { XDG_DATA_HOME: '/data' });
		assert.equal(shared[0], '/data/mkcert/rootCA-key.pem');
	});

	it('name an intermediate’s certificate before its root’s', () => {
		const machine: Machine = { platform: 'linux', home: '/h', variable: () => undefined };
		assert.deepEqual(caPlaces(machine)[2]?.certificates, [
			'/h/.step/certs/intermediate_ca.crt',
			'/h/.step/certs/root_ca.crt',
		]);
	});
});
