/** Certificates and CRLs in a PKCS #7 / CMS SignedData (RFC 5652, 5.1), in DER or BER, as in `.p7b` and `.p7c` files. */
import { DerCursor, DerError, tags } from '../asn1/der.js';
import { readOid } from '../asn1/values.js';

const signedData = '1.2.840.113549.1.7.2';

export interface BundleItem {
	readonly kind: 'certificate' | 'crl';
	readonly der: Buffer;
}

/** The bytes of each certificate and CRL, in the file's order; throws `DerError` when it is no SignedData. */
export function bundleItems(der: Uint8Array): BundleItem[] {
	const outer = DerCursor.overBer(der).expect(tags.sequence).enter();
	if (readOid(outer) !== signedData) {
		throw new DerError('unexpectedTag', outer.start);
	}
	const data = outer.expect(0xa0).enter().expect(tags.sequence).enter();
	data.expect(tags.integer);
	data.expect(tags.set);
	data.expect(tags.sequence);
	const items: BundleItem[] = [];
	for (const [tag, kind] of [
		[0xa0, 'certificate'],
		[0xa1, 'crl'],
	] as const) {
		if (data.optional(tag)) {
			const list = data.enter();
			while (!list.atEnd) {
				if (list.read().tag === tags.sequence) {
					items.push({ kind, der: list.element() });
				}
			}
		}
	}
	return items;
}
