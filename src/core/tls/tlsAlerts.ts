/** Alerts that the server sent: its verdict on us (RFC 8446, 6.2). */
import { PkiError } from '../common/errors.js';
import type { ServerAnswer } from './handshake.js';

interface AlertContext {
	readonly hasClientCertificate: boolean;
	/** Of a second handshake; undefined where there was none, or it told nothing. */
	readonly handshake?: ServerAnswer;
	readonly args: Readonly<Record<string, string>>;
	readonly cause: unknown;
}

/** OpenSSL's and BoringSSL's names, whose prefix (`SSLV3`, `SSL/TLS`, `TLSV1`) says nothing. */
const byName: readonly (readonly [name: string, alert: number])[] = [
	['CERTIFICATE_REQUIRED', 116],
	['UNRECOGNIZED_NAME', 112],
	['INTERNAL_ERROR', 80],
	['PROTOCOL_VERSION', 70],
	['DECRYPT_ERROR', 51],
	['UNKNOWN_CA', 48],
	['CERTIFICATE_UNKNOWN', 46],
	['CERTIFICATE_EXPIRED', 45],
	['CERTIFICATE_REVOKED', 44],
	['UNSUPPORTED_CERTIFICATE', 43],
	['BAD_CERTIFICATE', 42],
	['HANDSHAKE_FAILURE', 40],
];

/** Alerts that are about our certificate by what they say. */
const certificateReasons: ReadonlyMap<number, string> = new Map([
	[42, 'clientCertificateRefused'],
	[43, 'clientCertificatePurpose'],
	[44, 'clientCertificateRevoked'],
	[45, 'clientCertificateExpired'],
	[46, 'clientCertificateRefused'],
	[48, 'clientIssuerUnknown'],
]);

const otherReasons: ReadonlyMap<number, string> = new Map([
	[70, 'tlsVersion'],
	[112, 'unknownServerName'],
]);

const handshakeFailure = 40;
const certificateRequired = 116;

/** Where the alert itself leaves open whether it is about a client certificate. */
export function isAmbiguous(alert: number, hasClientCertificate: boolean): boolean {
	return alert === handshakeFailure || (certificateReasons.has(alert) && !hasClientCertificate);
}

/** The alert inside an error; undefined when the other side did not speak. */
export function alertNumber(code: string, message: string): number | undefined {
	const written = /SSL alert number (\d+)/.exec(message)?.[1];
	if (written !== undefined) return Number(written);
	// Alerts from the peer have the reason 1000 + number in the low 12 bits, in OpenSSL as in BoringSSL.
	const packed = /error:([0-9A-F]{8}):/i.exec(message)?.[1];
	const reason = packed === undefined ? 0 : parseInt(packed, 16) & 0xfff;
	if (reason > 1000 && reason < 1256) return reason - 1000;
	if (!code.includes('ALERT') && !code.includes('UNRECOGNIZED_NAME')) return undefined;
	return byName.find(([name]) => code.endsWith(name))?.[1];
}

/**
 * `untrusted` where it is about our certificate, or the lack of one; else `unreachable`. What is likely and what is known
 * have reasons of their own.
 */
export function alertError(alert: number, context: AlertContext): PkiError {
	const { cause } = context;
	const args = { ...context.args, alert };
	const reason = certificateReason(alert, context);
	if (reason !== undefined) return new PkiError('untrusted', { reason, args, cause });
	const other =
		alert === handshakeFailure ? failureReason(context) : (otherReasons.get(alert) ?? 'tlsAlert');
	return new PkiError('unreachable', { reason: other, args, cause });
}

function certificateReason(alert: number, context: AlertContext): string | undefined {
	const { hasClientCertificate, handshake } = context;
	const asked = handshake?.askedForCertificate;
	if (alert === certificateRequired) {
		return hasClientCertificate ? 'clientCertificateNotSent' : 'clientCertificateRequired';
	}
	if (alert === handshakeFailure) {
		if (asked !== true) return undefined;
		return hasClientCertificate ? 'clientCertificateDoubtful' : 'clientCertificateRequired';
	}
	const reason = certificateReasons.get(alert);
	if (reason === undefined || hasClientCertificate) return reason;
	if (asked === undefined) return 'clientCertificateLikely';
	return asked ? 'clientCertificateRequired' : undefined;
}

function failureReason({ handshake }: AlertContext): string {
	return handshake?.answered === false ? 'nothingInCommon' : 'handshakeFailure';
}
