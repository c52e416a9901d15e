/** Revoking, and the list of what was revoked. */
import { randomUUID } from 'node:crypto';
import { PkiError } from '../../common/errors.js';
import { readCertificate, readCertificateListFacts } from '../../x509/certificate.js';
import { chainItemOf, verifySignature } from '../../x509/chain.js';
import { readCrl as readCrlFacts } from '../../x509/crl.js';
import type { CrlFacts } from '../../x509/model.js';
import { hasEnded } from '../../x509/verdict.js';
import { firstPemDer } from '../../find/pem.js';
import type { CrlRecord, RevokeOutcome, RevokeRequest, StateFiles } from '../contract/backend.js';
import type { OpenAuthority } from './authority.js';
import {
	type AuthorityEntry,
	type IssuedEntry,
	revocationReasons,
	type RevokedEntry,
} from './ledger/entries.js';
import type { LedgerState, Ledger } from './ledger/ledger.js';
import { label, mount } from './mount.js';
import { issuedEntry } from './reading.js';

const dayMs = 86_400_000;
const crlLifetimeMs = 7 * dayMs;
/** A list is signed anew when less than this of its life is left. */
const crlRenewalMs = dayMs;
const fileName = 'crl.pem';

export async function revoke(
	ledger: Ledger,
	request: RevokeRequest,
	now: Date,
): Promise<RevokeOutcome> {
	const { reason } = request;
	if (reason !== undefined && !revocationReasons.includes(reason)) {
		throw new PkiError('invalid', {
			reason: 'revocationReason',
			args: { revocationReason: reason },
		});
	}
	const entry = await entryFor(ledger, request);
	const serialNumber = entry.serial;
	const state = await ledger.read();
	const before = state.revoked.get(serialNumber);
	if (before) return alreadyRevoked(before);
	const { notAfter } = readCertificateListFacts(Buffer.from(entry.der, 'base64'));
	if (hasEnded(notAfter, now)) {
		return { revoked: false, outcome: 'alreadyExpired', warnings: [] };
	}
	const at = `${now.toISOString().slice(0, 19)}Z`;
	const line: RevokedEntry = { k: 'revoked', serial: serialNumber, at, id: randomUUID(), reason };
	const revoked = (await ledger.append(line)).revoked.get(serialNumber) ?? line;
	// Another window may have been first.
	return revoked.id === line.id
		? { revoked: true, outcome: 'revoked', revokedAt: at, warnings: [] }
		: alreadyRevoked(revoked);
}

/** Of a certificate that is presented the signature decides: one that the ledger has lost is taken in again. */
async function entryFor(
	ledger: Ledger,
	{ serialNumber, certificatePem }: RevokeRequest,
): Promise<IssuedEntry> {
	const state = await ledger.read();
	if (certificatePem === undefined) {
		const entry = issuedEntry(state, serialNumber);
		if (entry) return entry;
		throw new PkiError('notFound', {
			reason: 'notStored',
			args: { mount, serialNumber, ca: label },
		});
	}
	const item = chainItemOf(certificatePem);
	if (!item) throw new PkiError('invalid', { reason: 'noCertificate' });
	const serial = item.facts.serialNumber;
	const der = Buffer.from(item.der).toString('base64');
	const known = issuedEntry(state, serial);
	if (known?.der === der) return known;
	const ca = state.authorities.findLast(
		({ issuing }) => verifySignature(Buffer.from(issuing, 'base64'), item.der) === true,
	);
	if (!ca || known) throw new PkiError('invalid', { reason: 'notIssuedHere', args: { mount } });
	const entry: IssuedEntry = { k: 'issued', ca: ca.id, serial, der };
	await ledger.add(entry);
	return entry;
}

function alreadyRevoked({ at }: RevokedEntry): RevokeOutcome {
	return { revoked: true, outcome: 'alreadyRevoked', revokedAt: at, warnings: [] };
}

export interface CrlParts {
	readonly ledger: Ledger;
	readonly files: StateFiles;
	/** Opens the authority with its key. */
	readonly open: (entry: AuthorityEntry) => Promise<OpenAuthority>;
	readonly now: () => Date;
}

/**
 * The list of the authority that signs now: the one signed last while it is complete and has a day left, else a fresh
 * one with the next number. Rejects with `notFound`, reason `noCrl`, before the first certificate, and with
 * `unsupported`, reason `crlSign` (args `name`), where the CA may not sign one (RFC 5280, 4.2.1.3), as mkcert's.
 */
export async function readCrl(parts: CrlParts): Promise<CrlRecord> {
	const state = await parts.ledger.read();
	const entry = state.authorities.at(-1);
	if (!entry) throw new PkiError('notFound', { reason: 'noCrl', args: { mount } });
	const kept = await parts.files.read(fileName);
	const facts = kept === undefined ? undefined : factsOf(kept);
	if (kept !== undefined && facts && isCurrent(facts, state, entry, parts.now())) {
		return recordOf(kept, facts);
	}
	const pem = await signCrl(parts, entry);
	await parts.files.write(fileName, pem);
	return recordOf(pem, factsOf(pem));
}

async function signCrl({ ledger, open, now }: CrlParts, entry: AuthorityEntry): Promise<string> {
	const { name, keyUsage } = readCertificate(Buffer.from(entry.issuing, 'base64'));
	if (keyUsage.length > 0 && !keyUsage.includes('cRLSign')) {
		throw new PkiError('unsupported', { reason: 'crlSign', args: { name } });
	}
	const { issuer } = await open(entry);
	const { writeCrl } = await import('../../x509/write/crl.js');
	const id = randomUUID();
	const state = await ledger.append({ k: 'crl', id });
	const thisUpdate = now();
	return writeCrl(
		{
			number: state.crls.indexOf(id) + 1,
			thisUpdate,
			nextUpdate: new Date(thisUpdate.getTime() + crlLifetimeMs),
			revoked: revokedBy(state, entry).map(({ serial, at, reason }) => ({
				serialNumber: serial,
				revokedAt: new Date(at),
				reason,
			})),
		},
		issuer,
	);
}

/** Also what the intermediate signed before it was renewed: a CRL is a key's, whatever certificate it has (RFC 5280, 5). */
function revokedBy(state: LedgerState, entry: AuthorityEntry): readonly RevokedEntry[] {
	const key = publicKeyOf(entry);
	const sameKey = state.authorities.filter((other) => publicKeyOf(other) === key);
	const ids = new Set(sameKey.map(({ id }) => id));
	return [...state.revoked.values()].filter(({ serial }) =>
		ids.has(issuedEntry(state, serial)?.ca ?? ''),
	);
}

function publicKeyOf({ issuing }: AuthorityEntry): string {
	return readCertificate(Buffer.from(issuing, 'base64')).publicKeySha256;
}

function keyIdentifierOf({ issuing }: AuthorityEntry): string | undefined {
	return readCertificate(Buffer.from(issuing, 'base64')).subjectKeyIdentifier;
}

function factsOf(pem: string): CrlFacts | undefined {
	const der = firstPemDer(pem, 'X509 CRL');
	return der === undefined ? undefined : readCrlFacts(der);
}

function isCurrent(facts: CrlFacts, state: LedgerState, entry: AuthorityEntry, now: Date): boolean {
	const left = Date.parse(facts.nextUpdate ?? '') - now.getTime();
	return (
		facts.authorityKeyIdentifier === keyIdentifierOf(entry) &&
		left > crlRenewalMs &&
		facts.revokedCount === revokedBy(state, entry).length
	);
}

function recordOf(crlPem: string, facts: CrlFacts | undefined): CrlRecord {
	const { crlNumber, nextUpdate } = facts ?? {};
	return { crlPem, ...(crlNumber && { crlNumber }), ...(nextUpdate && { nextUpdate }) };
}
