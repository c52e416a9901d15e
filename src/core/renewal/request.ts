/** What is asked of the files that renew a certificate. */
import type { CertificateEvents, IssuingCall } from '../backends/contract/backend.js';

export const renewalWays = ['script', 'kubernetes', 'webhook'] as const;

/**
 * `script`: runs beside a program and renews in time. `kubernetes`: an init container issues, and a restart in time renews.
 * `webhook`: listens for the server's events and starts the script.
 */
export type RenewalWay = (typeof renewalWays)[number];

export interface RenewalRequest {
	readonly ways: readonly RenewalWay[];
	/** Of the files. */
	readonly baseName: string;
	readonly call: IssuingCall;
	/** That the server will give; undefined: its default, which is not known. */
	readonly ttlSeconds?: number;
	/** Needed for `webhook`. */
	readonly events?: CertificateEvents;
	/** Of the container that uses the certificate; needed for `kubernetes`. */
	readonly image?: string;
}
