/** The one word that stands beside a certificate. */
import type { ExpiryThreshold, Verdict } from './model.js';

const dayMs = 86_400_000;

export interface VerdictInput {
	readonly notBefore?: string | undefined;
	/** Valid up to and including this second (RFC 5280, 4.1.2.5). */
	readonly notAfter?: string | undefined;
	readonly revoked?: boolean;
}

/** The last millisecond of a validity, since 1970: the second it names is part of it. NaN where it could not be read. */
function lastMoment(notAfter: string | undefined): number {
	return notAfter === undefined ? Number.NaN : Date.parse(notAfter) + 999;
}

/**
 * Whether the validity of a certificate, or the time of a CRL (its `nextUpdate`), is over at `now`. False where the end
 * is not known, or could not be read.
 */
export function hasEnded(notAfter: string | undefined, now: Date): boolean {
	return now.getTime() > lastMoment(notAfter);
}

/**
 * The worst verdict that applies: revoked > expired > notYetValid > expiresSoon > valid; `unknown` where a time that
 * decides could not be read. It expires soon when fewer than `threshold.days` remain and no more than
 * `threshold.lifetimeShare` of its lifetime, so that a certificate made for 30 days does not warn from its first day.
 */
export function verdictOf(
	{ notBefore, notAfter, revoked }: VerdictInput,
	now: Date,
	threshold: ExpiryThreshold,
): Verdict {
	if (revoked === true) {
		return 'revoked';
	}
	const start = notBefore === undefined ? Number.NaN : Date.parse(notBefore);
	const end = lastMoment(notAfter);
	if (hasEnded(notAfter, now)) {
		return 'expired';
	}
	if (now.getTime() < start) {
		return 'notYetValid';
	}
	if (Number.isNaN(start) || Number.isNaN(end)) {
		return 'unknown';
	}
	const remaining = end - now.getTime();
	const soon =
		remaining < threshold.days * dayMs && remaining <= threshold.lifetimeShare * (end - start);
	return soon ? 'expiresSoon' : 'valid';
}

/**
 * The moments (milliseconds since 1970) from which on `verdictOf` may answer something else than just before; in no
 * order, without those that could not be read.
 */
export function verdictMoments(
	{ notBefore, notAfter }: VerdictInput,
	threshold: ExpiryThreshold,
): readonly number[] {
	const start = notBefore === undefined ? Number.NaN : Date.parse(notBefore);
	const end = lastMoment(notAfter);
	const soon = Math.max(
		end - threshold.days * dayMs + 1,
		Math.ceil(end - threshold.lifetimeShare * (end - start)),
	);
	return [start, soon, end + 1].filter((moment) => !Number.isNaN(moment));
}

/** The end lies before the beginning: whatever the day, nobody accepts it. */
export function datesContradict({ notBefore, notAfter }: VerdictInput): boolean {
	return (
		notBefore !== undefined &&
		notAfter !== undefined &&
		Date.parse(notAfter) < Date.parse(notBefore)
	);
}
