/** Which errors are about a password. */
import { isPkiError, type PkiError } from './errors.js';

const aboutPassword: ReadonlySet<string> = new Set([
	'passwordNeeded',
	'wrongPassword',
	'passwordIsEmpty',
	'wrongKeyPassword',
	'keyPasswordRefused',
	'keyEncrypted',
]);

/** Whether another password may help. */
export function isAboutPassword(error: unknown): error is PkiError {
	return isPkiError(error) && error.reason !== undefined && aboutPassword.has(error.reason);
}
