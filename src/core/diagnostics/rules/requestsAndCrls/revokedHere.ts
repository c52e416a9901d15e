import type { RevokedEntry } from '../../../x509/model.js';
import { clientSeverity } from '../../clientSeverity.js';
import { type CertificateInFile, certificatesIn } from '../../contents/fileContents.js';
import { crlsFor, crlSignatures, entriesOf, type KnownCrl } from '../../contents/revokedEntries.js';
import { defineFileRule, headline, type RuleBlock, type RuleFinding } from '../../rule.js';

type RevocationFinding = RuleFinding<'certificateRevokedHere' | 'crlSignatureInvalid'>;

/**
 * Certificates that a CRL of the file, or of another file of the workspace, revokes (RFC 5280, 6.3), and CRLs that the
 * issuer beside them did not sign, which revoke nothing. Of an issuer's complete CRLs the newest counts.
 */
export const revokedHere = defineFileRule({
	id: 'revoked-here',
	*check(file): Generator<RevocationFinding | undefined> {
		const certificates = certificatesIn(file);
		const lists = certificates.length === 0 ? [] : crlsFor(file);
		if (lists.length === 0) return;
		const signatureOf = crlSignatures(certificates);
		const sound: SoundCrl[] = [];
		for (const list of lists) {
			yield undefined;
			const verdict = signatureOf(list);
			if (verdict !== 'bad') sound.push({ ...list, isVerified: verdict === 'good' });
			else if (list.block) yield unsigned(list.block);
		}
		const bySerial = groupBy(certificates, ({ facts }) => keyOf(facts.issuer, facts.serialNumber));
		const said = new Set<CertificateInFile>();
		for (const list of newest(sound)) yield* revokedBy(list, bySerial, said);
	},
});

type SoundCrl = KnownCrl & { readonly isVerified: boolean };

function keyOf(issuer: string, serialNumber: string): string {
	return `${serialNumber} ${issuer}`;
}

function unsigned(block: RuleBlock): RevocationFinding {
	return { code: 'crlSignatureInvalid', severity: 'warning', ...headline(block), block };
}

/** Each certificate once, by the first list that names it. */
function* revokedBy(
	list: SoundCrl,
	bySerial: ReadonlyMap<string, readonly CertificateInFile[]>,
	said: Set<CertificateInFile>,
): Generator<RevocationFinding | undefined> {
	const seen = new Set<string>();
	for (const entry of entriesOf(list)) {
		if (entry === undefined) yield undefined;
		if (entry === undefined || entry.reason === 'removeFromCRL') continue;
		const key = keyOf(list.facts.issuer, entry.serialNumber);
		const certificates = bySerial.get(key);
		// A list may have one entry over and over.
		if (!certificates || seen.has(key)) continue;
		seen.add(key);
		for (const certificate of certificates) {
			if (said.has(certificate) || !isOfSameKey(list, certificate)) continue;
			said.add(certificate);
			const { block } = certificate;
			// A client that is given the CRL refuses it, and none asks for one by itself.
			const severity = clientSeverity('server-revoked-with-crl', false);
			const args = argsOf(list, entry);
			yield { code: 'certificateRevokedHere', severity, ...headline(block), block, args };
		}
	}
}

function argsOf({ block, file, isVerified }: SoundCrl, entry: RevokedEntry) {
	return {
		...(file === undefined ? { line: block?.line ?? 0 } : { file }),
		...(entry.revokedAt === undefined ? {} : { revokedAt: entry.revokedAt }),
		...(entry.reason === undefined ? {} : { reason: entry.reason }),
		signature: isVerified ? 'good' : 'unknown',
	};
}

/** A renewed CA keeps its name; each of its keys has a CRL of its own. */
function isOfSameKey({ facts: list }: KnownCrl, { facts }: CertificateInFile): boolean {
	const [own, other] = [facts.authorityKeyIdentifier, list.authorityKeyIdentifier];
	return own === undefined || other === undefined || own === other;
}

/** Delta CRLs, and of each issuer's key the complete one that was issued last. */
function newest<List extends KnownCrl>(lists: readonly List[]): readonly List[] {
	const latest = new Map<string, List>();
	const deltas: List[] = [];
	for (const list of lists) {
		const { issuer, authorityKeyIdentifier = '', baseCrlNumber, thisUpdate = '' } = list.facts;
		if (baseCrlNumber !== undefined) {
			deltas.push(list);
			continue;
		}
		const key = `${authorityKeyIdentifier} ${issuer}`;
		const known = latest.get(key);
		if (!known || (known.facts.thisUpdate ?? '') < thisUpdate) latest.set(key, list);
	}
	return [...latest.values(), ...deltas];
}

function groupBy<Item>(
	items: readonly Item[],
	nameOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
	const groups = new Map<string, Item[]>();
	for (const item of items) {
		const group = groups.get(nameOf(item));
		if (group) group.push(item);
		else groups.set(nameOf(item), [item]);
	}
	return groups;
}
