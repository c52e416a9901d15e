/** The root and the intermediate under it: made on first use, opened with their keys afterwards. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { PkiError } from '../../common/errors.js';
import {
	type Issuer,
	makeIssuer,
	writeIntermediate,
	writeRoot,
} from '../../x509/write/certificate.js';
import { generateKey, loadSigningKey } from '../../x509/write/keys.js';
import type { CaKeys, CaKeyTexts } from './caKeys.js';
import type { AuthorityEntry } from './entries.js';
import type { Book, Ledger } from './ledger.js';
import { issuingTtlSeconds, rootTtlSeconds } from './profiles.js';

export const rootName = 'PKI Workbench Root';
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
	const args = { authority: issuingName };
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
	book: Book,
	place: 'secretStorage' | 'file',
): Promise<AuthorityEntry> {
	const { entry, keys } = await makeAuthority(parts.now(), book.authorities.at(-1)?.id ?? null);
	const after = await parts.ledger.append(entry);
	const winner = after.authorities.find((candidate) => candidate.after === entry.after);
	if (winner?.id === entry.id) {
		try {
			await parts.keys.store(keys, entry, place, book.authorities);
		} catch (error) {
			await parts.ledger.add({ k: 'undone', id: entry.id });
			throw error;
		}
	}
	return after.authorities.at(-1) ?? entry;
}

async function makeAuthority(
	now: Date,
	after: string | null,
): Promise<{ entry: AuthorityEntry; keys: CaKeyTexts }> {
	const [rootPair, issuingPair] = await Promise.all([generateKey('P-256'), generateKey('P-256')]);
	const rootKey = await loadSigningKey(rootPair.privateKeyPem);
	const root = await writeRoot({ subject: rootName, now, ttlSeconds: rootTtlSeconds }, rootKey);
	const issuing = await writeIntermediate(
		{ subject: issuingName, now, ttlSeconds: issuingTtlSeconds, publicKey: issuingPair.publicKey },
		makeIssuer(root.der, rootKey),
	);
	return {
		entry: {
			k: 'ca',
			id: randomUUID(),
			at: now.toISOString(),
			after,
			root: root.der.toString('base64'),
			issuing: issuing.der.toString('base64'),
		},
		keys: { rootKey: rootPair.privateKeyPem, issuingKey: issuingPair.privateKeyPem },
	};
}
