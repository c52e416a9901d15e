/** Files that renew certificates without the editor. */
import type { FileOption } from './fileOption.js';

export interface GenerateRenewalFilesOptions {
	connection?: string;
	mount?: string;
	role?: string;
	/** Default: `['script']`. */
	files?: ('script' | 'kubernetes' | 'webhook')[];
	commonName?: string;
	altNames?: string[];
	ipSans?: string[];
	uriSans?: string[];
	/** Vault's form (`720h`, `30d`, seconds). */
	ttl?: string | number;
	issuer?: string;
	/** With `kubernetes`: of the container that uses the certificate. */
	image?: string;
	folder?: FileOption;
	overwrite?: boolean;
}

export interface RenewalFilesResult {
	files: string[];
}
