import { PkiError } from '../../../common/errors.js';
import type { OpenedContainer, OpenOptions } from '../openContainer.js';

export function openJks(_bytes: Uint8Array, _options: OpenOptions): Promise<OpenedContainer> {
	return Promise.reject(new PkiError('unsupported', { reason: 'jks' }));
}
