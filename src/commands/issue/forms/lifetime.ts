/** How long a certificate will live, said before it is issued. */
import * as vscode from 'vscode';
import { durationWords } from '../../../ui/words/roleWords.js';
import type { Authority, CertificateUsage } from '../../../core/backends/contract/backend.js';
import { adviceFor, wishedCertificate } from '../../../core/backends/issuing/clientAdvice.js';
import { parseDuration } from '../../../core/common/duration.js';
import { lifetimeNotes } from '../../input/lifetimeNotes.js';
import type { Frame, Validation } from '../../../ui/ask/wizard.js';
import { adviceSentence } from '../../../ui/words/findings/adviceWords.js';

export interface LifetimeLimits {
	readonly maxTtlSeconds?: number;
	readonly issuer?: Authority;
	/** What the certificate is for, where it is known. */
	readonly usage?: CertificateUsage;
}

/** Refuses what is no duration; says when the role, the mount or the issuer's own end will cap it. Empty is allowed. */
export function validateLifetime(text: string, limits: LifetimeLimits, now: Date): Validation {
	if (text.trim() === '') return undefined;
	const seconds = parseDuration(text);
	if (seconds === undefined) return vscode.l10n.t('Type a duration such as 30d, 720h or 1y.');
	return lifetimeNotes(text, capSentence(seconds, limits, now));
}

/** Empty takes the role's default. */
export function askLifetime(frame: Frame, value: string, limits: LifetimeLimits): Promise<string> {
	const { maxTtlSeconds } = limits;
	return frame.text({
		prompt:
			maxTtlSeconds === undefined
				? vscode.l10n.t('Lifetime (empty: the role’s default)')
				: vscode.l10n.t(
						'Lifetime, at most {0} (empty: the role’s default)',
						durationWords(maxTtlSeconds),
					),
		value,
		placeholder: '30d',
		validate: (text) => validateLifetime(text, limits, new Date()),
	});
}

/** Undefined when nothing is known that shortens the lifetime or makes clients refuse it. */
export function capSentence(
	seconds: number,
	{ maxTtlSeconds, issuer, usage }: LifetimeLimits,
	now: Date,
): string | undefined {
	const issuerNotAfter = issuer?.notAfter;
	const lifetime = { ttlSeconds: seconds, maxTtlSeconds, issuerNotAfter, now };
	const advice = adviceFor(wishedCertificate({}, usage, lifetime)).find(
		({ field }) => field === 'ttl',
	);
	if (advice) return adviceSentence(advice);
	return maxTtlSeconds !== undefined && seconds > maxTtlSeconds
		? vscode.l10n.t('It will be capped at {0}.', durationWords(maxTtlSeconds))
		: undefined;
}
