/** Certificates that take the place of others. */
import type { FileOption } from './fileOption.js';

export interface RenewOptions {
	/** A file, or a folder with certificates. */
	certificate?: FileOption;
	/** In place of a file: a certificate that a CA has issued. */
	serialNumber?: string;
	/** Default: where it was issued, else where the authority that signed it is found. */
	connection?: string;
	mount?: string;
	/** Default: the role it was issued from, else the only one that would issue the same. */
	role?: string;
	/** Where the private key is, if not beside the certificate. */
	key?: FileOption;
	/** Of the private key or key store; the new one gets the same. No result holds it. */
	password?: string;
	/** Keep the private key. */
	reuseKey?: boolean;
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	/** For `serialNumber`, where no file of the workspace holds the certificate. */
	folder?: FileOption;
	layout?: 'server' | 'kubernetes' | 'combined';
	/** True skips the question. */
	confirmed?: boolean;
	/** True goes on where names or usages are not kept, or the previous CA would refuse the new pair. */
	acceptDifferences?: boolean;
}

export interface RotateOptions extends RenewOptions {
	/** The server that uses the pair, for checks A and B afterwards. */
	host?: string;
	/** Default: 443. */
	port?: number;
	/** Default: `host`. */
	serverName?: string;
}

export interface RotationCheckResult {
	name: string;
	/** `notChecked`: what it needs is not there. */
	ok: boolean | 'notChecked';
	code?: string;
	message?: string;
}

export interface RotateResult {
	/** What was replaced. */
	files: string[];
	/** The old files. */
	backups: string[];
	checks: RotationCheckResult[];
}
