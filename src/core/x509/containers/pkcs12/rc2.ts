/** RC2 (RFC 2268) in CBC mode, for which Node has no cipher: node-forge's, loaded by the first file that needs it. */
import type { Decipher } from './decipher.js';

const blockSize = 8;

/**
 * Each call takes whole blocks, except the last.
 *
 * @param bits Effective key bits.
 */
export async function rc2Decipher(key: Buffer, bits: number, iv: Buffer): Promise<Decipher> {
	const [{ default: rc2 }, { default: util }] = await Promise.all([
		import('node-forge/lib/rc2.js'),
		import('node-forge/lib/util.js'),
	]);
	const cipher = rc2.createDecryptionCipher(key.toString('latin1'), bits);
	let previous = iv;
	return {
		update(bytes) {
			// Begun anew for each slice, since its buffer of vectors only grows.
			cipher.start(previous.toString('latin1'), null);
			cipher.update(util.createBuffer(bytes.toString('latin1')));
			previous = bytes.subarray(-blockSize);
			return Buffer.from(cipher.output.getBytes(), 'latin1');
		},
	};
}
