import type { CallOptions } from '../../common/call.js';
import type { RevocationReason } from '../../x509/kinds.js';

import type { OutcomeNote } from './notes.js';

export type { RevocationReason } from '../../x509/kinds.js';

export interface RevokeRequest {
	readonly mount: string;
	readonly serialNumber: string;
	/** The certificate itself, PEM: presented where it may not be stored, and then it counts, not the number. */
	readonly certificatePem?: string;
	readonly reason?: RevocationReason;
}

export interface RevokeOutcome {
	/** False when the server did not revoke it: `outcome` says why. */
	readonly revoked: boolean;
	readonly outcome: 'revoked' | 'alreadyRevoked' | 'alreadyExpired' | 'refused';
	readonly revokedAt?: string;
	/** The server's own words. */
	readonly warnings: readonly string[];
	readonly notes?: readonly OutcomeNote[];
}

export interface RevokingFacet {
	revoke?(request: RevokeRequest, call?: CallOptions): Promise<RevokeOutcome>;
	/** Present when `revoke` takes a reason. */
	readonly revocationReasons?: readonly RevocationReason[];
}
