/** What programs print and people send: logs, diffs, mail, web pages, and what servers hand on in headers. */
import {
	base64,
	bundlePem,
	caPem,
	chain,
	keyPem,
	lines,
	mark,
	pem,
	wrapped,
	type WrittenPlace,
} from './material.js';

const asPem = (what: string, text: string, names?: readonly string[]): WrittenPlace => ({
	what,
	text,
	encoding: 'pem',
	...(names ? { names } : {}),
});
const inUrl = encodeURIComponent(`${pem}\n`);
const both = ['api.test', 'ca.test'];
const attributes =
	'Bag Attributes\n    localKeyID: 54 69 6D 65\n    friendlyName: api\nsubject=CN = api.test\nissuer=CN = Test Issuer\n';

export const texts: readonly WrittenPlace[] = [
	asPem(
		'openssl x509 -text',
		`Certificate:\n    Data:\n        Version: 3 (0x2)\n    Signature Algorithm: ecdsa-with-SHA256\n         30:45:02:21:00:b0\n${pem}\n`,
	),
	asPem('openssl pkcs12', `${attributes}${pem}\n${attributes}${keyPem}\n`, [
		'api.test',
		'privateKey',
	]),
	asPem(
		'openssl s_client',
		`CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = api.test\n   i:CN = ca.test\n${pem}\n 1 s:CN = ca.test\n${caPem}\n---\nServer certificate\nsubject=CN = api.test\n---\n`,
		both,
	),
	asPem('a PKCS #7 bundle', `${bundlePem}\n`, both),
	asPem(
		'a log with times',
		lines
			.map((line, index) => `2026-11-26T12:00:0${index % 10}.12${index}Z INFO tls: ${line}`)
			.join('\n'),
	),
	asPem('a log of containers', lines.map((line) => `web-1  | ${line}`).join('\n')),
	{
		what: 'a log in JSON',
		text: `{"level":"info","msg":"got ${pem.replaceAll('\n', '\\n')}"}\n`,
		encoding: 'escaped',
	},
	asPem(
		'lines that a diff adds',
		`--- a/ca.pem\n+++ b/ca.pem\n@@ -0,0 +1,9 @@\n+${pem.replaceAll('\n', '\n+')}\n`,
	),
	asPem('lines that a diff takes away', `@@ -1,9 +0,0 @@\n-${pem.replaceAll('\n', '\n-')}\n`),
	asPem('lines around a change', `@@ -1,9 +1,9 @@\n ${pem.replaceAll('\n', '\n ')}\n+x\n`),
	asPem(
		'git blame',
		lines
			.map(
				(line, index) =>
					`1f2e3d4c (Jo Doe 2026-11-26 12:00:00 +0100 ${String(index + 8).padStart(2)}) ${line}`,
			)
			.join('\n'),
	),
	asPem(
		'numbered lines',
		lines.map((line, index) => `${String(index + 1).padStart(6)}\t${line}`).join('\n'),
	),
	asPem('grep', lines.map((line) => `certs/ca.pem:${line}`).join('\n')),
	asPem('Markdown in a fence', `# CA\n\n\`\`\`pem\n${chain}\n\`\`\`\n`, both),
	asPem('Markdown in a quote', `> Our CA:\n>\n> ${pem.replaceAll('\n', '\n> ')}\n`),
	asPem('a quote in a quote', `>> ${pem.replaceAll('\n', '\n>> ')}\n`),
	asPem('a table', lines.map((line) => `| ${line.padEnd(64)} |`).join('\n')),
	asPem('HTML', `<p>Our CA</p><pre>${pem}</pre>\n`),
	asPem('HTML with breaks', `<p>${lines.join('<br>\n')}</p>\n`),
	asPem(
		'a mail header that is folded',
		`X-Client-Cert: ${pem.replaceAll('\n', '\n\t')}\nSubject: x\n`,
	),
	{
		what: 'quoted-printable mail',
		text: `Content-Transfer-Encoding: quoted-printable\n\n${pem.replaceAll('=', '=3D')}\n`,
		encoding: 'escaped',
	},
	{
		what: "nginx's $ssl_client_escaped_cert",
		text: `X-SSL-Client-Cert: ${inUrl}\n`,
		encoding: 'escaped',
	},
	{
		what: "Envoy's X-Forwarded-Client-Cert",
		text: `Hash=468e;Cert="${inUrl}";Subject="CN=api.test"\n`,
		encoding: 'escaped',
	},
	{
		what: 'a form',
		text: `name=api&cert=${inUrl.replaceAll('%20', '+')}&x=1`,
		encoding: 'escaped',
	},
	asPem('CSV', `id,certificate\n1,"${pem}"\n2,"${caPem}"\n`, both),
	{
		what: 'LDIF',
		text: `dn: cn=api.test\nuserCertificate;binary:: ${mark(wrapped(base64, 77, ' '))}\ncn: api.test\n`,
		encoding: 'base64Der',
	},
	{
		what: 'a vCard',
		text: `BEGIN:VCARD\nVERSION:3.0\nKEY;ENCODING=b;TYPE=X509:${mark(wrapped(base64, 74, ' '))}\nEND:VCARD\n`,
		encoding: 'base64Der',
	},
	{
		what: 'Our-Header of a proxy',
		text: `Client-Cert: :${mark(base64)}:\n`,
		encoding: 'base64Der',
	},
];
