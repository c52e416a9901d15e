/** The root and what signs under it: made on first use or taken from elsewhere, opened with their keys afterwards. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PkiError } from '../../common/errors.js';
import {
	type Issuer,
	makeIssuer,
	writeIntermediate,
	writeRoot,
} from '../../x509/write/certificate.js';
import { type GeneratedKey, generateKey, loadSigningKey } from '../../x509/write/keys.js';
import { subjectOf } from '../../x509/write/name.js';
import type { CaKeys, CaKeyTexts } from './ledger/caKeys.js';
import type { AuthorityEntry } from './ledger/entries.js';
import type { LedgerState, Ledger } from './ledger/ledger.js';
import type { ExistingCa, Owner } from '../contract/backend.js';
import { readExistingCa } from './existingCa.js';
import { issuingTtlSeconds, rootTtlSeconds } from './profiles.js';
import { factsOf } from './reading.js';
import { rootNameOf } from './rootName.js';

export const issuingName = 'Issuing CA';

/** An authority that can sign. */
export interface OpenAuthority {
	readonly entry: AuthorityEntry;
	readonly issuer: Issuer;
}

export interface AuthorityParts {
	readonly ledger: Ledger;
	readonly keys: CaKeys;
	readonly now: () => Date;
	/** Whom a new root is named after. */
	readonly owner: Owner | undefined;
}

/** How long another window may take to store the keys of an authority that it just made. */
const handOverMs = 3000;
const freshMs = 10_000;

/** Loads `issuingKey`. Rejects with `keyLost`: reason `missing` or `otherKey` (args `authority`). */
export async function openAuthority(
	parts: AuthorityParts,
	entry: AuthorityEntry,
): Promise<OpenAuthority> {
	const pem = await awaitKey(parts, entry);
	const args = { authority: factsOf(entry.issuing).name };
	if (pem === undefined) throw new PkiError('keyLost', { reason: 'missing', args });
	const key = await loadSigningKey(pem).catch((error: unknown) => {
		throw new PkiError('keyLost', { reason: 'otherKey', args, cause: error });
	});
	return { entry, issuer: makeIssuer(Buffer.from(entry.issuing, 'base64'), key) };
}

/** A key that is not there yet may be on its way from the window that made the authority a moment ago. */
async function awaitKey({ keys, ledger, now }: AuthorityParts, entry: AuthorityEntry) {
	const age = now().getTime() - Date.parse(entry.at);
	const end = Date.now() + (age < freshMs ? handOverMs : 0);
	for (;;) {
		const pem = await keys.get(entry, 'issuingKey');
		if (pem !== undefined || Date.now() >= end) return pem;
		await delay(100);
		if ((await ledger.read()).authorities.at(-1)?.id !== entry.id) return undefined;
	}
}

/**
 * Answers the authority that signs now, which another window may have made at the same moment. One whose keys cannot be
 * kept is taken back, and the one before it signs on; rejects with what the storage refused.
 */
export async function createAuthority(
	parts: AuthorityParts,
	state: LedgerState,
	place: 'secretStorage' | 'file',
	existing?: ExistingCa,
): Promise<AuthorityEntry> {
	const now = parts.now();
	const { keys, ...certificates } = existing
		? await takeExisting(existing, now)
		: await makeRoot(rootNameOf(parts.owner), now);
	const after = state.authorities.at(-1)?.id ?? null;
	const entry: AuthorityEntry = {
		...{ k: 'ca', id: randomUUID(), at: now.toISOString(), after },
		...certificates,
	};
	const written = await parts.ledger.append(entry);
	const winner = written.authorities.find((candidate) => candidate.after === entry.after);
	if (winner?.id === entry.id) {
		try {
			await parts.keys.store(keys, entry, place, state.authorities);
		} catch (error) {
			await parts.ledger.add({ k: 'undone', id: entry.id });
			throw error;
		}
	}
	return written.authorities.at(-1) ?? entry;
}

interface Made extends Pick<AuthorityEntry, 'root' | 'issuing' | 'existing'> {
	readonly keys: CaKeyTexts;
}

async function makeRoot(name: string, now: Date): Promise<Made> {
	const [rootPair, issuingPair] = await Promise.all([generateKey('P-256'), generateKey('P-256')]);
	const key = await loadSigningKey(rootPair.privateKeyPem);
	const subject = subjectOf(name);
	const root = await writeRoot({ subject, now, ttlSeconds: rootTtlSeconds }, key);
	return {
		root: base64Of(root.der),
		issuing: await writeIssuing(issuingPair, makeIssuer(root.der, key), now),
		keys: { rootKey: rootPair.privateKeyPem, issuingKey: issuingPair.privateKeyPem },
	};
}

/**
 * A root that allows it signs an intermediate once, so that its key need not be kept. One that does not, as mkcert's,
 * and an intermediate, as step's, sign themselves with their own key.
 */
async function takeExisting(existing: ExistingCa, now: Date): Promise<Made> {
	const { ca, root, key, privateKeyPem, mayHaveIntermediate } = await readExistingCa(existing, now);
	const taken = { root: base64Of(root.der), existing: true } as const;
	if (!mayHaveIntermediate) {
		return { ...taken, issuing: base64Of(ca.der), keys: { issuingKey: privateKeyPem } };
	}
	const pair = await generateKey('P-256');
	const issuing = await writeIssuing(pair, makeIssuer(Buffer.from(ca.der), key), now);
	return { ...taken, issuing, keys: { issuingKey: pair.privateKeyPem } };
}

async function writeIssuing({ publicKey }: GeneratedKey, issuer: Issuer, now: Date) {
	const wish = { subject: issuingName, now, ttlSeconds: issuingTtlSeconds, publicKey };
	return base64Of((await writeIntermediate(wish, issuer)).der);
}

function base64Of(der: Uint8Array): string {
	return Buffer.from(der).toString('base64');
}
