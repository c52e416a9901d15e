import assert from 'node:assert/strict';
import { decode, isUtf16 } from '../../../../src/core/decode/decode.js';
import { analyze } from '../../../../src/core/diagnostics/analyze.js';
import { referenceInputs } from '../../../../src/core/diagnostics/contents/references.js';
import type { NamedFile } from '../../../../src/core/diagnostics/rule.js';
import { findPathCandidates } from '../../../../src/core/find/paths/findPaths.js';
import { ecKeys, makeCertificate, makeRoot, rsaKeys } from '../../../matrix/material.js';
import { opensshKey } from '../../../matrix/opensshKey.js';

const root = makeRoot('Root');
const issuing = makeRoot('Issuing CA', { issuer: root });
const web = makeCertificate({
	name: 'web',
	issuer: issuing,
	dns: ['web.test'],
	to: 300,
	from: -10,
});
const old = makeCertificate({ name: 'old', issuer: issuing, from: -40, to: -3 });
const soon = makeCertificate({ name: 'soon', issuer: issuing, from: -300, to: 5 });
const early = makeCertificate({ name: 'early', issuer: issuing, from: 5, to: 300 });
const oldCa = makeRoot('Old CA', { from: -900, to: -3 });
const otherCa = makeRoot('Issuing CA', { issuer: root });

/** As PowerShell 5 redirects output. */
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

const texts: Readonly<Record<string, string | Uint8Array>> = {
	'web.pem': web.pem,
	'full.pem': web.pem + issuing.pem,
	'web.key': web.keyPem,
	'both.pem': web.keyPem + web.pem,
	'other.key': makeRoot('Other').keyPem,
	'rsa.key': makeRoot('RSA', { keys: rsaKeys() }).keyPem,
	'old.pem': old.pem,
	'soon.pem': soon.pem,
	'early.pem': early.pem,
	'old-ca.pem': oldCa.pem,
	'cas.pem': oldCa.pem + root.pem,
	'chain.pem': issuing.pem,
	'namesake.pem': otherCa.pem,
	'root.pem': root.pem,
	'utf16.pem': utf16(web.pem),
	'utf16.key': utf16(web.keyPem),
	'torn.pem': web.pem.replace(/\n.{10}/, '\n!'),
	'web.pub': web.keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
	'ssh.key': opensshKey(web.keys),
	'locked.key': ecKeys()
		.privateKey.export({
			...{ type: 'pkcs8', format: 'pem' },
			cipher: 'aes-256-cbc',
			passphrase: 'x',
		})
		.toString(),
};

/** `code severity path`, in the text's order. */
async function found(text: string, languageId = 'nginx'): Promise<readonly string[]> {
	const paths = findPathCandidates(text, { languageId }).map((path) => {
		const content = texts[path.raw];
		const file: NamedFile =
			content === undefined
				? { state: path.raw.includes('unknown') ? 'unknown' : 'missing' }
				: { state: 'read', blocks: decode(content), isUtf16: isUtf16(content) };
		return { ...path, file };
	});
	const findings = await analyze(
		{ blocks: [], text, references: referenceInputs(text, paths) },
		{ now: new Date(), threshold: { days: 30, lifetimeShare: 0.5 } },
	);
	return findings.map(
		({ code, severity, start, end }) => `${code} ${severity} ${text.slice(start, end)}`,
	);
}

const cases: readonly (readonly [what: string, text: string, ...expected: string[]])[] = [
	[
		'a key of ssh with a certificate',
		'cert: web.pem\nkey: ssh.key\n',
		'pathOpensshKey error ssh.key',
	],
	['a key of ssh alone', 'IdentityFile ssh.key\n'],
	[
		'a key of Envoy beside its certificate',
		'[{"certificate_chain":{"filename":"web.pem"},"private_key":{"filename":"other.key"}}]',
		'pathKeyMismatch error web.pem',
		'pathCertificateMismatch error other.key',
	],
	[
		'all is well',
		'ssl_certificate full.pem;\nssl_certificate_key web.key;\nssl_client_certificate root.pem;',
	],
	['certificate and key in one file', 'ssl_certificate both.pem;\nssl_certificate_key both.pem;'],
	[
		'the key is another one',
		'ssl_certificate web.pem;\nssl_certificate_key other.key;',
		'pathKeyMismatch error web.pem',
		'pathCertificateMismatch error other.key',
	],
	[
		'the key is of another type',
		'ssl_certificate web.pem;\nssl_certificate_key rsa.key;',
		'pathKeyMismatch error web.pem',
		'pathCertificateMismatch error rsa.key',
	],
	['the key is encrypted', 'ssl_certificate web.pem;\nssl_certificate_key locked.key;'],
	[
		'the two are swapped',
		'ssl_certificate web.key;\nssl_certificate_key web.pem;',
		'pathWrongKind error web.key',
		'pathWrongKind error web.pem',
	],
	['a key where a CA belongs', 'ssl_client_certificate web.key;', 'pathWrongKind warning web.key'],
	['a public key', 'jwt_key web.pub;\nssl_certificate web.pub;', 'pathWrongKind error web.pub'],
	[
		'files in UTF-16',
		'ssl_certificate utf16.pem;\nssl_certificate_key utf16.key;',
		'pathInUtf16 error utf16.pem',
		'pathInUtf16 error utf16.key',
	],
	['a file in UTF-16 that no program is known to load', 'IdentityFile utf16.key\n'],
	['what cannot be read', 'ssl_certificate torn.pem;\nssl_certificate_key web.key;'],
	['expired', 'ssl_certificate old.pem;', 'pathExpired error old.pem'],
	['expires soon', 'ssl_certificate soon.pem;', 'pathExpiresSoon warning soon.pem'],
	['not yet valid', 'ssl_certificate early.pem;', 'pathNotYetValid warning early.pem'],
	['a CA that has expired', 'ssl_client_certificate old-ca.pem;', 'pathExpired error old-ca.pem'],
	['one of several CAs', 'ssl_client_certificate cas.pem;'],
	['nothing is there', 'ssl_certificate gone.pem;', 'pathNotFound information gone.pem'],
	[
		'one of two is there',
		'ssl_certificate web.pem;\nssl_certificate_key gone.key;',
		'pathNotFound warning gone.key',
	],
	['nobody knows', 'ssl_certificate unknown.pem;'],
	['the right chain', 'SSLCertificateFile web.pem\nSSLCertificateChainFile chain.pem'],
	[
		'the issuer is beside the certificate',
		'SSLCertificateFile full.pem\nSSLCertificateChainFile root.pem',
	],
	[
		'a chain without the issuer',
		'SSLCertificateFile web.pem\nSSLCertificateChainFile root.pem',
		'pathChainMismatch warning root.pem',
	],
	[
		'a chain with a namesake',
		'SSLCertificateFile web.pem\nSSLCertificateChainFile namesake.pem',
		'pathChainMismatch warning namesake.pem',
	],
	[
		'the CA that checks clients',
		'SSLCertificateFile web.pem\nSSLCACertificateFile old-ca.pem',
		'pathExpired error old-ca.pem',
	],
	['a host that is covered', 'server {\n server_name web.test;\n ssl_certificate web.pem;\n}'],
	[
		'a host that is not',
		'server {\n server_name web.test www.test;\n ssl_certificate web.pem;\n}',
		'pathHostNotCovered hint web.pem',
	],
];

describe('what is said at the path of a file', () => {
	for (const [what, text, ...expected] of cases) {
		it(`where ${what}`, async () => {
			assert.deepEqual(await found(text), expected);
		});
	}

	it('is not that it is missing where only its extension tells, or in a container', async () => {
		assert.deepEqual(await found('{"x": "gone.pem"}', 'json'), []);
		assert.deepEqual(await found('ENV SSL_CERT_FILE=/etc/gone.pem', 'dockerfile'), []);
	});

	it('is nothing about the CA that a client has for its server', async () => {
		const text = 'VAULT_CACERT=old-ca.pem\nVAULT_CLIENT_CERT=web.pem\nVAULT_CLIENT_KEY=web.key\n';
		assert.deepEqual(await found(text, 'dotenv'), ['pathExpired error old-ca.pem']);
	});
});
