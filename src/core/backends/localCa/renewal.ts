/** The intermediate ends before the root: towards its end the root signs it anew, with the key it has. */
import { randomUUID } from 'node:crypto';
import { PkiError } from '../../common/errors.js';
import { makeIssuer, writeIntermediate } from '../../x509/write/certificate.js';
import { loadSigningKey } from '../../x509/write/keys.js';
import { x509 } from '../../x509/write/provider.js';
import { type AuthorityParts, issuingName } from './authority.js';
import type { AuthorityEntry } from './ledger/entries.js';
import { issuingTtlSeconds } from './profiles.js';
import { factsOf } from './reading.js';

const dayMs = 86_400_000;
/** What is issued now may want to live for a year. */
const renewalMs = 365 * dayMs;

/**
 * Answers the authority to sign with: the given one, or its successor when less than a year of its life is left and the
 * root, made here, lives longer. Name and key stay, so what was issued before is verified by either, and one CRL serves
 * both. Rejects with `keyLost` (args `authority`) when the intermediate has expired and the root's key is not there.
 */
export async function renewIfDue(
	parts: AuthorityParts,
	entry: AuthorityEntry,
): Promise<AuthorityEntry> {
	if (entry.existing) return entry;
	const left = endOf(entry.issuing) - parts.now().getTime();
	if (left >= renewalMs || endOf(entry.root) - endOf(entry.issuing) < dayMs) return entry;
	const pem = await parts.keys.get(entry, 'rootKey');
	if (pem === undefined && left > 0) return entry;
	const args = { authority: factsOf(entry.root).name };
	if (pem === undefined) throw new PkiError('keyLost', { reason: 'missing', args });
	const rootKey = await loadSigningKey(pem).catch((error: unknown) => {
		throw new PkiError('keyLost', { reason: 'otherKey', args, cause: error });
	});
	const now = parts.now();
	const { der } = await writeIntermediate(
		{
			subject: issuingName,
			now,
			ttlSeconds: issuingTtlSeconds,
			publicKey: publicKeyOf(entry.issuing),
		},
		makeIssuer(Buffer.from(entry.root, 'base64'), rootKey),
	);
	const state = await parts.ledger.append({
		...{ k: 'ca', id: randomUUID(), at: now.toISOString(), after: entry.id },
		...{ root: entry.root, issuing: der.toString('base64') },
	});
	// Another window may have been first; its intermediate has the same key.
	return state.authorities.at(-1) ?? entry;
}

function endOf(base64: string): number {
	return Date.parse(factsOf(base64).notAfter ?? '');
}

/** SubjectPublicKeyInfo, DER. */
function publicKeyOf(base64: string): Buffer {
	const certificate = new x509.X509Certificate(new Uint8Array(Buffer.from(base64, 'base64')));
	return Buffer.from(certificate.publicKey.rawData);
}
