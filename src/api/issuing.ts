/** Certificates and requests. */
import type { FileOption } from './fileOption.js';

export interface IssueTestCertificateOptions {
	names?: string[];
	folder?: FileOption;
	usage?: 'server' | 'client' | 'both';
	days?: number;
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	/** Also a `.p12` file, encrypted with `pkcs12Password`; no result holds a password. */
	pkcs12?: boolean;
	pkcs12Password?: string;
	overwrite?: boolean;
}

export interface IssueCertificateOptions {
	connection?: string;
	mount?: string;
	role?: string;
	commonName?: string;
	altNames?: string[];
	ipSans?: string[];
	uriSans?: string[];
	/** Vault's form (`720h`, `30d`, seconds). */
	ttl?: string | number;
	issuer?: string;
	folder?: FileOption;
	overwrite?: boolean;
	/** Make the key on this machine and send a request only. Default: where the token may call `sign`. */
	localKey?: boolean;
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	/** Where the role leaves it open (the Local CA's `custom`). */
	usage?: 'server' | 'client' | 'both';
	/** Also a `.p12` file, encrypted with `pkcs12Password`; no result holds a password. */
	pkcs12?: boolean;
	pkcs12Password?: string;
}

export interface SignRequestOptions extends Omit<
	IssueCertificateOptions,
	'localKey' | 'keyType' | 'keyBits' | 'pkcs12' | 'pkcs12Password'
> {
	/** A file, or PEM text. */
	request?: FileOption;
}

export interface IssuedFiles {
	serialNumber: string;
	notAfter: string;
	files: { certificate: string; key?: string; chain?: string; ca?: string; pkcs12?: string };
	/** How it differs from what was asked for, what clients will not accept, and the server's own words; the gravest first. */
	warnings?: string[];
}

export interface CreateRequestOptions {
	/** RFC 4514; else `CN=<first name>`. */
	subject?: string;
	names?: string[];
	keyType?: string;
	/** With `keyType` `rsa` or `ec`. */
	keyBits?: number;
	folder?: FileOption;
	overwrite?: boolean;
}
