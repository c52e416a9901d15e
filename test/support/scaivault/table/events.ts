/** Calls about the audit log and webhooks. */
import { endpoint, field, paging } from './endpoint.js';

const audit = [
	endpoint('GET /v1/audit/logs', 'audit:read', 'audit', 'list', 'auditLogs', {
		query: [
			field('from', 'time', 'reference'),
			field('to', 'time', 'reference'),
			field('action', 'string', 'reference'),
			field('identity_id', 'string', 'reference'),
			field('identity_type', 'string', 'reference', ['user', 'service_account', 'group']),
			field('path_prefix', 'string', 'reference'),
			field('success', 'boolean', 'reference'),
			field('source_ip', 'string', 'reference'),
			field('request_id', 'string', 'reference'),
			...paging,
		],
	}),
] as const;

const filters = [
	field('filters', 'object', 'reference'),
	field('filters.path_prefix', 'string', 'reference'),
	field('filters.secret_type', 'string', 'reference'),
	field('filters.tags', 'object', 'reference'),
	field('enabled', 'boolean', 'reference'),
];

const webhooks = [
	endpoint('GET /v1/webhooks', 'admin', 'webhook', 'list', 'webhooks'),
	endpoint('POST /v1/webhooks', 'admin', 'webhook', 'create', 'webhook', {
		success: 201,
		body: [
			field('name*', 'string', 'reference'),
			field('url*', 'string', 'reference'),
			field('secret*', 'string', 'reference'),
			field('events*', 'strings', 'reference'),
			...filters,
		],
	}),
	endpoint('GET /v1/webhooks/{id}', 'unsaid', 'webhook', 'read', 'webhook'),
	endpoint('PATCH /v1/webhooks/{id}', 'unsaid', 'webhook', 'change', 'webhook', {
		body: [
			field('name', 'string', 'unsaid'),
			field('url', 'string', 'unsaid'),
			field('secret', 'string', 'unsaid'),
			field('events', 'strings', 'unsaid'),
			...filters.map((one) => ({ ...one, said: 'unsaid' as const })),
		],
	}),
	endpoint('DELETE /v1/webhooks/{id}', 'unsaid', 'webhook', 'remove', 'nothing'),
	endpoint('POST /v1/webhooks/{id}/test', 'unsaid', 'webhook', 'act', 'delivery'),
	endpoint('GET /v1/webhooks/{id}/deliveries', 'unsaid', 'webhook', 'list', 'deliveries', {
		query: [field('status', 'string', 'reference'), ...paging],
	}),
] as const;

export const eventEndpoints = [...audit, ...webhooks] as const;
