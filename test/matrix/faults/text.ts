/** Faults of the text around a block, the same for certificate, key and CA files. */
import { makeRoot } from '../material.js';
import type { Content, Faults, Pki, Scene } from '../scene.js';

type Form = (pem: string) => Content;

const body = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

/** What is done to a file of PEM. */
const forms: Readonly<Record<string, Form>> = {
	crlf: (pem) => pem.replaceAll('\n', '\r\n'),
	'cr-only': (pem) => pem.replaceAll('\n', '\r'),
	bom: (pem) => `\ufeff${pem}`,
	utf16: (pem) => Buffer.from(`\ufeff${pem}`, 'utf16le'),
	indented: (pem) => pem.replace(/^(?=.)/gm, '  '),
	'text-before': (pem) => `Bag Attributes\n    friendlyName: agent\n${pem}`,
	'text-on-line': (pem) => `pem: ${pem}`,
	'one-line': (pem) => pem.replaceAll('\n', ''),
	'escaped-lines': (pem) => JSON.stringify({ pem }),
	'blank-line': (pem) => pem.replace(/^(.*\n.*\n)/, '$1\n'),
	'trailing-spaces': (pem) => pem.replaceAll('\n', '  \n'),
	'no-final-newline': (pem) => pem.trimEnd(),
	'long-line': (pem) => pem.replace(/-\n[^-]+\n-/g, () => `-\n${body(pem)}\n-`),
	'end-indented': (pem) => pem.replace('-----END', ' -----END'),
	'body-indented': (pem) => pem.replace(/^(?=[^-])/gm, '  '),
	der: (pem) => Buffer.from(body(pem), 'base64'),
	torn: (pem) => pem.replace(/^(.*\n.{10})./, '$1!'),
	'no-end': (pem) => pem.replace(/-----END.*\n/, ''),
};

export function textFaults({ client, root, issuing, clientOf, server }: Pki): Faults {
	const each = Object.entries(forms).flatMap(([id, form]): [string, Scene][] => [
		[`cert-${id}`, { cert: form(client.pem), key: client.keyPem }],
		[`key-${id}`, { cert: client.pem, key: form(client.keyPem) }],
		[`ca-${id}`, { ca: form(root.pem) }],
	]);
	const torn = (pem: string) => String(forms['torn']?.(pem));
	const leaf = clientOf({ issuer: issuing });
	const label = (pem: string, to: string) => pem.replaceAll('CERTIFICATE-', `${to}-`);
	return {
		...Object.fromEntries(each),
		'cert-empty': { cert: '', key: client.keyPem },
		'cert-holds-key': { cert: client.keyPem, key: client.keyPem },
		'cert-behind-key': { cert: client.keyPem + client.pem, key: client.keyPem },
		'cert-then-torn': { cert: leaf.pem + torn(issuing.pem), key: leaf.keyPem },
		'cert-torn-then-good': { cert: torn(issuing.pem) + client.pem, key: client.keyPem },
		'key-then-torn': { cert: client.pem, key: client.keyPem + torn(issuing.pem) },
		'key-torn-then-good': { cert: client.pem, key: torn(issuing.pem) + client.keyPem },
		'cert-label-x509': { cert: label(client.pem, 'X509 CERTIFICATE'), key: client.keyPem },
		'cert-label-trusted': { cert: label(client.pem, 'TRUSTED CERTIFICATE'), key: client.keyPem },
		'cert-label-pkcs7': { cert: label(client.pem, 'PKCS7'), key: client.keyPem },
		'cert-label-other': { cert: label(client.pem, 'CERTIFICATE REQUEST'), key: client.keyPem },
		'ca-label-x509': { ca: label(root.pem, 'X509 CERTIFICATE') },
		'ca-label-trusted': { ca: label(root.pem, 'TRUSTED CERTIFICATE') },
		'ca-label-pkcs7': { ca: label(root.pem, 'PKCS7') },
		'ca-empty': { ca: '' },
		'ca-holds-key': { ca: client.keyPem },
		'ca-behind-key': { ca: root.keyPem + root.pem },
		'ca-torn-then-good': { ca: torn(server.pem) + root.pem },
		'ca-torn-between': { ca: makeRoot('Other Root').pem + torn(server.pem) + root.pem },
		'ca-good-then-torn': { ca: root.pem + torn(server.pem) },
	};
}
