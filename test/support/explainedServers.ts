/** Servers whose certificate a client refuses, each for a reason of the table of TLS errors. */
import {
	type Certificate,
	ecKeys,
	keyUsages,
	makeCertificate,
	makeRoot,
	nameConstraints,
	rsaKeys,
	type Wish,
} from '../matrix/material.js';
import { toPem } from '../../src/core/find/pem.js';
import type { ExplanationId } from '../../src/core/tls/explain/explanation.js';
import { crlOf, revokedEntry } from './crls.js';
import { extension, utf8 } from './der.js';

export interface ExplainedServer {
	readonly id: ExplanationId;
	/** What it sends, its own certificate first. */
	readonly chain: string;
	readonly keyPem: string;
	/** What the client trusts. */
	readonly ca: string;
	readonly crl?: string;
	/** That the client asks for; absent: `localhost`, which all have. */
	readonly serverName?: string;
}

const root = makeRoot('Explained Root');
const stranger = makeRoot('Stranger Root');
const issuing = makeCertificate({
	name: 'Issuing',
	issuer: root,
	ca: true,
	keyUsage: keyUsages.certAndCrlSign,
});

function leaf(wish: Partial<Wish> = {}): Certificate {
	return makeCertificate({
		...{ name: 'localhost', issuer: root, dns: ['localhost'], ips: ['127.0.0.1'] },
		...{ usages: ['serverAuth'], ...wish },
	});
}

/** Sends the certificates given; the client trusts `root`. */
function sends(
	id: ExplanationId,
	own: Certificate,
	...above: readonly Certificate[]
): ExplainedServer {
	const chain = [own, ...above].map(({ pem }) => pem).join('');
	return { id, chain, keyPem: own.keyPem, ca: root.pem };
}

function authority(name: string, issuer: Certificate, wish: Partial<Wish> = {}): Certificate {
	return makeCertificate({ name, issuer, ca: true, keyUsage: keyUsages.certAndCrlSign, ...wish });
}

/** Its signature is of something else. */
function damaged(certificate: Certificate): Certificate {
	const der = Buffer.from(certificate.der);
	const place = der.length - 5;
	der.writeUInt8(der.readUInt8(place) ^ 1, place);
	return { ...certificate, der, pem: toPem('CERTIFICATE', der) };
}

export function explainedServers(): readonly ExplainedServer[] {
	const own = makeCertificate({ name: 'localhost', dns: ['localhost'], ips: ['127.0.0.1'] });
	const bounded = authority('Bounded', root, { pathLength: 0 });
	const deeper = authority('Deeper', bounded);
	const noSign = authority('No Sign', root, { keyUsage: keyUsages.digitalSignature });
	const elsewhere = authority('Elsewhere', root, {
		extensions: [nameConstraints('permitted', 'other.test')],
	});
	return [
		sends('incompleteChain', leaf({ issuer: issuing })),
		{ ...sends('unknownIssuer', leaf({ issuer: issuing }), issuing), ca: stranger.pem },
		{ ...sends('incompleteCaFile', leaf({ issuer: issuing })), ca: issuing.pem },
		{ ...sends('selfSignedInChain', leaf(), root), ca: stranger.pem },
		sends('selfSigned', own),
		sends('expired', leaf({ from: -9, to: -2 })),
		sends('notYetValid', leaf({ from: 2, to: 9 })),
		{ ...sends('nameMismatch', leaf()), serverName: 'other.test' },
		sends('wrongPurpose', leaf({ usages: ['clientAuth'] })),
		sends('pathTooLong', leaf({ issuer: deeper }), deeper, bounded),
		sends('badSignature', damaged(leaf())),
		sends('nameConstraint', leaf({ issuer: elsewhere }), elsewhere),
		sends('issuerMayNotSign', leaf({ issuer: noSign }), noSign),
		sends('weakSignature', leaf({ digest: 'sha1' })),
		sends('weakKey', leaf({ keys: rsaKeys(1024) })),
		sends(
			'unknownCriticalExtension',
			leaf({ extensions: [extension('1.3.6.1.4.1.99999.1', utf8('x'), true)] }),
		),
		...withCrls(),
	];
}

function withCrls(): readonly ExplainedServer[] {
	const serial = '0123456789';
	const authorityOfCrls = makeRoot('CRL Root', { keyUsage: keyUsages.certAndCrlSign });
	const revoked = leaf({ issuer: authorityOfCrls, serial });
	const crl = (entries: readonly Buffer[], due?: string) =>
		toPem('X509 CRL', crlOf(authorityOfCrls, { entries, issued: '260101000000Z', due }));
	const ca = authorityOfCrls.pem;
	return [
		{ ...sends('revoked', revoked), ca, crl: crl([revokedEntry(serial)]) },
		{ ...sends('crlMissing', leaf()), crl: crl([]) },
		{ ...sends('crlExpired', revoked), ca, crl: crl([], '260201000000Z') },
	];
}

/** Clients whose certificate a server that trusts `root` refuses. */
export function explainedClients(): readonly (ExplainedServer & { readonly alert: number })[] {
	const client = (wish: Partial<Wish> = {}) => leaf({ usages: ['clientAuth'], ...wish });
	return [
		{ ...sends('clientIssuerUnknown', client({ issuer: stranger })), alert: 48 },
		{ ...sends('clientCertificateExpired', client({ from: -9, to: -2 })), alert: 45 },
		{ ...sends('clientCertificatePurpose', client({ usages: ['serverAuth'] })), alert: 43 },
		{ ...sends('clientCertificateRefused', client({ digest: 'sha1' })), alert: 42 },
	];
}

export const trustedRoot = root;
export const goodServer = leaf({ keys: ecKeys() });
