/** What a target has no place for, and what is checked of a server's files. */
import assert from 'node:assert/strict';
import { isPkiError } from '../../../../../src/core/common/errors.js';
import {
	createClientConfig,
	isVariableName,
	type ClientConfigRequest,
} from '../../../../../src/core/snippets/clientConfig.js';
import { findTarget, type TargetId } from '../../../../../src/core/snippets/registry.js';
import { encryptedKey, makePair, material, type Pair } from './pairs.js';

type Wish = Omit<Partial<ClientConfigRequest>, 'target'> & { readonly target: TargetId };

describe('limits of targets, and servers', () => {
	let root: Pair;
	let client: Pair;
	let server: Pair;

	before(async () => {
		root = await makePair({ name: 'Root', ca: true });
		client = await makePair({ name: 'agent', issuer: root, usages: ['clientAuth'] });
		server = await makePair({
			name: 'web',
			issuer: root,
			usages: ['serverAuth'],
			dns: ['web.test'],
		});
	});

	function config({ target: id, ...wish }: Wish) {
		const target = findTarget(id);
		assert.ok(target);
		const own = wish.side === 'server' ? server : client;
		return createClientConfig({
			target,
			variant: target.variants?.[0].id ?? '',
			url: 'https://web.test:8443',
			certificate: material('/c/own.crt', own.pem),
			key: material('/c/own.key', own.keyPem),
			ca: material('/c/ca.crt', root.pem),
			inline: false,
			inlineKey: false,
			now: new Date(),
			...wish,
		});
	}

	const found = (wish: Wish) =>
		config(wish).warnings.map(({ code, severity }) => `${severity} ${code}`);

	it('are silent where there are none', () => {
		assert.deepEqual(found({ target: 'curl' }), []);
		assert.deepEqual(found({ target: 'nginx', side: 'server' }), []);
	});

	it('say that paths stand in place of PEM, and leave the key out of the text', () => {
		const wish = { target: 'curl', inline: true, inlineKey: true } as const;
		assert.deepEqual(found(wish), ['info inlineNotUsed']);
		assert.doesNotMatch(config(wish).text, /-----BEGIN/);
	});

	it('put PEM where only PEM can stand, and the key only when it was asked for', () => {
		const plain = config({ target: 'kubernetes-secret' }).text;
		assert.match(plain, /tls\.crt: \|\n {4}-----BEGIN CERTIFICATE/);
		assert.match(plain, /tls\.key: "<content of \/c\/own\.key>"/);
		const asked = config({ target: 'kubernetes-secret', inline: true, inlineKey: true }).text;
		assert.match(asked, /tls\.key: \|\n {4}-----BEGIN PRIVATE KEY/);
	});

	it('name a minimum version that has no field, only when it is not the built-in one', () => {
		const target = 'python-requests';
		assert.deepEqual(found({ target, minVersion: 'TLSv1.2' }), []);
		assert.deepEqual(found({ target, minVersion: 'TLSv1.3' }), ['warning minVersionNotUsed']);
		assert.deepEqual(found({ target: 'python-ssl', minVersion: 'TLSv1.3' }), []);
	});

	it('tell how an encrypted key gets its passphrase, or that it cannot', () => {
		const key = material('/c/own.key', encryptedKey('secret'));
		const code = (target: TargetId, side?: 'server') =>
			found({ target, key, side }).filter((text) => /key|passphrase/i.test(text));
		assert.match(String(code('python-requests')), /passphraseNotUsed/);
		assert.match(String(code('curl')), /keyEncrypted/);
		assert.deepEqual(code('docker-compose'), ['info keyPassphraseElsewhere']);
		assert.deepEqual(code('haproxy'), ['info keyPassphraseAsked']);
		assert.deepEqual(code('nginx', 'server'), ['info keyPassphraseFile']);
		assert.deepEqual(code('postgresql'), ['info keyPassphraseAsked']);
		assert.match(String(code('postgresql', 'server')), /keyEncrypted/);
	});

	it('are errors where the program refuses a key that others can read, or a link', () => {
		const shared = { ...material('/c/own.key', client.keyPem), mode: 0o644 };
		assert.deepEqual(found({ target: 'curl', key: shared }), ['warning keyReadableByOthers']);
		for (const target of ['postgresql', 'openclaw-model'] as const) {
			assert.deepEqual(found({ target, key: shared }), ['error keyReadableByOthers']);
		}
		const link = { ...material('/c/own.key', client.keyPem), isLink: true };
		assert.deepEqual(found({ target: 'curl', key: link }), []);
		assert.deepEqual(found({ target: 'openclaw-model', key: link }), ['error linkNotRead']);
	});

	it('name what is not verified, and what is not demanded', () => {
		const url = 'https://10.0.0.7:8443';
		assert.deepEqual(found({ target: 'haproxy', url }), ['warning addressNotChecked']);
		assert.deepEqual(found({ target: 'haproxy', url, serverName: 'web.test' }), []);
		assert.deepEqual(found({ target: 'curl', url }), []);
		assert.deepEqual(found({ target: 'redis' }), ['info nameNotChecked']);
		assert.ok(found({ target: 'openclaw-gateway' }).includes('error clientAuthNotRequired'));
		assert.deepEqual(found({ target: 'openclaw-mcp' }), ['warning caNotUsed']);
		assert.deepEqual(found({ target: 'node-extra-ca-certs', key: undefined }), [
			'warning clientCertificateNotUsed',
		]);
	});

	it('take a name beside an address, and none beside another name', () => {
		const target = 'postgresql';
		const serverName = 'web.test';
		assert.deepEqual(found({ target, serverName, url: 'https://10.0.0.7:5432' }), []);
		assert.deepEqual(found({ target, serverName, url: 'https://db.test:5432' }), [
			'error serverNameNotUsed',
		]);
	});

	it('check a server’s own certificate for its purpose and its name', () => {
		const side = 'server';
		const url = 'https://other.test:8443';
		assert.deepEqual(found({ target: 'go', side, url }), ['error sanMismatch']);
		const asClient = { certificate: material('/c/own.crt', client.pem), key: undefined };
		const codes = found({ target: 'go', side, ...asClient, missingKey: '/c/own.key' });
		assert.ok(codes.includes('error noServerAuth') && codes.includes('error keyMissing'));
		const other = material('/c/own.key', client.keyPem);
		assert.deepEqual(found({ target: 'go', side, key: other }), ['error keyMismatch']);
		const leaf = material('/c/ca.crt', 'no certificate');
		assert.deepEqual(found({ target: 'go', side, ca: leaf }), ['error notAuthority']);
	});

	it('make no server without the CA of its clients', () => {
		assert.throws(
			() => config({ target: 'go', side: 'server', ca: undefined }),
			(error) => isPkiError(error, 'invalid') && error.reason === 'noClientCa',
		);
	});

	it('refuse a path that the format cannot express', () => {
		const certificate = material('/c/$own.crt', client.pem);
		assert.throws(
			() => config({ target: 'nginx', certificate }),
			(error) => isPkiError(error, 'invalid') && error.reason === 'unquotable',
		);
	});

	it('name the file that has to be made, until it is there', () => {
		assert.deepEqual(config({ target: 'haproxy' }).conversion, {
			format: 'combinedPem',
			file: '/c/own.combined.pem',
		});
		const both = material('/c/both.pem', client.pem + client.keyPem);
		const made = config({ target: 'haproxy', certificate: both });
		assert.equal(made.conversion, undefined);
		assert.match(made.text, /crt \/c\/both\.pem /);
		const given = config({ target: 'java-pkcs12', converted: '/k/store.p12' });
		assert.equal(given.conversion, undefined);
		assert.match(given.text, /\/k\/store\.p12[^]*\/k\/store\.trust\.p12/);
		assert.equal(config({ target: 'java-pem' }).conversion, undefined);
		const key = material('/c/own.key', encryptedKey('secret'));
		const pkcs8 = config({ target: 'java-pem', key });
		assert.deepEqual(pkcs8.conversion, { format: 'pkcs8', file: '/c/own.pkcs8.key' });
		assert.match(pkcs8.text, /own\.pkcs8\.key/);
	});

	it('take the name of a variable that every shell takes', () => {
		assert.ok(isVariableName('TLS_KEY_PASSPHRASE'));
		for (const name of ['', '1A', 'A B', 'A;id', '$(id)', 'A-B']) assert.ok(!isVariableName(name));
	});
});
