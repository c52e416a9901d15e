/** Issuing and signing; every certificate is in the ledger before it is answered. */
import { PkiError } from '../../common/errors.js';
import { writeLeaf } from '../../x509/write/certificate.js';
import { generateKey } from '../../x509/write/keys.js';
import { proveRequest } from '../../x509/write/proof.js';
import type { IssuedCertificate, IssueRequest, SignRequest } from '../contract/backend.js';
import { issuingName, type OpenAuthority } from './authority.js';
import { profileOf } from './profiles.js';
import { chainOf, factsOf } from './reading.js';
import type { Ledger } from './ledger/ledger.js';
import { cappedWarning, type Plan, planOf, planOfRequest } from './wishes.js';

export interface IssuingParts {
	readonly ledger: Ledger;
	/** The authority that signs, made now if there is none. */
	readonly authority: () => Promise<OpenAuthority>;
	readonly now: () => Date;
	readonly signal: AbortSignal;
	/** Called when it can no longer be stopped: what is being put into the ledger is issued. */
	readonly onCommit: () => void;
}

export async function issue(
	parts: IssuingParts,
	request: IssueRequest,
): Promise<IssuedCertificate> {
	const plan = planOf(request, profileOf(request.role));
	await checkIssuer(parts, request.issuer);
	const authority = await parts.authority();
	const { privateKeyPem, publicKey } = await generateKey(request.keyType ?? 'P-256');
	return { ...(await signPlan(parts, authority, plan, publicKey)), privateKeyPem };
}

/** Rejects with `invalid` also when the request does not prove that its key is held; see `proveRequest`. */
export async function sign(parts: IssuingParts, request: SignRequest): Promise<IssuedCertificate> {
	const profile = profileOf(request.role);
	await checkIssuer(parts, request.issuer);
	const proven = proveRequest(request.request);
	const plan = planOfRequest(proven, request, profile);
	return signPlan(parts, await parts.authority(), plan, proven.publicKey);
}

/** One authority signs leaves; a root above it does not. Both are known by their id or their name. */
async function checkIssuer({ ledger }: IssuingParts, issuer = ''): Promise<void> {
	if (issuer === '' || issuer === 'issuing') return;
	const current = (await ledger.read()).authorities.at(-1);
	const name = current ? factsOf(current.issuing).name : issuingName;
	if (issuer === name || (issuer === 'root' && current && current.root === current.issuing)) return;
	const args = { authority: issuer };
	if (issuer === 'root' || (current && issuer === factsOf(current.root).name)) {
		throw new PkiError('invalid', { reason: 'issuerNotAllowed', args });
	}
	throw new PkiError('notFound', { reason: 'noAuthority', args });
}

async function signPlan(
	{ ledger, now, signal, onCommit }: IssuingParts,
	{ entry, issuer }: OpenAuthority,
	plan: Plan,
	publicKey: Buffer,
): Promise<IssuedCertificate> {
	const written = await writeLeaf({ ...plan, now: now(), publicKey }, issuer);
	// The last moment to stop: what is in the ledger was issued.
	signal.throwIfAborted();
	onCommit();
	const { serialNumber, notAfter, pem, der, capped } = written;
	await ledger.add({
		k: 'issued',
		ca: entry.id,
		serial: serialNumber,
		der: der.toString('base64'),
	});
	return {
		serialNumber,
		notAfter,
		certificatePem: pem,
		chainPem: chainOf(entry),
		warnings: [...plan.warnings, ...(capped ? [cappedWarning(plan.ttlSeconds, notAfter)] : [])],
	};
}
