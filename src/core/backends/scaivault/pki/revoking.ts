/** Revoking a certificate: what the server did is said, and its CRL knows it afterwards. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord } from '../../../http/json.js';
import { chainItemOf, isIssuerOf, verifySignature } from '../../../x509/chain.js';
import { hasEnded } from '../../../x509/verdict.js';
import { isoTime } from '../../answers/isoTime.js';
import type { RevokeOutcome, RevokeRequest } from '../../contract/backend.js';
import { reasonWord, upperSerial } from '../answers/values.js';
import type { Session } from '../session/session.js';
import { mount } from './authorities.js';
import { findCertificate, noCertificate, type PkiParts, readCertificate } from './certificates.js';
import { rotateCrl } from './crls.js';

export async function revoke(
	session: Session,
	parts: PkiParts,
	request: RevokeRequest,
	now: () => Date,
): Promise<RevokeOutcome> {
	const serialNumber = await serialOf(session, parts, request);
	const before = await look(session, parts, serialNumber);
	if (before?.revoked) {
		const { revokedAt } = await readCertificate(session, parts, serialNumber);
		return { revoked: true, outcome: 'alreadyRevoked', revokedAt, warnings: [] };
	}
	const answer = await send(session, request, serialNumber, before?.serialText).catch(
		(error: unknown) => {
			// What has ended need not be revoked, and a server may say so.
			const isRefused = isPkiError(error, 'invalid') || isPkiError(error, 'exists');
			if (isRefused && hasEnded(before?.notAfter, now())) return error;
			throw error;
		},
	);
	if (isPkiError(answer)) {
		return { revoked: false, outcome: 'alreadyExpired', warnings: answer.serverMessages };
	}
	const warnings = await renewCrl(session, before?.caId);
	const said = isoTime(asRecord(answer.json).revoked_at);
	const after = said === undefined ? await tryRead(session, parts, serialNumber) : undefined;
	const revokedAt = said ?? after?.revokedAt;
	// A success whose certificate is still good is none.
	return after && !after.revoked
		? { revoked: false, outcome: 'refused', warnings }
		: { ...{ revoked: true, outcome: 'revoked', warnings }, revokedAt };
}

/** Of a certificate that is presented, its own; it has to be one that a CA of this server signed. */
async function serialOf(
	session: Session,
	{ authorities }: PkiParts,
	{ serialNumber, certificatePem }: RevokeRequest,
): Promise<string> {
	if (certificatePem === undefined) return serialNumber;
	const item = chainItemOf(certificatePem);
	const all = item ? await authorities.all(session) : [];
	const isIssued = all.some(
		({ item: ca }) =>
			item && ca && isIssuerOf(ca.facts, item.facts) && verifySignature(ca.der, item.der) !== false,
	);
	if (!item || !isIssued) {
		throw new PkiError('invalid', { reason: 'notIssuedHere', args: { mount } });
	}
	return item.facts.serialNumber;
}

/** Undefined where it is not in the list or may not be read: the server decides. */
async function look(session: Session, parts: PkiParts, serialNumber: string) {
	try {
		const { summary, row, caId } = await findCertificate(session, parts, serialNumber);
		const { serial_number: serialText } = row;
		return { ...summary, caId, ...(typeof serialText === 'string' && { serialText }) };
	} catch (error) {
		if (isPkiError(error, 'notFound') || isPkiError(error, 'forbidden')) return undefined;
		throw error;
	}
}

/** @param listed The number as the server's list writes it; else as the tutorial does. */
async function send(
	session: Session,
	{ reason }: RevokeRequest,
	serialNumber: string,
	listed: string | undefined,
) {
	const post = (word: string | undefined) =>
		session.send({
			...{ method: 'POST', path: ['pki', 'revoke'], scope: 'pki:admin' },
			about: { mount, serialNumber },
			body: {
				serial_number: listed ?? upperSerial(serialNumber),
				...(word !== undefined && { reason: word }),
			},
		});
	try {
		return await post(reason && reasonWord(reason));
	} catch (error) {
		// Whether a reason is required is not documented.
		if (reason === undefined && isAboutReason(error)) return post(reasonWord('unspecified'));
		if (isPkiError(error, 'notFound')) throw noCertificate(serialNumber);
		throw error;
	}
}

function isAboutReason(error: unknown): boolean {
	return (
		isPkiError(error, 'invalid') && error.serverMessages.some((text) => /\breason\b/.test(text))
	);
}

/** When the server itself does it is not documented. What was revoked stays so, whatever becomes of the list. */
async function renewCrl(session: Session, caId: string | undefined): Promise<readonly string[]> {
	if (caId === undefined) return [];
	try {
		await rotateCrl(session, caId);
		return [];
	} catch (error) {
		if (isPkiError(error)) return error.serverMessages;
		throw error;
	}
}

async function tryRead(session: Session, parts: PkiParts, serialNumber: string) {
	try {
		return await readCertificate(session, parts, serialNumber);
	} catch (error) {
		if (isPkiError(error, 'notFound') || isPkiError(error, 'forbidden')) return undefined;
		throw error;
	}
}
