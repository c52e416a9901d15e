/** Audit logs of servers. */

export interface ShowAuditLogOptions {
	connection?: string;
	/** `24h`, `7d`; default `7d`, where neither `from` nor `to` is given. */
	last?: string;
	/** ISO 8601. */
	from?: string;
	to?: string;
	actions?: ('issue' | 'sign' | 'revoke' | 'createAuthority')[];
	succeeded?: boolean;
	identity?: string;
}

export interface AuditLogEvent {
	id: string;
	time: string;
	action: 'issue' | 'sign' | 'revoke' | 'createAuthority';
	/** The server's own word for it. */
	serverAction: string;
	succeeded?: boolean;
	identity?: string;
	serialNumber?: string;
	role?: string;
	authority?: string;
	commonName?: string;
	sourceIp?: string;
	requestId?: string;
}

export interface AuditLogResult {
	/** Of the first page. */
	events: AuditLogEvent[];
	hasMore: boolean;
}
