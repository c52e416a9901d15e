/** Stands in place of a time: revoked, and nobody says when. */
export const unknownTime = 'unknown';

/** When a certificate was revoked: ISO 8601, or `unknown`; undefined where it was not. */
export function revokedAtOf({
	revoked,
	revokedAt,
}: {
	readonly revoked: boolean;
	readonly revokedAt?: string | undefined;
}): string | undefined {
	return revoked ? (revokedAt ?? unknownTime) : undefined;
}
