import type { CertificateUsage, KeyKind } from '../../../core/backends/contract/backend.js';
import type { Pkcs12Wish } from '../../save/pkcs12.js';

/** What a test certificate is made from; everything has a default. */
export interface TestCertificate {
	/** At least one. */
	readonly names: readonly string[];
	readonly usage: CertificateUsage;
	readonly days: number;
	readonly keyType: KeyKind;
	readonly folder: string;
	/** Where a first CA keeps its key, if not in the secret storage. */
	readonly keysIn?: 'file';
	readonly pkcs12?: Pkcs12Wish;
}
