/** Opens key stores: PKCS #12 (RFC 7292) and Java's JKS. */
import { PkiError } from '../../common/errors.js';
import type { DecodedBlock } from '../model.js';
import { containerOf } from './containerOf.js';

export { containerOf } from './containerOf.js';

export interface OpenOptions {
	/** Of the whole file. An empty one is a password; absent, nothing is decrypted and nothing checked against it. */
	readonly password?: string;
	/** Of a JKS's private keys where they have one of their own: for all that are still locked, or by entry name. */
	readonly keyPassword?: string | Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
}

export interface OpenedContainer {
	readonly kind: 'pkcs12' | 'jks';
	/**
	 * In the file's order, each with `container` and `entry`. Private keys carry their PKCS #8 DER here and nowhere else; those
	 * still locked are `encrypted`, with the DER they are kept in. An entry that cannot be read has `error`.
	 */
	readonly blocks: readonly DecodedBlock[];
	/** Names of the entries whose own password is still asked for. */
	readonly locked: readonly string[];
}

/**
 * Opens a container. Rejects with a `PkiError`:
 * - `invalid` with reason `passwordNeeded`: none was given, or an empty one and the file has another; `wrongPassword`;
 *   `passwordIsEmpty`: one was given, and the file opens with the empty one; `wrongKeyPassword` (`name`): of an entry;
 *   `damagedContainer` (`fault`: a `DerFault` or `badDecrypt`); `notContainer`
 * - `tooLarge` with reason `iterations` (`iterations`, `limit`): more work than is ever asked for, refused before any is done
 * - `unsupported` with reason `containerAlgorithm` (`algorithm`) or `jceks`
 * - `cancelled`
 */
export async function openContainer(
	bytes: Uint8Array,
	options: OpenOptions = {},
): Promise<OpenedContainer> {
	switch (containerOf(bytes)) {
		case 'pkcs12': {
			const { openPkcs12 } = await import('./pkcs12/openPkcs12.js');
			return openPkcs12(bytes, options);
		}
		case 'jks': {
			const { openJks } = await import('./jks/openJks.js');
			return openJks(bytes, options);
		}
		case 'jceks':
			throw new PkiError('unsupported', { reason: 'jceks' });
		case undefined:
			throw new PkiError('invalid', { reason: 'notContainer' });
	}
}
