/** Files that hold keys and certificates behind a password, told by their first bytes. */

const sequence = '30(?:[0-7].|8[1-4](?:..){1,4}?|80)';
/** PFX (RFC 7292, 4): version 3, and a ContentInfo of data or signed data. */
const pfx = new RegExp(`^${sequence}020103${sequence}06092a864886f70d01070[12]`);

/** PKCS #12, also in BER; Java's own keystores by their magic number: those of today's keytool are PKCS #12. */
export function keystoreOf(bytes: Buffer): 'pkcs12' | 'jks' | 'jceks' | undefined {
	const head = bytes.toString('hex', 0, 40);
	if (head.startsWith('feedfeed')) return 'jks';
	if (head.startsWith('cececece')) return 'jceks';
	return pfx.test(head) ? 'pkcs12' : undefined;
}
