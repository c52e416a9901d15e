/** What a server wrote down of those who used it. */
import type { CallOptions } from '../../common/call.js';
import type { IdentityKind } from './access.js';
import type { Page, PageRequest } from './paging.js';

export const auditActions = ['issue', 'sign', 'revoke', 'createAuthority'] as const;

export type AuditAction = (typeof auditActions)[number];

/** What the server filters by; what is absent, it does not filter by. */
export interface AuditQuery {
	/** ISO 8601. */
	readonly from?: string;
	readonly to?: string;
	/** Absent: all of them, and nothing else. */
	readonly actions?: readonly AuditAction[];
	readonly identity?: string;
	readonly identityKind?: IdentityKind;
	readonly succeeded?: boolean;
	readonly sourceIp?: string;
	readonly requestId?: string;
}

export interface AuditEvent {
	readonly id: string;
	/** ISO 8601. */
	readonly time: string;
	readonly action: AuditAction;
	/** The server's own word for it. */
	readonly serverAction: string;
	readonly succeeded?: boolean;
	readonly identity?: string;
	readonly identityKind?: IdentityKind;
	readonly path?: string;
	readonly sourceIp?: string;
	readonly userAgent?: string;
	readonly durationMs?: number;
	readonly requestId?: string;
	/** These four where the entry says so. */
	readonly serialNumber?: string;
	readonly role?: string;
	readonly authority?: string;
	readonly commonName?: string;
	/** The entry as the server sent it. */
	readonly source: Readonly<Record<string, unknown>>;
}

export interface AuditFacet {
	/**
	 * The log of the whole server, not of a mount, newest first where the backend knows. Rejects with `forbidden`, reason
	 * `missingRight` (args `right`, `path`), and with `invalid`, reason `cursor`, for a cursor that is too old.
	 */
	listAuditEvents?(
		query: AuditQuery,
		page: PageRequest,
		call?: CallOptions,
	): Promise<Page<AuditEvent>>;
}
