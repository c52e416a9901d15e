/** Other formats, and what differs. */
import type { FileOption } from './fileOption.js';

export interface ConvertOptions {
	/** PEM, DER, base64 of either, PKCS#7, PKCS#12 or a Java keystore, by its content. */
	uri?: FileOption;
	/**
	 * Only a part of it: everything that bears this name (an alias of a keystore with its chain, a JWK's `kid`), or the one block at
	 * this place among those of `pki.decode` (from zero).
	 */
	entry?: string | number;
	/** The file with the private key: for `pkcs12`, and for a JWK that is to hold it. */
	key?: FileOption;
	to?: 'pem' | 'der' | 'pkcs12' | 'pkcs7' | 'jwk' | 'jwks';
	/** Default: the source's. */
	folder?: FileOption;
	/** Of the source and of an encrypted private key; no result holds a password. */
	password?: string;
	/** Of a Java keystore's keys, where it is another one than the store's. */
	keyPassword?: string;
	/** Of what is written: needed for `pkcs12`; for `pem` and `der` it encrypts private keys. */
	newPassword?: string;
	overwrite?: boolean;
}

/** A `Uri`, an absolute path, one block of a file by its first line (from zero), a text, or a certificate that a CA has issued. */
export type CompareSide =
	| FileOption
	| { uri: FileOption; line?: number }
	| { text: string }
	| { connection: string; mount: string; serialNumber: string };

export interface CompareOptions {
	left?: CompareSide;
	right?: CompareSide;
}

export interface FieldDifference {
	/** As `pki.decode` names it. */
	field: string;
	/** Null where that side has none. */
	left: unknown;
	right: unknown;
}
