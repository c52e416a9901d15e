/** Calls about policies and whom they are bound to. */
import { endpoint, field, paging } from './endpoint.js';

const permissions = ['read', 'write', 'delete', 'list', 'rotate', 'admin'];

const rules = [
	field('rules[].path_pattern*', 'string', 'reference'),
	field('rules[].permissions*', 'strings', 'reference', permissions),
	field('rules[].conditions', 'object', 'reference'),
	field('rules[].conditions.ip_ranges', 'strings', 'reference'),
	field('rules[].conditions.require_mfa', 'boolean', 'reference'),
];

const policyBody = [
	field('name*', 'string', 'reference'),
	field('description', 'string', 'reference'),
	field('scope', 'string', 'reference', ['tenant', 'partner']),
	field('rules*', 'objects', 'reference'),
	...rules,
];

export const policyEndpoints = [
	endpoint('GET /v1/policies', 'policies:read', 'policy', 'list', 'policies', {
		query: [
			field('scope', 'string', 'reference', ['tenant', 'partner']),
			field('include_inactive', 'boolean', 'reference'),
			...paging,
		],
	}),
	endpoint('POST /v1/policies', 'policies:write', 'policy', 'create', 'policy', {
		success: 201,
		body: policyBody,
	}),
	endpoint('GET /v1/policies/{id}', 'policies:read', 'policy', 'read', 'policy'),
	endpoint('PUT /v1/policies/{id}', 'policies:write', 'policy', 'change', 'policy', {
		body: policyBody,
	}),
	endpoint('PATCH /v1/policies/{id}', 'policies:write', 'policy', 'change', 'policy', {
		body: [
			field('name', 'string', 'reference'),
			field('description', 'string', 'reference'),
			field('scope', 'string', 'unsaid', ['tenant', 'partner']),
			field('is_active', 'boolean', 'unsaid'),
			field('rules', 'objects', 'reference'),
			...rules,
		],
	}),
	endpoint('DELETE /v1/policies/{id}', 'policies:write', 'policy', 'remove', 'nothing', {
		query: [field('force', 'boolean', 'reference')],
	}),
	endpoint('GET /v1/policies/{id}/bindings', 'policies:read', 'policy', 'list', 'bindings'),
	endpoint('POST /v1/policies/{id}/bindings', 'policies:write', 'policy', 'create', 'binding', {
		success: 201,
		body: [
			field('identity_type*', 'string', 'reference', ['user', 'service_account', 'group']),
			field('identity_id*', 'string', 'reference'),
			field('expires_at', 'time', 'reference'),
		],
	}),
	endpoint(
		'DELETE /v1/policies/{id}/bindings/{binding_id}',
		'policies:write',
		'policy',
		'remove',
		'nothing',
	),
	endpoint('POST /v1/policies/test', 'policies:read', 'policyTest', 'act', 'policyTest', {
		body: [
			field('identity_id*', 'string', 'reference'),
			field('path*', 'string', 'reference'),
			field('permission*', 'string', 'reference', permissions),
			field('context', 'object', 'reference'),
			field('context.source_ip', 'string', 'reference'),
			field('context.mfa_verified', 'boolean', 'reference'),
			field('context.timestamp', 'time', 'reference'),
		],
	}),
] as const;
