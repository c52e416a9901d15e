/** Revoking a certificate: what the server did is said, and its CRL knows it afterwards. */
import { isPkiError, PkiError } from '../../../common/errors.js';
import { asRecord, asText } from '../../../http/json.js';
import { chainItemOf, isIssuerOf, verifySignature } from '../../../x509/chain.js';
import { hasEnded } from '../../../x509/verdict.js';
import { isoTime } from '../../answers/isoTime.js';
import type { RevokeOutcome, RevokeRequest } from '../../contract/backend.js';
import { reasonWord, upperSerial } from '../answers/values.js';
import { endsEverything, explained } from '../session/errors.js';
import type { Session } from '../session/session.js';
import { mount } from './authorities.js';
import {
	findCertificate,
	type FoundCertificate,
	pagesLookedThrough,
	type PkiParts,
	revocationOf,
	revokedMark,
} from './certificates.js';
import { rotateCrl } from './crls.js';

/**
 * `POST /v1/pki/revoke`, then a new CRL of its CA. What the server did is answered, whatever becomes of the reading before
 * and after. Rejects with `notFound` (reason `noCertificate`), `invalid` (reason `notIssuedHere`, or what is wrong with the
 * reason), `forbidden`, and as every call.
 */
export async function revoke(
	session: Session,
	parts: PkiParts,
	request: RevokeRequest,
	now: () => Date,
): Promise<RevokeOutcome> {
	const serialNumber = await serialOf(session, parts, request);
	const before = await look(session, parts, serialNumber);
	if (before?.summary.revoked) {
		const { revokedAt } = (await ifReadable(session, (own) => revocationOf(own, before))) ?? {};
		return { ...{ revoked: true, outcome: 'alreadyRevoked', warnings: [] }, revokedAt };
	}
	const answer = await send(
		session,
		request,
		serialNumber,
		asText(before?.row.serial_number),
	).catch((error: unknown) => {
		// What has ended need not be revoked, and a server may say so.
		const isRefused = isPkiError(error, 'invalid') || isPkiError(error, 'exists');
		if (isRefused && hasEnded(before?.summary.notAfter, now())) return error;
		throw error;
	});
	if (isPkiError(answer)) {
		return { revoked: false, outcome: 'alreadyExpired', warnings: answer.serverMessages };
	}
	const renewal = await renewCrl(session, before?.caId);
	const said = isoTime(asRecord(answer.json).revoked_at);
	const after =
		said === undefined
			? await ifReadable(session, (own) => stateOf(own, parts, serialNumber))
			: undefined;
	// A success whose certificate is said to be good is none.
	if (after?.isGood === true) return { revoked: false, outcome: 'refused', ...renewal };
	const revokedAt = said ?? after?.revokedAt;
	return { ...{ revoked: true, outcome: 'revoked' }, revokedAt, ...renewal };
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

/** Undefined where it is not found soon, or cannot be read: the server decides. */
async function look(
	session: Session,
	parts: PkiParts,
	serialNumber: string,
): Promise<FoundCertificate | undefined> {
	try {
		return await session.aside((own) =>
			findCertificate(own, parts, serialNumber, pagesLookedThrough),
		);
	} catch (error) {
		if (endsEverything(error)) throw error;
		return undefined;
	}
}

/** What is read of something that is done: undefined where that fails, which changes nothing of it. */
async function ifReadable<T>(
	session: Session,
	read: (session: Session) => Promise<T>,
): Promise<T | undefined> {
	try {
		return await session.aside(read);
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return undefined;
	}
}

async function stateOf(session: Session, parts: PkiParts, serialNumber: string) {
	const found = await findCertificate(session, parts, serialNumber, pagesLookedThrough);
	const { summary, row } = found;
	const { revokedAt } = await revocationOf(session, found);
	return { revokedAt, isGood: !summary.revoked && revokedMark(row) === false };
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
		if (isPkiError(error, 'notFound') && error.reason !== 'noTenant') {
			throw explained(error, 'notFound', 'noCertificate');
		}
		throw error;
	}
}

function isAboutReason(error: unknown): boolean {
	return (
		isPkiError(error, 'invalid') && error.serverMessages.some((text) => /\breason\b/.test(text))
	);
}

/** When the server itself does it is not documented. What was revoked stays so, whatever becomes of the list. */
async function renewCrl(
	session: Session,
	caId: string | undefined,
): Promise<Pick<RevokeOutcome, 'warnings' | 'notes'>> {
	const notes = [{ code: 'crlNotRenewed' as const, args: {} }];
	if (caId === undefined) return { warnings: [], notes };
	try {
		await session.aside((own) => rotateCrl(own, caId));
		return { warnings: [] };
	} catch (error) {
		if (!isPkiError(error)) throw error;
		return { warnings: error.serverMessages, notes };
	}
}
