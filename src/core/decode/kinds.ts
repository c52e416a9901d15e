/** Which reader reads what: by the PEM label, or by the shape of the DER. */
import { asBuffer, DerCursor, tags } from '../x509/asn1/der.js';
import {
	certificateContent as certificate,
	type Content,
	type ContentFacts,
	crlContent as crl,
	derFault,
	fault,
	keyContent as key,
	ocspContent as ocsp,
	type ReadContent,
	requestContent as request,
} from '../x509/content.js';
import {
	encryptedKey,
	publicKeyLabel,
	readDsaPrivateKey,
	readEncryptedPkcs8,
	readPkcs1,
	readPkcs8,
	readRsaPublicKey,
	readSec1,
	readSpki,
} from '../x509/keys/key.js';
import { readOpensshKey } from '../x509/keys/opensshKey.js';
import { privateKeyLabel } from '../find/pem.js';
import { bundleItems } from '../x509/containers/pkcs7.js';

/** OpenSSL's `TRUSTED CERTIFICATE` has its trust settings behind the certificate. */
const trustedCertificate: ReadContent = (der) => {
	try {
		return certificate(DerCursor.over(der).read().element());
	} catch (error) {
		return derFault(error);
	}
};

const bundle: ReadContent = (der) => {
	// Encrypted and other CMS.
	if (isOtherCms(der)) return fault('notDer');
	try {
		const items = bundleItems(der);
		return items.length === 0
			? fault('emptyBundle')
			: items.flatMap(({ kind, der: item }) =>
					(kind === 'crl' ? crl : certificate)(item).map((content) => ({
						...content,
						container: 'pkcs7' as const,
						entry: { name: '', kind },
					})),
				);
	} catch (error) {
		return derFault(error);
	}
};

const byLabel: Readonly<Partial<Record<string, ReadContent>>> = {
	CERTIFICATE: certificate,
	'X509 CERTIFICATE': certificate,
	'TRUSTED CERTIFICATE': trustedCertificate,
	'CERTIFICATE REQUEST': request,
	'NEW CERTIFICATE REQUEST': request,
	'X509 CRL': crl,
	'OCSP RESPONSE': ocsp,
	PKCS7: bundle,
	CMS: bundle,
	PKCS12: () => fault('pkcs12'),
	'PRIVATE KEY': key(readPkcs8),
	'ENCRYPTED PRIVATE KEY': key(readEncryptedPkcs8),
	'RSA PRIVATE KEY': key(readPkcs1),
	'EC PRIVATE KEY': key(readSec1),
	'DSA PRIVATE KEY': key(readDsaPrivateKey),
	'OPENSSH PRIVATE KEY': key(readOpensshKey),
	'PUBLIC KEY': key(readSpki),
	'RSA PUBLIC KEY': key(readRsaPublicKey),
};

const legacyFormats: Readonly<Partial<Record<string, readonly [format: string, type: string]>>> = {
	'RSA PRIVATE KEY': ['pkcs1', 'rsa'],
	'EC PRIVATE KEY': ['sec1', 'ec'],
	'DSA PRIVATE KEY': ['dsa', 'dsa'],
};

export interface LabelledContents {
	readonly contents: readonly Content[];
	/** The label under which programs look for this content, where it is another one. */
	readonly expected?: string;
}

/** Reads the content of a PEM block: as its label says, `CERTIFICATE` by `readCertificate`; else as what it is. */
export function readLabelled(
	label: string,
	headers: Readonly<Record<string, string>>,
	der: Buffer,
	readCertificate = certificate,
): LabelledContents {
	const legacy = legacyFormats[label];
	if (legacy !== undefined && headers['Proc-Type']?.includes('ENCRYPTED') === true) {
		return { contents: [{ facts: encryptedKey(...legacy), der }] };
	}
	const read = label === 'CERTIFICATE' ? readCertificate : byLabel[label];
	const contents = read?.(der) ?? fault('unknownLabel', { label });
	const [first] = contents;
	if (contents.length !== 1 || first === undefined || !isDoubtful(first)) {
		return { contents };
	}
	// What can be read as a certificate is one, however odd, and need not be read again.
	if (label === 'CERTIFICATE' && first.facts) return { contents };
	const actual = readAny(der);
	const expected = expectedLabel(actual, der);
	return expected === undefined || expected === label || isOtherFormat(label, expected)
		? { contents }
		: { contents: actual, expected };
}

/** Whether it may be something else: unreadable so, or odd, or one of the keys that look alike to each other's readers. */
function isDoubtful({ facts }: Content): boolean {
	if (facts === undefined) return true;
	return 'problems' in facts ? facts.problems.length > 0 : facts.kind === 'privateKey';
}

/** By its shape; OpenSSH's own format by its first bytes. */
function readAny(der: Buffer): Content[] {
	return der[0] === tags.sequence ? readDer(der) : key(readOpensshKey)(der);
}

/** Undefined for what could not be read to its end. */
function expectedLabel(contents: readonly Content[], der: Buffer): string | undefined {
	const [first] = contents;
	if (first?.fault !== undefined || first === undefined) return undefined;
	return isSignedData(der) ? 'PKCS7' : labelOf(first);
}

/**
 * Two numbers in a row are an RSA public key only where something says so: `DH PARAMETERS` and signatures are the same.
 */
function isOtherFormat(label: string, expected: string): boolean {
	return !isKnownLabel(label) && (expected === 'RSA PUBLIC KEY' || label.endsWith(' PARAMETERS'));
}

const signedDataType = Buffer.from('06092a864886f70d010702', 'hex');

/** ContentInfo (RFC 5652, 3) of any other of the types that CMS itself names. */
function isOtherCms(der: Buffer): boolean {
	const at = der.subarray(0, 24).indexOf(signedDataType.subarray(0, -1));
	const last = at === -1 ? undefined : der[at + signedDataType.length - 1];
	return last !== undefined && last !== signedDataType.at(-1);
}

/** ContentInfo of SignedData (RFC 5652, 3): its type is the first element. */
function isSignedData(der: Buffer): boolean {
	return der.subarray(0, 24).includes(signedDataType);
}

/**
 * Reads base64 or DER that nothing says the kind of; undefined unless it is an object that cannot be mistaken, and then
 * with the label that belongs to it.
 */
export function readUnlabelled(der: Buffer): (LabelledContents & { expected: string }) | undefined {
	const contents = readAny(der);
	const expected = expectedLabel(contents, der);
	return expected === undefined || expected === 'RSA PUBLIC KEY' || isBareStatus(contents)
		? undefined
		: { contents, expected };
}

/** An OCSP response of five bytes: a number may be anything. */
function isBareStatus([first]: readonly Content[]): boolean {
	return first?.facts?.kind === 'ocsp' && first.facts.responses.length === 0;
}

/** Whether blocks with this label are read. */
export function isKnownLabel(label: string): boolean {
	return byLabel[label] !== undefined;
}

/** The label under which programs look for this. */
function labelOf({ facts, der }: ContentFacts): string {
	switch (facts.kind) {
		case 'certificate':
			return 'CERTIFICATE';
		case 'request':
			return 'CERTIFICATE REQUEST';
		case 'crl':
			return 'X509 CRL';
		case 'ocsp':
			return 'OCSP RESPONSE';
		case 'publicKey':
			return publicKeyLabel(der);
		case 'privateKey':
			return privateKeyLabel(facts);
	}
}

/** Reads DER of any kind by its shape: the tags directly below the outermost SEQUENCE. */
export function readDer(bytes: Uint8Array): Content[] {
	const der = asBuffer(bytes);
	if (der[0] !== tags.sequence) {
		return fault('notDer');
	}
	let shape: string;
	try {
		shape = shapeOf(der);
	} catch (error) {
		return derFault(error);
	}
	const reader = shapes.find(([pattern]) => pattern.test(shape))?.[1];
	return reader === undefined ? fault('notDer') : reader(der);
}

function shapeOf(der: Buffer): string {
	const parts = DerCursor.overBer(der).expect(tags.sequence).enter();
	const found: string[] = [];
	while (!parts.atEnd && found.length < 10) {
		found.push(parts.read().tag.toString(16).padStart(2, '0'));
	}
	return found.join(' ');
}

/** Certificate, request and CRL have the same shape: the first that can be walked to its end is it. */
const signed: ReadContent = (der) => {
	let first: Content[] | undefined;
	for (const read of [certificate, request, crl]) {
		const contents = read(der);
		if (contents[0]?.fault === undefined) return contents;
		first ??= contents;
	}
	return first ?? [];
};

const shapes: readonly (readonly [pattern: RegExp, read: ReadContent])[] = [
	[/^30 30 [02]3$/, signed],
	[/^02 30 04/, key(readPkcs8)],
	[/^30 04$/, key(readEncryptedPkcs8)],
	[/^30 03$/, key(readSpki)],
	[/^02 04/, key(readSec1)],
	[/^02 02$/, key(readRsaPublicKey)],
	[/^02( 02){5}$/, key(readDsaPrivateKey)],
	[/^02( 02){8}/, key(readPkcs1)],
	[/^06 a0$/, bundle],
	[/^0a( a0)?$/, ocsp],
	[/^02 30( 30)?$/, () => fault('pkcs12')],
];
