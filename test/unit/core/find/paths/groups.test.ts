import assert from 'node:assert/strict';
import { findPathCandidates } from '../../../../../src/core/find/paths/findPaths.js';
import { groupsOf } from '../../../../../src/core/find/paths/groups.js';
import { serverNamesBeside } from '../../../../../src/core/find/paths/serverNames.js';

function pairsIn(languageId: string, text: string): readonly string[] {
	return groupsOf(findPathCandidates(text, { languageId })).flatMap(({ pairs }) =>
		pairs.map(({ certificate, key }) => `${certificate.raw} ${key.raw}`),
	);
}

describe('paths of one configuration', () => {
	const nginx = 'server { ssl_certificate a.pem; ssl_certificate_key a.key; }\n';

	it('are certificate and key of one block', () => {
		assert.deepEqual(pairsIn('nginx', nginx + nginx.replaceAll('a.', 'b.')), [
			'a.pem a.key',
			'b.pem b.key',
		]);
		const yaml = 'a:\n  cert: a.crt\n  key: a.key\nb:\n  key: b.key\n  cert: b.crt\n';
		assert.deepEqual(pairsIn('yaml', yaml), ['a.crt a.key', 'b.crt b.key']);
		const list = 'tls:\n- cert: a.crt\n  key: a.key\n- cert: b.crt\n  key: b.key\n';
		assert.deepEqual(pairsIn('yaml', list), ['a.crt a.key', 'b.crt b.key']);
		const toml = '[a]\ncert = "a.crt"\nkey = "a.key"\n[b]\ncert = "b.crt"\nkey = "b.key"\n';
		assert.deepEqual(pairsIn('toml', toml), ['a.crt a.key', 'b.crt b.key']);
	});

	it('are blocks side by side whose names say what they are, as in Envoy', () => {
		const item = (name: string) =>
			`- certificate_chain:\n    filename: ${name}.crt\n  private_key:\n    filename: ${name}.key\n`;
		const yaml = `tls_certificates:\n${item('a')}${item('b')}trusted_ca:\n  filename: ca.crt\n`;
		assert.deepEqual(pairsIn('yaml', yaml), ['a.crt a.key', 'b.crt b.key']);
		const inline =
			'- certificate_chain: { filename: a.crt }\n  private_key: { filename: a.key }\n- certificate_chain: { filename: b.crt }\n  private_key: { filename: b.key }\n';
		assert.deepEqual(pairsIn('yaml', inline), ['a.crt a.key', 'b.crt b.key']);
		const json = (name: string) =>
			`{"certificate_chain":{"filename":"${name}.crt"},"private_key":{"filename":"${name}.key"}}`;
		assert.deepEqual(pairsIn('json', `[${json('a')},${json('b')}]`), [
			'a.crt a.key',
			'b.crt b.key',
		]);
		const apart = 'a:\n  cert:\n    path: a.crt\nb:\n  key:\n    path: b.key\n';
		assert.deepEqual(pairsIn('yaml', apart), []);
	});

	it('are two of a kind where each stands beside its own', () => {
		const two =
			'server { ssl_certificate a.pem; ssl_certificate_key a.key; ssl_certificate b.pem; ssl_certificate_key b.key; }';
		assert.deepEqual(pairsIn('nginx', two), ['a.pem a.key', 'b.pem b.key']);
		const apart =
			'server { ssl_certificate a.pem; ssl_certificate b.pem; ssl_certificate_key a.key; ssl_certificate_key b.key; }';
		assert.deepEqual(pairsIn('nginx', apart), []);
	});

	it('are told apart by what their keys are called', () => {
		const env =
			'SERVER_CERT=s.pem\nCLIENT_CERT=c.pem\nSERVER_KEY=s.key\nCLIENT_KEY=c.key\nVAULT_CACERT=ca.pem\n';
		assert.deepEqual(pairsIn('dotenv', env), ['s.pem s.key', 'c.pem c.key']);
		assert.deepEqual(pairsIn('ini', 'ssl-ca=ca.pem\nssl-cert=c.pem\nssl-key=c.key'), [
			'c.pem c.key',
		]);
	});

	it('are those of one call and one command', () => {
		const go = 'tls.LoadX509KeyPair("a.crt", "a.key")\ntls.LoadX509KeyPair("b.crt", "b.key")\n';
		assert.deepEqual(pairsIn('go', go), ['a.crt a.key', 'b.crt b.key']);
		const shell = 'curl --cert a.pem --key a.key x\ncurl --cert b.pem --key b.key x\n';
		assert.deepEqual(pairsIn('shellscript', shell), ['a.pem a.key', 'b.pem b.key']);
		const lines = shell.replaceAll(' --key', ' \\\n  --key');
		assert.deepEqual(pairsIn('shellscript', lines), ['a.pem a.key', 'b.pem b.key']);
		const haproxy = 'bind :1 ssl crt a.pem ca-file ca.pem\nbind :2 ssl crt b.pem\n';
		assert.deepEqual(pairsIn('plaintext', haproxy), []);
	});

	it('have the chain that is sent with the certificate, but no CA that checks others', () => {
		const chains = (text: string) =>
			groupsOf(findPathCandidates(text, { languageId: 'apacheconf' })).flatMap((group) =>
				group.chains.map(({ chain }) => chain.raw),
			);
		assert.deepEqual(
			chains(
				'SSLCertificateFile a.crt\nSSLCertificateChainFile chain.crt\nSSLCACertificateFile ca.crt',
			),
			['chain.crt'],
		);
	});

	it('have the names of their server beside them', () => {
		const names = (languageId: string, text: string) =>
			findPathCandidates(text, { languageId }).map((path) => serverNamesBeside(text, path));
		const server = (host: string) =>
			`server {\n  server_name ${host};\n  location / { return 200; }\n  ssl_certificate a.pem;\n}\n`;
		assert.deepEqual(
			names('nginx', server('a.test www.a.test ~^x$ _ *.b.test') + server('c.test')),
			[['a.test', 'www.a.test'], ['c.test']],
		);
		const apache =
			'<VirtualHost *:443>\nSSLCertificateFile a.crt\nServerName a.test\nServerAlias b.test\n</VirtualHost>\n<VirtualHost *:443>\nServerName c.test\n</VirtualHost>\n';
		assert.deepEqual(names('apacheconf', apache), [['a.test', 'b.test']]);
		const caddy = 'a.test, https://b.test:8443 {\n\ttls a.pem a.key\n}\n';
		assert.deepEqual(names('caddyfile', caddy)[0], ['a.test', 'b.test']);
		assert.deepEqual(names('yaml', 'server_name: a.test\ncert: a.pem\n'), [[]]);
	});
});
