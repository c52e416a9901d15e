/** Values in base64, of PEM or of DER. */
import { createPublicKey } from 'node:crypto';
import {
	base64,
	bundleBase64,
	caBase64,
	chain,
	inBase64,
	jceksBase64,
	jksBase64,
	keyBase64,
	keyPem,
	mark,
	pem,
	pkcs12Base64,
	wrapped,
	type WrittenPlace,
} from './material.js';

const both = ['api.test', 'ca.test'];
const ofPem = (what: string, text: string, names?: readonly string[]): WrittenPlace => ({
	what,
	text,
	encoding: 'base64Pem',
	...(names ? { names } : {}),
});
const ofDer = (what: string, text: string, names?: readonly string[]): WrittenPlace => ({
	...ofPem(what, text, names),
	encoding: 'base64Der',
});
const crt = mark(inBase64(`${pem}\n`));
const bundle = mark(
	inBase64(`${chain}
`),
);
const key = mark(inBase64(`${keyPem}\n`));
const publicJwk = createPublicKey(keyPem).export({ format: 'jwk' });
const jwk = {
	kty: 'EC',
	crv: 'P-256',
	x: 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA',
	x5c: [mark(base64), mark(caBase64)],
};
/** JSON writes the marks as escapes. */
const json = (value: unknown, indent = 0) =>
	JSON.stringify(value, null, indent)
		.replaceAll('\\u0001', '\u0001')
		.replaceAll('\\u0002', '\u0002');

export const values: readonly WrittenPlace[] = [
	ofPem(
		'a Secret',
		`kind: Secret\ntype: kubernetes.io/tls\ndata:\n  tls.crt: ${crt}\n  tls.key: ${key}\n`,
		['api.test', 'privateKey'],
	),
	ofPem('a Secret in JSON', json({ kind: 'Secret', data: { 'ca.crt': crt, 'tls.key': key } }, 2), [
		'api.test',
		'privateKey',
	]),
	ofPem('a Secret with quotes', `data:\n  "tls.crt": "${crt}"\n`),
	ofPem(
		'a Secret with wrapped base64',
		`data:\n  tls.crt: |\n    ${mark(wrapped(inBase64(`${pem}\n`), 76, '    '))}\n`,
	),
	ofPem(
		'a folded YAML scalar of base64',
		`data:\n  tls.crt: >-\n    ${mark(wrapped(inBase64(`${pem}\n`), 64, '    '))}\n  x: y\n`,
	),
	ofPem(
		'a kubeconfig',
		`clusters:\n- cluster:\n    certificate-authority-data: ${crt}\n    server: https://127.0.0.1:6443\nusers:\n- user:\n    client-certificate-data: ${crt}\n    client-key-data: ${key}\n`,
		['api.test', 'api.test', 'privateKey'],
	),
	ofPem(
		'a Secret with a kubeconfig',
		`data:\n  value: ${mark(inBase64(`ca: ${inBase64(pem)}\nkey: ${inBase64(keyPem)}\n`))}\n`,
		['api.test', 'privateKey'],
	),
	ofPem('base64 of base64', `${mark(inBase64(inBase64(pem)))}\n`),
	ofPem('a webhook', `webhooks:\n- clientConfig:\n    caBundle: ${crt}\n`),
	ofPem('a certificate request of cert-manager', `status:\n  ca: ${crt}\n  certificate: ${crt}\n`, [
		'api.test',
		'api.test',
	]),
	ofPem(
		'PEM with a comment above',
		`ca: ${mark(inBase64(`# api.test\nsubject=CN = api.test\n${pem}\n`))}\n`,
	),
	ofPem('a Secret with a chain', `data:\n  tls.crt: ${bundle}\n  tls.key: ${key}\n`, [
		...both,
		'privateKey',
	]),
	ofPem('a line of .env', `TLS_CERT_B64=${crt}\n`),
	ofPem('a data URL', `href: "data:application/x-pem-file;base64,${crt}"\n`),
	ofPem('a comment', `# ${crt}\n`),
	ofPem('a shell pipe', `echo '${crt}' | base64 -d\n`),
	ofPem(
		'base64 below a path',
		`# certs/production/europe-west/intermediate/ca\ncerts/production/europe-west/intermediate/ca\n${crt}\n`,
	),
	ofPem('PEM with escapes in JSON', json({ a: crt }).replaceAll('/', '\\/')),
	ofDer('a JWK on one line', json(jwk), both),
	ofDer('a set of JWKs', json({ keys: [jwk, jwk] }, 2), [...both, ...both]),
	ofDer('a JWK by PHP', json(jwk).replaceAll('/', '\\/'), both),
	ofPem(
		'a Secret with a set of JWKs',
		`kind: Secret\ndata:\n  jwks.json: ${mark(inBase64(json({ keys: [publicJwk, publicJwk] })))}\n`,
		['publicKey', 'publicKey'],
	),
	ofPem('a JWK in base64, with blanks', `jwk: ${mark(inBase64(json(publicJwk, 2)))}\n`, [
		'publicKey',
	]),
	ofPem(
		'the proof of a key in the header of a JWT',
		`DPoP: ${mark(Buffer.from(json({ typ: 'dpop+jwt', jwk: publicJwk })).toString('base64url'))}.e30.AAAA\n`,
		['publicKey'],
	),
	ofDer(
		'a Secret with keystores',
		`kind: Secret\ndata:\n  keystore.p12: ${mark(pkcs12Base64)}\n  truststore.jks: ${mark(jksBase64)}\n  old.jceks: ${mark(jceksBase64)}\n`,
		['pkcs12', 'jks', 'jceks'],
	),
	ofDer('a keystore in .env', `KEYSTORE_B64="${mark(pkcs12Base64)}"\n`, ['pkcs12']),
	ofDer('a keystore in .env, for Java', `KEYSTORE_B64=${mark(jksBase64)}\n`, ['jks']),
	ofDer('a keystore, wrapped', `store: |\n  ${mark(wrapped(jksBase64, 76, '  '))}\n`, ['jks']),
	ofDer(
		'a keystore in the state of Terraform',
		json(
			{ resources: [{ instances: [{ attributes: { content_base64: mark(pkcs12Base64) } }] }] },
			2,
		),
		['pkcs12'],
	),
	ofDer('keystores in JSON of PHP', json({ a: mark(jksBase64) }).replaceAll('/', '\\/'), ['jks']),
	ofDer(
		'a keystore for URLs',
		`store=${mark(Buffer.from(jksBase64, 'base64').toString('base64url'))}`,
		['jks'],
	),
	ofDer(
		'SAML',
		`<ds:X509Data><ds:X509Certificate>${mark(base64)}</ds:X509Certificate></ds:X509Data>`,
	),
	ofDer(
		'SAML, wrapped',
		`<ds:X509Certificate>\n${mark(wrapped(base64, 76))}\n</ds:X509Certificate>`,
	),
	ofDer(
		'SAML, wrapped and indented',
		`<X509Certificate>\n      ${mark(wrapped(base64, 64, '      '))}\n    </X509Certificate>`,
	),
	ofDer(
		'SAML, the end on the last line',
		`<X509Certificate>${mark(wrapped(base64, 64))}</X509Certificate>`,
	),
	ofDer(
		'a signature of Java',
		`<X509Certificate>${mark(wrapped(base64, 76).replaceAll('\n', '&#13;\n'))}</X509Certificate>`,
	),
	ofDer(
		'metadata with several',
		`<KeyDescriptor use="signing"><X509Certificate>${mark(base64)}</X509Certificate></KeyDescriptor>\n<KeyDescriptor use="encryption"><X509Certificate>\n${mark(wrapped(caBase64, 64))}\n</X509Certificate></KeyDescriptor>`,
		both,
	),
	ofDer('base64 for URLs', `cert=${mark(Buffer.from(base64, 'base64').toString('base64url'))}`),
	ofDer(
		'base64 escaped for a URL',
		`https://idp.test/?cert=${mark(encodeURIComponent(base64))}&x=1`,
	),
	ofDer('a PKCS #7 bundle', `certs: "${mark(bundleBase64)}"`, both),
	ofDer('a private key', `key: ${mark(keyBase64)}\n`, ['privateKey']),
	ofDer(
		'joined strings',
		`const ca =\n\t'${mark(wrapped(base64, 64).replaceAll('\n', "' +\n\t'"))}';\n`,
	),
	ofDer(
		'strings side by side',
		`ca = (\n    "${mark(wrapped(base64, 64).replaceAll('\n', '"\n    "'))}"\n)\n`,
	),
	ofDer(
		'a string with escapes',
		`{"ca":"${mark(wrapped(base64, 76).replaceAll('\n', '\\r\\n'))}"}`,
	),
	ofDer('a binary YAML value', `ca: !!binary |\n  ${mark(wrapped(base64, 76, '  '))}\n`),
	ofDer(
		'a property list',
		`<key>PayloadContent</key>\n<data>\n\t${mark(wrapped(base64, 52, '\t'))}\n</data>\n`,
	),
];
