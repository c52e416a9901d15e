/** The part of the contract that every backend has: what it lists and reads. */
import type { CallOptions } from '../../common/call.js';
import type { Page, PageRequest } from './paging.js';
import type {
	Authority,
	AuthorityRecord,
	CertificateRecord,
	CertificateSummary,
	CrlRecord,
	Mount,
} from './records.js';
import type { Role, RoleSummary } from './roles.js';

export interface ListingFacet {
	listMounts(page: PageRequest, call?: CallOptions): Promise<Page<Mount>>;
	listAuthorities(mount: string, page: PageRequest, call?: CallOptions): Promise<Page<Authority>>;
	listRoles(mount: string, page: PageRequest, call?: CallOptions): Promise<Page<RoleSummary>>;
	/** Newest first where the backend knows, else in the backend's own order. */
	listCertificates(
		mount: string,
		page: PageRequest,
		call?: CallOptions,
	): Promise<Page<CertificateSummary>>;

	/** How many a mount holds; asked for after the first page where `total` is absent. */
	countCertificates?(mount: string, call?: CallOptions): Promise<number>;

	readAuthority(mount: string, id: string, call?: CallOptions): Promise<AuthorityRecord>;
	readRole(mount: string, role: string, call?: CallOptions): Promise<Role>;
	readCertificate(mount: string, serial: string, call?: CallOptions): Promise<CertificateRecord>;

	listRevoked?(
		mount: string,
		page: PageRequest,
		call?: CallOptions,
	): Promise<Page<CertificateSummary>>;
	/** Of the default authority; where there is none, of the one that issues. */
	readCrl?(mount: string, call?: CallOptions): Promise<CrlRecord>;
	/** Where every authority has its own. */
	readAuthorityCrl?(mount: string, authority: string, call?: CallOptions): Promise<CrlRecord>;
}
