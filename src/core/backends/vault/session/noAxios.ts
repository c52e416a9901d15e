/**
 * Stands for `axios` in the bundle: node-vault requires it for the wire that ours replaces (`request-promise`). A
 * request that went around our transport would follow redirects with the token; it fails instead.
 */
import { PkiError } from '../../../common/errors.js';

export function create(): never {
	throw new PkiError('unexpected');
}
