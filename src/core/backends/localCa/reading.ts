/** What the ledger holds, in the contract's shapes. Reads with our own decoder; no key and no writer is touched. */
import { PkiError } from '../../common/errors.js';
import { readCertificateListFacts } from '../../x509/certificate.js';
import type { CertificateListFacts } from '../../x509/model.js';
import { toPem } from '../../find/pem.js';
import type {
	Authority,
	AuthorityRecord,
	CertificateRecord,
	CertificateSummary,
} from '../contract/backend.js';
import type { AuthorityEntry, IssuedEntry } from './ledger/entries.js';
import type { LedgerState } from './ledger/ledger.js';
import { label, mount } from './mount.js';

export function pemOf(base64: string): string {
	return toPem('CERTIFICATE', Buffer.from(base64, 'base64'));
}

export function factsOf(base64: string): CertificateListFacts {
	return readCertificateListFacts(Buffer.from(base64, 'base64'));
}

/** Which of the current authority's keys are there. */
export interface KeysPresent {
	readonly root: boolean;
	readonly issuing: boolean;
}

/** Root and intermediate of every authority there ever was, the one that signs first; a shared root stands once. */
export function authoritiesOf(state: LedgerState, keys: KeysPresent): readonly AuthorityRecord[] {
	const roots = new Map<string, string>();
	return state.authorities.toReversed().flatMap((entry, index) => {
		const isCurrent = index === 0;
		const id = (name: string) => (isCurrent ? name : `${name}-${entry.id}`);
		const known = roots.get(entry.root);
		const rootId = known ?? id('root');
		roots.set(entry.root, rootId);
		const rootPem = pemOf(entry.root);
		const root = {
			...authority(entry.root, rootId),
			isDefault: false,
			hasKey: isCurrent && keys.root,
			certificatePem: rootPem,
			chainPem: [],
		};
		const issuing = {
			...authority(entry.issuing, id('issuing')),
			isDefault: isCurrent,
			parentId: rootId,
			// Under the same root it was renewed, with the key it had.
			hasKey: (isCurrent || rootId === 'root') && keys.issuing,
			certificatePem: pemOf(entry.issuing),
			chainPem: [rootPem],
		};
		if (entry.issuing === entry.root) return [{ ...issuing, parentId: undefined, chainPem: [] }];
		return known === undefined ? [root, issuing] : [issuing];
	});
}

function authority(der: string, id: string): Omit<Authority, 'isDefault' | 'hasKey'> {
	const { name, subject, serialNumber, notBefore, notAfter } = factsOf(der);
	return { id, name, subject, serialNumber, notBefore, notAfter };
}

/** By id or, among those that sign now, by name. Rejects with `notFound`, reason `noAuthority`. */
export function findAuthority(state: LedgerState, keys: KeysPresent, id: string): AuthorityRecord {
	const all = authoritiesOf(state, keys);
	const found = all.find((item) => item.id === id) ?? all.find((item) => item.name === id);
	if (!found)
		throw new PkiError('notFound', { reason: 'noAuthority', args: { mount, authority: id } });
	return found;
}

export function summaryOf(state: LedgerState, serial: string, der: string): CertificateSummary {
	const { problems, ...facts } = factsOf(der);
	const revocation = state.revoked.get(serial);
	return {
		...facts,
		serialNumber: serial,
		revoked: revocation !== undefined,
		...(revocation && { revokedAt: revocation.at }),
		...(problems.length > 0 && { unread: true }),
	};
}

/** In the order they were revoked. */
export function revokedEntries(state: LedgerState): readonly IssuedEntry[] {
	return [...state.revoked.keys()].flatMap((serial) => {
		const entry = issuedEntry(state, serial);
		return entry ? [entry] : [];
	});
}

export function issuedEntry(state: LedgerState, serial: string): IssuedEntry | undefined {
	const position = state.issuedAt.get(serial);
	return position === undefined ? undefined : state.issued[position];
}

/** A certificate that was issued, or one of the authorities' own. Rejects with `notFound`, reason `noCertificate`. */
export function certificateOf(state: LedgerState, serial: string): CertificateRecord {
	const entry = issuedEntry(state, serial);
	if (!entry) return ownCertificateOf(state, serial);
	const reason = state.revoked.get(serial)?.reason;
	return {
		...summaryOf(state, serial, entry.der),
		certificatePem: pemOf(entry.der),
		chainPem: chainOf(state.authorities.find(({ id }) => id === entry.ca)),
		...(reason && { revocationReason: reason }),
	};
}

function ownCertificateOf(state: LedgerState, serial: string): CertificateRecord {
	for (const { root, issuing } of state.authorities) {
		for (const [der, chain] of [
			[root, []],
			[issuing, [root]],
		] as const) {
			const summary = summaryOf(state, serial, der);
			if (factsOf(der).serialNumber !== serial) continue;
			return { ...summary, certificatePem: pemOf(der), chainPem: chain.map(pemOf) };
		}
	}
	throw new PkiError('notFound', {
		reason: 'noCertificate',
		args: { mount, serialNumber: serial, ca: label },
	});
}

/** From what signed up to the root. */
export function chainOf(entry: AuthorityEntry | undefined): readonly string[] {
	if (!entry) return [];
	return entry.issuing === entry.root
		? [pemOf(entry.root)]
		: [pemOf(entry.issuing), pemOf(entry.root)];
}
