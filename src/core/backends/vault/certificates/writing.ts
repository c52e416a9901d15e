/** Issuing, signing and revoking. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { hasEnded } from '../../../x509/verdict.js';
import type {
	IssuedCertificate,
	IssueRequest,
	RevokeOutcome,
	RevokeRequest,
	SignRequest,
} from '../../contract/backend.js';
import { readSummary } from './certificateReads.js';
import { asText, asTexts } from '../../../http/json.js';
import { type RunResult, runOperation } from '../steps/run.js';
import type { Session } from '../session/session.js';
import { isoTime } from '../../answers/isoTime.js';
import { plainSerial, splitCertificates } from '../../answers/values.js';

export async function issue(session: Session, request: IssueRequest): Promise<IssuedCertificate> {
	const result = await runOperation(session, { kind: 'issue', request });
	const privateKeyPem = asText(result.last?.private_key);
	return {
		...readIssued(result),
		...(privateKeyPem !== undefined && { privateKeyPem: withNewline(privateKeyPem) }),
	};
}

export async function sign(session: Session, request: SignRequest): Promise<IssuedCertificate> {
	return readIssued(await runOperation(session, { kind: 'sign', request }));
}

function readIssued({ last: data = {}, warnings }: RunResult): IssuedCertificate {
	const certificate = asText(data.certificate);
	const serial = asText(data.serial_number);
	const notAfter = isoTime(data.expiration);
	if (certificate === undefined || serial === undefined || notAfter === undefined) {
		throw new PkiError('unexpected', { reason: 'missingAnswer' });
	}
	const certificatePem = splitCertificates(certificate)[0] ?? certificate;
	const chain = asTexts(data.ca_chain).flatMap(splitCertificates);
	const above = chain.length > 0 ? chain : splitCertificates(asText(data.issuing_ca) ?? '');
	return {
		serialNumber: plainSerial(serial),
		notAfter,
		certificatePem,
		chainPem: above.filter((pem) => pem !== certificatePem),
		warnings,
	};
}

function withNewline(pem: string): string {
	return pem.endsWith('\n') ? pem : `${pem}\n`;
}

/**
 * Says what the server really did: it answers an expired certificate with success and a warning (older servers with
 * 204 and nothing), and one that was revoked before like one that is revoked now.
 */
export async function revoke(
	session: Session,
	request: RevokeRequest,
	now: () => Date,
): Promise<RevokeOutcome> {
	if (request.reason !== undefined) {
		throw new PkiError('unsupported', { reason: 'revocationReason' });
	}
	const before = await look(session, request);
	if (before?.revoked) {
		return { revoked: true, outcome: 'alreadyRevoked', revokedAt: before.revokedAt, warnings: [] };
	}
	const { last, warnings } = await runOperation(session, { kind: 'revoke', request }).catch(
		(error: unknown) => {
			throw explainUnknown(error, request);
		},
	);
	const revokedAt = isoTime(last?.revocation_time);
	if (revokedAt !== undefined) return { revoked: true, outcome: 'revoked', revokedAt, warnings };
	const after = await look(session, request);
	if (after?.revoked) {
		return { revoked: true, outcome: 'revoked', revokedAt: after.revokedAt, warnings };
	}
	const isExpired =
		warnings.some((warning) => /already expired/i.test(warning)) ||
		hasEnded(after?.notAfter, now());
	return { revoked: false, outcome: isExpired ? 'alreadyExpired' : 'refused', warnings };
}

/** A certificate from a role that stores none is as unknown by its number as one that was never issued. */
function explainUnknown(error: unknown, { mount, serialNumber }: RevokeRequest): unknown {
	if (!isPkiError(error, 'notFound') || error.reason !== 'noCertificate') return error;
	const { serverMessages } = error;
	const args = { mount, serialNumber };
	return new PkiError('notFound', { reason: 'notStored', args, serverMessages, cause: error });
}

/** Undefined where it cannot be read: the server may revoke it all the same, and says if not. */
async function look(session: Session, { mount, serialNumber }: RevokeRequest) {
	const summary = await readSummary(session, mount, serialNumber);
	return summary.unread ? undefined : summary;
}
