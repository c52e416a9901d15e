import { type CallOptions } from '../../common/call.js';
import { PkiError } from '../../common/errors.js';
import type {
	Authority,
	AuthorityRecord,
	Backend,
	BackendHost,
	BackendStatus,
	CertificateRecord,
	CertificateSummary,
	CrlRecord,
	IssuedCertificate,
	IssueRequest,
	Mount,
	NewAuthorityOptions,
	Page,
	PageRequest,
	RevokeOutcome,
	RevokeRequest,
	Role,
	RoleSummary,
	SignRequest,
} from '../contract/backend.js';
import { withDeadline } from '../../common/deadline.js';
import type { OpenAuthority } from './authority.js';
import { CaKeys } from './ledger/caKeys.js';
import { type AuthorityEntry, revocationReasons } from './ledger/entries.js';
import type { IssuingParts } from './issuing.js';
import { type LedgerState, Ledger } from './ledger/ledger.js';
import { mapPage, newestFirst, pageOf } from '../answers/pages.js';
import { label, mount as onlyMount } from './mount.js';
import { issuingTtlSeconds, profileOf, profiles } from './profiles.js';
import {
	authoritiesOf,
	certificateOf,
	findAuthority,
	revokedEntries,
	type KeysPresent,
	summaryOf,
} from './reading.js';

/**
 * The certificate authority in the extension itself: a root and an intermediate, made on first use. Listing and reading
 * need no key; what writes is loaded when it is first needed.
 */
export class LocalCa implements Backend {
	readonly revocationReasons = revocationReasons;
	readonly issuingChoices = ['usage'] as const;
	readonly #ledger: Ledger;
	readonly #keys: CaKeys;
	#open: { readonly id: string; readonly authority: OpenAuthority } | undefined;
	/** Two first certificates at once need one authority, not two. */
	#creating: Promise<AuthorityEntry> | undefined;

	constructor(private readonly host: BackendHost) {
		this.#ledger = new Ledger(host.files, host.log);
		this.#keys = new CaKeys(host);
	}

	status(call: CallOptions = {}): Promise<BackendStatus> {
		return withDeadline(call, async () => {
			const { authorities } = await this.#ledger.read();
			const keys = await this.#keysPresent(authorities.at(-1));
			const isLost = authorities.length > 0 && !keys.issuing;
			// A store that forgot both keys forgets everything: on some systems it lasts as long as the session.
			const notices = isLost ? ['keyLost', ...(keys.root ? [] : ['secretsDoNotLast'])] : [];
			return { product: label, state: 'active', ...(notices.length > 0 && { notices }) };
		});
	}

	listMounts(page: PageRequest, call: CallOptions = {}): Promise<Page<Mount>> {
		const mounts: readonly Mount[] = [{ mount: onlyMount, maxTtlSeconds: issuingTtlSeconds }];
		return withDeadline(call, async () => Promise.resolve(pageOf(mounts, page)));
	}

	listAuthorities(
		mount: string,
		page: PageRequest,
		call: CallOptions = {},
	): Promise<Page<Authority>> {
		return this.#read(mount, call, async (state) => {
			const all = authoritiesOf(state, await this.#keysPresent(state.authorities.at(-1)));
			return mapPage(pageOf(all, page), withoutPem);
		});
	}

	listRoles(mount: string, page: PageRequest, call: CallOptions = {}): Promise<Page<RoleSummary>> {
		const all = profiles.map(({ role, rules }) => ({ role, rules }));
		return this.#read(mount, call, () => pageOf(all, page));
	}

	listCertificates(
		mount: string,
		page: PageRequest,
		call: CallOptions = {},
	): Promise<Page<CertificateSummary>> {
		return this.#read(mount, call, (state) =>
			mapPage(newestFirst(state.issued, page), ({ serial, der }) => summaryOf(state, serial, der)),
		);
	}

	listRevoked(
		mount: string,
		page: PageRequest,
		call: CallOptions = {},
	): Promise<Page<CertificateSummary>> {
		return this.#read(mount, call, (state) =>
			mapPage(newestFirst(revokedEntries(state), page), ({ serial, der }) =>
				summaryOf(state, serial, der),
			),
		);
	}

	readAuthority(mount: string, id: string, call: CallOptions = {}): Promise<AuthorityRecord> {
		return this.#read(mount, call, async (state) =>
			findAuthority(state, await this.#keysPresent(state.authorities.at(-1)), id),
		);
	}

	readRole(mount: string, role: string, call: CallOptions = {}): Promise<Role> {
		return this.#read(mount, call, () => {
			const { rules } = profileOf(role);
			return { role, rules };
		});
	}

	readCertificate(
		mount: string,
		serial: string,
		call: CallOptions = {},
	): Promise<CertificateRecord> {
		return this.#read(mount, call, (state) => certificateOf(state, serial));
	}

	readCrl(mount: string, call: CallOptions = {}): Promise<CrlRecord> {
		return this.#write(mount, call, async () => {
			const { readCrl } = await import('./revoking.js');
			const { files } = this.host;
			const open = (entry: AuthorityEntry) => this.#openAuthority(entry);
			return readCrl({ ledger: this.#ledger, files, open, now: () => this.host.now() });
		});
	}

	issue(request: IssueRequest, call: CallOptions = {}): Promise<IssuedCertificate> {
		return this.#issuing(request.mount, call, async (parts) => {
			const { issue } = await import('./issuing.js');
			return issue(parts, request);
		});
	}

	sign(request: SignRequest, call: CallOptions = {}): Promise<IssuedCertificate> {
		return this.#issuing(request.mount, call, async (parts) => {
			const { sign } = await import('./issuing.js');
			return sign(parts, request);
		});
	}

	revoke(request: RevokeRequest, call: CallOptions = {}): Promise<RevokeOutcome> {
		return this.#write(request.mount, call, async () => {
			const { revoke } = await import('./revoking.js');
			return revoke(this.#ledger, request, this.host.now());
		});
	}

	createAuthority(
		{ keysIn = 'secretStorage', existing }: NewAuthorityOptions,
		call: CallOptions = {},
	): Promise<void> {
		return withDeadline(call, async () => {
			this.#open = undefined;
			const { createAuthority } = await import('./authority.js');
			await createAuthority(this.#parts(), await this.#ledger.read(), keysIn, existing);
		});
	}

	deleteAuthority(call: CallOptions = {}): Promise<void> {
		return withDeadline(call, async () => {
			this.#open = undefined;
			await this.#keys.delete((await this.#ledger.read()).authorities);
			await this.host.files.delete('crl.pem');
			await this.#ledger.delete();
		});
	}

	dispose(): void {
		this.#open = undefined;
	}

	#read<T>(
		mount: string,
		call: CallOptions,
		task: (state: LedgerState) => T | Promise<T>,
	): Promise<T> {
		return this.#write(mount, call, async () => task(await this.#ledger.read()));
	}

	#write<T>(
		mount: string,
		call: CallOptions,
		task: (signal: AbortSignal) => Promise<T>,
	): Promise<T> {
		return withDeadline(call, async (signal) => {
			if (mount !== onlyMount)
				throw new PkiError('notFound', { reason: 'noMount', args: { mount } });
			return task(signal);
		});
	}

	#parts() {
		const { host } = this;
		return {
			...{ ledger: this.#ledger, keys: this.#keys, now: () => host.now() },
			owner: host.owner?.(),
		};
	}

	/** Neither cancel nor the deadline takes back what is in the ledger already: its key exists nowhere else. */
	async #issuing(
		mount: string,
		call: CallOptions,
		task: (parts: IssuingParts) => Promise<IssuedCertificate>,
	): Promise<IssuedCertificate> {
		const state: { work?: Promise<IssuedCertificate>; isCommitted: boolean } = {
			isCommitted: false,
		};
		const onCommit = () => (state.isCommitted = true);
		const authority = () => this.#currentAuthority();
		try {
			return await this.#write(mount, call, (signal) => {
				state.work = task({ ...this.#parts(), signal, authority, onCommit });
				return state.work;
			});
		} catch (error) {
			if (!state.isCommitted || !state.work) throw error;
			return state.work;
		}
	}

	async #keysPresent(entry: AuthorityEntry | undefined): Promise<KeysPresent> {
		if (!entry) return { root: false, issuing: false };
		const root = await this.#keys.get(entry, 'rootKey');
		const issuing = await this.#keys.get(entry, 'issuingKey');
		return { root: root !== undefined, issuing: issuing !== undefined };
	}

	async #currentAuthority(): Promise<OpenAuthority> {
		const { authorities } = await this.#ledger.read();
		const { renewIfDue } = await import('./renewal.js');
		const entry = authorities.at(-1) ?? (await this.#create());
		return this.#openAuthority(await renewIfDue(this.#parts(), entry));
	}

	async #openAuthority(entry: AuthorityEntry): Promise<OpenAuthority> {
		if (this.#open?.id === entry.id) return this.#open.authority;
		const { openAuthority } = await import('./authority.js');
		const authority = await openAuthority(this.#parts(), entry);
		this.#open = { id: entry.id, authority };
		return authority;
	}

	#create(): Promise<AuthorityEntry> {
		this.#creating ??= import('./authority.js')
			.then(async ({ createAuthority }) =>
				createAuthority(this.#parts(), await this.#ledger.read(), 'secretStorage'),
			)
			.finally(() => {
				this.#creating = undefined;
			});
		return this.#creating;
	}
}

function withoutPem(record: AuthorityRecord): Authority {
	const { id, name, subject, serialNumber, notBefore, notAfter } = record;
	const { isDefault, parentId, hasKey } = record;
	return { id, name, subject, serialNumber, notBefore, notAfter, isDefault, parentId, hasKey };
}
