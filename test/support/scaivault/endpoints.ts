/** Everything that the fake of ScaiVault answers: as docs/scaivault.md has it, which a test compares. */
import type { Category } from './table/endpoint.js';
import { eventEndpoints } from './table/events.js';
import { pkiEndpoints } from './table/pki.js';
import { policyEndpoints } from './table/policies.js';
import { sessionEndpoints } from './table/session.js';

export const endpoints = [
	...sessionEndpoints,
	...pkiEndpoints,
	...policyEndpoints,
	...eventEndpoints,
] as const;

export type Call = (typeof endpoints)[number]['call'];

/** Requests a minute of one identity, as the managed service has them. */
export const limits: Readonly<Record<Category, number>> = {
	issue: 50,
	admin: 20,
	list: 100,
	policy: 50,
	policyTest: 200,
	audit: 50,
	webhook: 20,
	whoami: 300,
};

/** What each scope that these calls ask for allows. */
export const scopes = [
	'pki:issue',
	'pki:admin',
	'policies:read',
	'policies:write',
	'audit:read',
	'admin',
] as const;

/** Codes of errors that the fake answers, by their status. */
export const errorCodes = {
	400: [
		'invalid_request',
		'invalid_duration',
		'invalid_cursor',
		'invalid_policy',
		'invalid_glob',
		'invalid_role',
	],
	401: ['authentication_required', 'token_expired', 'token_invalid', 'token_revoked'],
	403: [
		'access_denied',
		'insufficient_scope',
		'tenant_access_denied',
		'mfa_required',
		'ip_not_allowed',
	],
	404: [
		'ca_not_found',
		'certificate_not_found',
		'role_not_found',
		'policy_not_found',
		'binding_not_found',
		'webhook_not_found',
		'tenant_not_found',
		'not_found',
	],
	405: ['invalid_request'],
	409: ['policy_in_use', 'conflict'],
	422: ['validation_error'],
	429: ['rate_limited'],
	500: ['internal_error'],
} as const;

/** Those among them that no page has. */
export const unsaidCodes = ['not_found', 'conflict'] as const;

/** Those that no page puts the code under. */
export const unsaidStatuses: readonly Status[] = [405, 500];

export type Status = keyof typeof errorCodes;
