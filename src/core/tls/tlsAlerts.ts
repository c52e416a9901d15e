/** Alerts that the server sent: its verdict on us (RFC 8446, 6.2). */
import { PkiError } from '../common/errors.js';
import { alertIn } from './explain/matchLine.js';
import { entryOfNumber } from './explain/table.js';
import type { ServerAnswer } from './handshake.js';

interface AlertContext {
	readonly hasClientCertificate: boolean;
	/** Of a second handshake; undefined where there was none, or it told nothing. */
	readonly handshake?: ServerAnswer;
	readonly args: Readonly<Record<string, string>>;
	readonly cause: unknown;
}

const handshakeFailure = 40;
const certificateRequired = 116;

/** Where the alert itself leaves open whether it is about a client certificate. */
export function isAmbiguous(alert: number, hasClientCertificate: boolean): boolean {
	return (
		alert === handshakeFailure || (aboutCertificate(alert) !== undefined && !hasClientCertificate)
	);
}

/** The alert inside an error; undefined when the other side did not speak. */
export function alertNumber(code: string, message: string): number | undefined {
	return alertIn(`${code} ${message}`);
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
		alert === handshakeFailure
			? failureReason(context)
			: (ownReason(alert, 'unreachable') ?? 'tlsAlert');
	return new PkiError('unreachable', { reason: other, args, cause });
}

/** The reason where the alert is about our certificate by what it says. */
function aboutCertificate(alert: number): string | undefined {
	return ownReason(alert, 'untrusted');
}

function ownReason(alert: number, code: 'untrusted' | 'unreachable'): string | undefined {
	const own = entryOfNumber('alert', alert)?.own;
	return own?.code === code ? own.reason : undefined;
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
	const reason = aboutCertificate(alert);
	if (reason === undefined || hasClientCertificate) return reason;
	if (asked === undefined) return 'clientCertificateLikely';
	return asked ? 'clientCertificateRequired' : undefined;
}

function failureReason({ handshake }: AlertContext): string {
	return handshake?.answered === false ? 'nothingInCommon' : 'handshakeFailure';
}
