/** What is taken back: certificates, and what issues them. */
import type { FileOption } from './fileOption.js';

export interface RevokeCertificateOptions {
	connection?: string;
	mount?: string;
	serialNumber?: string;
	/** A file, or PEM text: presented in place of its number, for what the server does not store. */
	certificate?: FileOption;
	reason?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface CrlOptions {
	connection?: string;
	mount?: string;
	/** Id or name of a CA, where each has its own CRL. */
	authority?: string;
}

export interface DeleteRoleOptions {
	connection?: string;
	mount?: string;
	role?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface DeleteIssuerOptions {
	connection?: string;
	mount?: string;
	/** Its id or name. */
	issuer?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

export interface DeleteMountOptions {
	connection?: string;
	mount?: string;
	/** True skips the question. */
	confirmed?: boolean;
}

/** The server's own words. */
export interface DeleteResult {
	warnings: readonly string[];
}
