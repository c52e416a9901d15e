/**
 * Writes a SignedData that nobody signed (RFC 5652, 5.1; RFC 2315, 9.1), whose use is to carry certificates and CRLs, as
 * `.p7b` files do.
 */
import { derElement } from '../asn1/derWriter.js';

/** OBJECT IDENTIFIERs, whole. */
const signedData = Buffer.from('06092a864886f70d010702', 'hex');
const data = Buffer.from('06092a864886f70d010701', 'hex');
/** RFC 5652, 5.1: the content is `id-data` and nothing in it needs a later version. */
const version = Buffer.from('020101', 'hex');

/**
 * DER, but for the order: certificates stand as they are given, as OpenSSL writes them, since programs take the first for
 * the one that is meant, while DER would sort them.
 */
export function writeBundle(
	certificates: readonly Uint8Array[],
	crls: readonly Uint8Array[] = [],
): Uint8Array {
	const content = derElement(0x30, [
		version,
		derElement(0x31, []),
		derElement(0x30, [data]),
		...(certificates.length > 0 ? [derElement(0xa0, certificates)] : []),
		...(crls.length > 0 ? [derElement(0xa1, crls)] : []),
		derElement(0x31, []),
	]);
	return derElement(0x30, [signedData, derElement(0xa0, [content])]);
}
