import assert from 'node:assert/strict';
import { findPathCandidates } from '../../../src/core/find/paths/findPaths.js';
import { groupsOf } from '../../../src/core/find/paths/groups.js';
import { decode } from '../../../src/core/decode/decode.js';
import {
	configurationText,
	envFilesOf,
	keyOfLine,
} from '../../../src/debugging/configurationText.js';
import { pemOf } from '../../support/certificates.js';

const pairsIn = (configuration: object, variables = {}) =>
	groupsOf(findPathCandidates(configurationText({ ...configuration }, variables))).flatMap(
		({ pairs }) => pairs.map(({ certificate, key }) => `${certificate.raw} ${key.raw}`),
	);
const pathsIn = (configuration: object, variables = {}) =>
	findPathCandidates(configurationText({ ...configuration }, variables)).map(({ raw }) => raw);

describe('the text of a debug configuration', () => {
	it('has certificates with their keys: arguments, environment, settings of the debugger', () => {
		for (const configuration of [
			{ args: ['--cert', 'a b.pem', '--key', 'b.key'] },
			{ args: ['--cert=a b.pem', '--key=b.key'] },
			{ args: '--cert "a b.pem" --key b.key' },
			{ runtimeArgs: ['--cert', 'a b.pem'], args: ['--key', 'b.key'] },
			{ env: { TLS_CERT: 'a b.pem', PORT: '8443', TLS_KEY: 'b.key' } },
			{ server: { tls: { certFile: 'a b.pem', keyFile: 'b.key' } } },
			{ type: 'x', certFile: 'a b.pem', keyFile: 'b.key', name: 'Server' },
			{ command: 'curl --cert "a b.pem" --key b.key https://a.test' },
			{ vmArgs: ['-Dtls.cert="a b.pem"', '-Dtls.key=b.key'] },
			{ vmArgs: '-Dtls.cert="a b.pem" -Dtls.key=b.key -Xmx1g' },
			{ env: { 'tls:cert-file': 'a b.pem', 'tls:key-file': 'b.key' } },
		]) {
			assert.deepEqual(pairsIn(configuration), ['a b.pem b.key'], JSON.stringify(configuration));
		}
	});

	it('takes variables of environment files where the configuration has none of its own', () => {
		const variables = { TLS_CERT: 'file.pem', TLS_KEY: 'file.key', CA_FILE: 'ca.pem' };
		const env = { TLS_CERT: 'own.pem', CA_FILE: null };
		assert.deepEqual(pairsIn({ env }, variables), ['own.pem file.key']);
		assert.deepEqual(pathsIn({ env }, variables), ['own.pem', 'file.key']);
	});

	it('leaves out what no program is given', () => {
		const configuration = {
			...{ name: 'uses a.pem', preLaunchTask: 'make b.pem', __internal: 'c.pem', type: 'node' },
			...{ env: { 'bad name\nX_CERT': 'd.pem' }, args: [1, null, 'e.pem'] },
		};
		assert.deepEqual(pathsIn(configuration), ['e.pem']);
	});

	it('holds PEM in a value, and names its variable', () => {
		const text = configurationText({ env: { A: '1', TLS_CERT: pemOf() } }, {});
		const [block, ...others] = decode(text);
		assert.equal(block?.facts?.kind, 'certificate');
		assert.deepEqual(others, []);
		assert.equal(keyOfLine(text.split('\n')[block.line] ?? ''), 'TLS_CERT');
		assert.equal(keyOfLine('  "certFile": "a.pem",'), 'certFile');
		assert.equal(keyOfLine('run --cert a.pem'), undefined);
	});

	it('knows one environment file, and several', () => {
		assert.deepEqual(envFilesOf({ envFile: '.env' }), ['.env']);
		assert.deepEqual(envFilesOf({ envFile: ['a.env', 1, 'b.env'] }), ['a.env', 'b.env']);
		assert.deepEqual(envFilesOf({ envFile: null }), []);
	});

	it('knows those that a program reads by an option, which count where nothing else sets a variable', () => {
		const runtimeArgs = ['--env-file=a b.env', '--env-file-if-exists', 'c.env', '--inspect'];
		assert.deepEqual(envFilesOf({ runtimeArgs, envFile: '.env' }), ['a b.env', 'c.env', '.env']);
		const args = 'app:main --env-file "a b.env" --env-file=c.env --env-files d.env';
		assert.deepEqual(envFilesOf({ args }), ['a b.env', 'c.env']);
		assert.deepEqual(envFilesOf({ args: ['--env-file'], runtimeArgs: 'env-file x.env' }), []);
	});
});
