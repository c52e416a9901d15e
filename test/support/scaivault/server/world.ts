/** All that the fake keeps, and what a call is given of it. */
import type { SigningKey } from '../../../../src/core/x509/write/keys.js';
import type { RevocationReason } from '../../../../src/core/x509/kinds.js';
import type { Category } from '../table/endpoint.js';
import type { Readings } from '../readings.js';
import type { Sent } from './sent.js';

export type IdentityType = 'user' | 'service_account' | 'group';

export interface Identity {
	readonly id: string;
	readonly type: IdentityType;
	readonly groups: readonly string[];
	readonly partnerAdmin: boolean;
	readonly mfaVerified: boolean;
}

export interface TokenRecord {
	readonly identity: Identity;
	readonly scopes: readonly string[];
	readonly tenantId: string;
	readonly issuedAt: Date;
	readonly expiresAt: Date;
	revoked: boolean;
}

export interface Revocation {
	readonly at: Date;
	readonly reason: RevocationReason;
}

/** Also a CA's own, which no list of certificates has. */
export interface CertificateRow {
	readonly id: string;
	/** Of the CA that signed it; of a root, its own. */
	readonly caId: string;
	readonly role?: string;
	readonly commonName: string;
	readonly names: readonly string[];
	/** Lower-case hex. */
	readonly serial: string;
	readonly pem: string;
	readonly notBefore: Date;
	readonly notAfter: Date;
	revocation?: Revocation;
}

export interface AuthorityRow {
	readonly id: string;
	readonly name: string;
	readonly commonName: string;
	readonly type: 'root' | 'intermediate';
	readonly parentId?: string;
	readonly keyType: 'rsa' | 'ec';
	readonly keySize: number;
	readonly key: SigningKey;
	readonly certificate: CertificateRow;
	readonly createdAt: Date;
	active: boolean;
	crlNumber: number;
	crl?: { readonly pem: string; readonly nextUpdate: Date };
}

export interface RoleRow {
	readonly name: string;
	readonly createdAt: Date;
	/** By the names of the table. */
	readonly rules: Sent;
}

export interface Binding {
	readonly id: string;
	readonly identityType: IdentityType;
	readonly identityId: string;
	readonly expiresAt?: Date;
}

export interface PolicyRow {
	readonly id: string;
	readonly createdAt: Date;
	readonly updatedAt: Date;
	readonly sent: Sent;
	readonly active: boolean;
	readonly bindings: Binding[];
}

export type AuditRow = Readonly<Record<string, unknown>>;

export interface DeliveryRow {
	readonly id: string;
	readonly event: string;
	readonly status: 'success' | 'failed';
	readonly at: Date;
}

export interface WebhookRow {
	readonly id: string;
	readonly createdAt: Date;
	readonly sent: Sent;
	readonly deliveries: DeliveryRow[];
}

export interface Tenant {
	readonly id: string;
	readonly partnerId: string;
	readonly slug: string;
	readonly authorities: Map<string, AuthorityRow>;
	/** By name. */
	readonly roles: Map<string, RoleRow>;
	/** In the order of issuing. */
	readonly certificates: CertificateRow[];
	readonly policies: Map<string, PolicyRow>;
	readonly audit: AuditRow[];
	readonly webhooks: Map<string, WebhookRow>;
}

export interface Client {
	readonly secret: string;
	readonly scopes: readonly string[];
	readonly tenantId: string;
	readonly identity: Identity;
}

export interface World {
	readings: Readings;
	readonly now: () => Date;
	readonly limits: Readonly<Record<Category, number>>;
	readonly pageSize: number;
	readonly tenants: ReadonlyMap<string, Tenant>;
	readonly tokens: Map<string, TokenRecord>;
	readonly clients: Map<string, Client>;
	/** How long tokens of client credentials live. */
	readonly tokenSeconds: number;
	/** PEM: who issued the certificates of those that take events; absent: public CAs. */
	readonly receiverCa?: string;
	/** Signs cursors, so that a made-up one is refused. */
	readonly secret: Buffer;
	/** Where the API is, for the addresses that it answers. */
	url: string;
}

/** One call, checked as far as the table goes. */
export interface CallContext {
	readonly world: World;
	readonly readings: Readings;
	readonly now: Date;
	readonly tenant: Tenant;
	readonly token: TokenRecord;
	readonly params: Readonly<Record<string, string>>;
	readonly query: Sent;
	readonly body: Sent;
	readonly accept: string;
	readonly requestId: string;
	readonly sourceIp: string;
	readonly userAgent: string;
}

/** Bytes or text with their type, or a value that becomes JSON; undefined: no body. */
export interface Answer {
	/** What the table or a reading says, where absent. */
	readonly status?: number;
	readonly json?: unknown;
	readonly content?: string | Buffer;
	readonly contentType?: string;
}

export type Handler = (call: CallContext) => Answer | Promise<Answer>;

/** The part of a path in braces, which the router has matched. */
export function param({ params }: CallContext, name: string): string {
	const value = params[name];
	if (value === undefined) throw new Error(`No path of the table has {${name}}.`);
	return value;
}

/** `2026-11-26T12:00:00Z`. */
export function iso(date: Date): string {
	return `${date.toISOString().slice(0, 19)}Z`;
}
