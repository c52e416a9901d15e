/** Which key store a file is, by its content: today's `keytool` writes PKCS #12 under the name `.jks` too. */
import { asBuffer } from '../asn1/der.js';

const length = '(?:[0-7].|80|81..|82.{4}|83.{6}|84.{8})';

/** PFX (RFC 7292, 4): version 3, and a ContentInfo of data or signedData; in hex. What ends too early is one too. */
const pfx = new RegExp(`^30${length}02010330${length}06092a864886f70d01070[12]`);

/** Undefined where it is none. A `jceks` is recognized and not read. */
export function containerOf(bytes: Uint8Array): 'pkcs12' | 'jks' | 'jceks' | undefined {
	const head = asBuffer(bytes.subarray(0, 40)).toString('hex');
	switch (head.slice(0, 8)) {
		case 'feedfeed':
			return 'jks';
		case 'cececece':
			return 'jceks';
		default:
			return pfx.test(head) ? 'pkcs12' : undefined;
	}
}
