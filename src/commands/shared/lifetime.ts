/** How long a certificate lives, said before it is issued and compared afterwards. */
import * as vscode from 'vscode';
import { durationWords } from '../../ui/roleWords.js';
import type { Authority, IssuedCertificate } from '../../core/backends/backend.js';
import { parseDuration } from '../../core/common/duration.js';
import type { Validation } from '../../ui/wizard.js';
import { exactTime } from '../../ui/words.js';

/** Clocks differ, and servers set the beginning back a little. */
const toleranceSeconds = 120;

export interface LifetimeLimits {
	readonly maxTtlSeconds?: number;
	readonly issuer?: Authority;
}

/** Refuses what is no duration; says when the role, the mount or the issuer's own end will cap it. Empty is allowed. */
export function validateLifetime(text: string, limits: LifetimeLimits, now: Date): Validation {
	if (text.trim() === '') return undefined;
	const seconds = parseDuration(text);
	if (seconds === undefined) return vscode.l10n.t('A duration such as 30d, 720h or 1y');
	const message = capSentence(seconds, limits, now);
	return message === undefined
		? undefined
		: { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

/** Undefined when nothing is known that shortens the lifetime. */
export function capSentence(
	seconds: number,
	{ maxTtlSeconds, issuer }: LifetimeLimits,
	now: Date,
): string | undefined {
	if (maxTtlSeconds !== undefined && seconds > maxTtlSeconds) {
		return vscode.l10n.t('It will be capped at {0}', durationWords(maxTtlSeconds));
	}
	const end = issuer?.notAfter;
	if (end === undefined || Date.parse(end) >= now.getTime() + seconds * 1000) return undefined;
	return vscode.l10n.t('The issuer itself ends before, {0}', exactTime(end));
}

/** What the server did to the lifetime that was asked for; undefined when it granted it. */
export function shortened(
	issued: IssuedCertificate,
	wishedSeconds: number | undefined,
	now: Date,
): string | undefined {
	if (wishedSeconds === undefined) return undefined;
	const given = (Date.parse(issued.notAfter) - now.getTime()) / 1000;
	if (given >= wishedSeconds - toleranceSeconds) return undefined;
	return vscode.l10n.t(
		'It ends earlier than the {0} asked for: the role, the mount or the issuer caps the lifetime.',
		durationWords(wishedSeconds),
	);
}
