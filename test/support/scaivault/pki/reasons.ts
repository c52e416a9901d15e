/** Reasons of a revocation; of their words only `key_compromise` is documented. */
import type { RevocationReason } from '../../../../src/core/x509/kinds.js';
import { badFields } from '../server/refusal.js';
import type { Sent } from '../server/sent.js';

export const reasons: Readonly<Record<string, RevocationReason>> = {
	unspecified: 'unspecified',
	key_compromise: 'keyCompromise',
	affiliation_changed: 'affiliationChanged',
	superseded: 'superseded',
	cessation_of_operation: 'cessationOfOperation',
	privilege_withdrawn: 'privilegeWithdrawn',
};

export function revocationReason(body: Sent): RevocationReason {
	const text = body.text('reason') ?? 'unspecified';
	const reason = reasons[text];
	if (!reason) throw badFields({ reason: `"${text}" is not a reason` });
	return reason;
}

export function reasonText(reason: RevocationReason): string {
	return Object.entries(reasons).find(([, one]) => one === reason)?.[0] ?? 'unspecified';
}
