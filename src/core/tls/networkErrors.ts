/** Why there was no answer: Node's and OpenSSL's codes as ours. */
import type { X509Certificate } from 'node:crypto';
import { isPkiError, PkiError } from '../common/errors.js';
import { readCertificate } from '../x509/certificate.js';
import { explainFailure } from './explain/explanation.js';
import { entryOfCode } from './explain/table.js';
import type { ServerAnswer } from './handshake.js';
import { alertError, alertNumber } from './tlsAlerts.js';

export interface NetworkContext {
	readonly host: string;
	readonly origin: string;
	/** The server listens at a file; `host` is its path. */
	readonly isSocket?: boolean;
	readonly serverName?: string;
	readonly hasClientCertificate: boolean;
	/** Part of the CA file cannot be read. */
	readonly caFileDamaged: boolean;
	/** What a second handshake showed, where an alert left it open. */
	readonly handshake?: ServerAnswer;
	/** The server's certificate, where the handshake came that far. */
	readonly peer?: X509Certificate;
}

/** Codes of the system, of a unix socket, which is a file. */
const socketFile: Readonly<Record<string, string>> = {
	ENOENT: 'socketMissing',
	EACCES: 'socketForbidden',
	EPERM: 'socketForbidden',
};

/** What a CA that cannot be read may be the cause of. */
const missingCa = new Set(['unknownIssuer', 'incompleteCaFile']);

/** Anything else than a `PkiError` becomes one; the original error is its cause. */
export function networkError(error: unknown, context: NetworkContext): PkiError {
	if (isPkiError(error)) return error;
	const code = codeOf(error);
	const message = error instanceof Error ? error.message : '';
	const args = { host: context.host, origin: context.origin };
	const distrust = ownReason('untrusted', code);
	if (distrust !== undefined) {
		return new PkiError('untrusted', {
			reason: context.caFileDamaged && missingCa.has(distrust) ? 'damagedCaFile' : distrust,
			args: { ...args, detail: message, ...peerArgs(context) },
			cause: error,
		});
	}
	if (isPlainHttpAnswer(code, message)) {
		return new PkiError('unreachable', { reason: 'httpsToHttp', args, cause: error });
	}
	const alert = alertOf(error);
	if (alert !== undefined) {
		return alertError(alert, { ...context, args, cause: error });
	}
	if (code.startsWith('HPE_')) {
		return new PkiError('unexpected', { reason: 'notVault', args, cause: error });
	}
	return new PkiError('unreachable', {
		reason:
			(context.isSocket === true ? socketFile[code] : undefined) ?? ownReason('unreachable', code),
		args: { ...args, detail: code },
		cause: error,
	});
}

/** Ours for a code of the system, or for Node's name of an X509_V_ERR_*; of some of those Node says only `UNSPECIFIED`. */
function ownReason(code: 'untrusted' | 'unreachable', nodeCode: string): string | undefined {
	if (nodeCode === 'UNSPECIFIED') return code === 'untrusted' ? 'verification' : undefined;
	const own = entryOfCode(nodeCode)?.own;
	return own?.code === code ? own.reason : undefined;
}

/** The TLS alert by which the server ended the handshake; undefined: there was none. */
export function alertOf(error: unknown): number | undefined {
	return error instanceof Error ? alertNumber(codeOf(error), error.message) : undefined;
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: '';
}

/** A server without TLS answered the handshake with text. */
function isPlainHttpAnswer(code: string, message: string): boolean {
	const id = explainFailure({ code, message, saidBy: 'self' })?.id;
	return id === 'httpsToHttp' || id === 'httpToHttps';
}

/** Who the server says it is, read by our own reader: Node's rendering of names differs between its builds. */
function peerArgs({ peer, serverName, host }: NetworkContext): Record<string, string> {
	if (peer === undefined) return {};
	const facts = readCertificate(peer.raw);
	return {
		subject: facts.subject,
		issuer: facts.issuer,
		names: facts.subjectAltNames.map(({ value }) => value).join(', '),
		expected: serverName ?? host,
		fingerprint: facts.sha256Fingerprint,
		notBefore: facts.notBefore ?? '',
		notAfter: facts.notAfter ?? '',
	};
}
