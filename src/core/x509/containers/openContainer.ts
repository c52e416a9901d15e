/** Opens key stores: PKCS #12 (RFC 7292) and Java's JKS. */
import { PkiError } from '../../common/errors.js';
import { containerOf } from './containerOf.js';
import type { OpenedContainer, OpenOptions } from './openedContainer.js';

export { containerOf } from './containerOf.js';
export type { OpenedContainer, OpenOptions } from './openedContainer.js';

/**
 * Opens a container. Rejects with a `PkiError`:
 * - `invalid` with reason `passwordNeeded`: none was given, or an empty one and the file has another; `wrongPassword`;
 *   `passwordIsEmpty`: one was given, and the file opens with the empty one; `wrongKeyPassword` (`name`): of an entry;
 *   `twoPasswords`: the one that was given fits the seal and not what is encrypted; `damagedContainer` (`fault`: a `DerFault`
 *   or `badDecrypt`); `notContainer`
 * - `tooLarge` with reason `iterations` (`iterations`, `limit`) or `memory` (`megabytes`, `limit`): more than is ever asked
 *   for, refused before any work is done
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
