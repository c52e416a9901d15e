/** Values in the API's form and in ours. */
import { parseDuration } from '../../../common/duration.js';
import { isPkiError } from '../../../common/errors.js';
import { asNumber, asRecord, asText } from '../../../http/json.js';
import { colonSerial, splitCertificates } from '../../answers/values.js';
import type { RevocationReason } from '../../contract/backend.js';
import type { ScaiAnswer } from '../session/request.js';

/** `2bf91c` → `2B:F9:1C`. */
export function upperSerial(serialNumber: string): string {
	return colonSerial(serialNumber).toUpperCase();
}

/** Hours, as every example of a PKI call has them; what is no whole number of them in the unit that says it. */
export function durationText(seconds: number): string {
	if (seconds % 3600 === 0) return `${seconds / 3600}h`;
	return seconds % 60 === 0 ? `${seconds / 60}m` : `${Math.ceil(seconds)}s`;
}

/** For servers that read hours alone: not less than what was asked for. */
export function durationInHours(seconds: number): string {
	return `${Math.ceil(seconds / 3600)}h`;
}

/** Whether hours alone say it another way than `durationText`. */
export function isOtherInHours(seconds: number | undefined): seconds is number {
	return seconds !== undefined && durationInHours(seconds) !== durationText(seconds);
}

export function isBadDuration(error: unknown): boolean {
	return isPkiError(error) && error.args.serverCode === 'invalid_duration';
}

/** Seconds; a number is taken for them. */
export function readDuration(value: unknown): number | undefined {
	return asNumber(value) ?? parseDuration(asText(value) ?? '');
}

const reasons: Readonly<Record<RevocationReason, string>> = {
	unspecified: 'unspecified',
	keyCompromise: 'key_compromise',
	affiliationChanged: 'affiliation_changed',
	superseded: 'superseded',
	cessationOfOperation: 'cessation_of_operation',
	privilegeWithdrawn: 'privilege_withdrawn',
};

export const revocationReasons = Object.keys(reasons) as readonly RevocationReason[];

/** In snake case: only `key_compromise` is documented, the others follow its form. */
export function reasonWord(reason: RevocationReason): string {
	return reasons[reason];
}

export function readReason(value: unknown): RevocationReason | undefined {
	return revocationReasons.find((reason) => [reason, reasons[reason]].includes(String(value)));
}

/** The PEM of an answer, which is said to be the text itself and shown as a field of JSON. */
export function pemIn(answer: ScaiAnswer, ...fields: readonly string[]): string | undefined {
	const record = asRecord(answer.json);
	const texts = [...fields.map((name) => asText(record[name])), asText(answer.json), answer.text];
	return texts.find((text) => text?.includes('-----BEGIN ') === true);
}

/** The certificates of an answer in `certificate_pem`, `certificate` or `pem`, or as the text itself. */
export function certificateIn(answer: ScaiAnswer): string | undefined {
	const pem = pemIn(answer, 'certificate_pem', 'certificate', 'pem');
	return pem === undefined ? undefined : splitCertificates(pem)[0];
}
