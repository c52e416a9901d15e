/** A private key as PKCS #8 (RFC 5958), encrypted where a password is given. */
import type { KeyObject } from 'node:crypto';
import { PkiError } from '../../common/errors.js';
import { isOpenable, type KeyMaterial } from '../keyMaterial.js';
import type { KeyInFile, Wish } from '../target.js';

type Password = Wish['newPassword'];

/** Without a password a key that could not be opened stays as it is, encrypted or not. */
export function keyAsPem(key: KeyMaterial, password: Password): string {
	if (!key.opened) return unopened(key, password).pem;
	return key.opened.export({ type: 'pkcs8', format: 'pem', ...encryption(password) }).toString();
}

/** The same in DER. Throws `keyEncrypted` for a key whose encryption DER has no place for. */
export function keyAsDer(key: KeyMaterial, password: Password): Uint8Array {
	if (key.opened) {
		return key.opened.export({ type: 'pkcs8', format: 'der', ...encryption(password) });
	}
	const { facts, der } = unopened(key, password);
	if (facts.encrypted && facts.format !== 'pkcs8') throw mustBeOpened(key);
	return der;
}

export function keyInFile({ opened, facts }: KeyMaterial, password: Password): KeyInFile {
	const isEncrypted = opened ? password !== undefined : facts.encrypted;
	return isEncrypted ? 'encrypted' : 'plain';
}

/** Throws `keyEncrypted` or `keyForm` for a key that could not be opened. */
export function openedKey(key: KeyMaterial): KeyObject {
	if (!key.opened) throw mustBeOpened(key);
	return key.opened;
}

/** An RSA key of a JWK that leaves the primes out has no bytes of its own. */
function unopened(key: KeyMaterial, password: Password): KeyMaterial {
	if (password !== undefined || key.der.length === 0) throw mustBeOpened(key);
	return key;
}

function mustBeOpened({ facts }: KeyMaterial): PkiError {
	return isOpenable(facts)
		? new PkiError('invalid', { reason: 'keyEncrypted' })
		: new PkiError('invalid', { reason: 'keyForm' });
}

function encryption(password: Password) {
	return password === undefined ? {} : { cipher: 'aes-256-cbc', passphrase: password };
}
