/** Calls about the audit log and webhooks. */
import { type Endpoint, field, paging } from './endpoint.js';

const audit = [
	{
		method: 'GET',
		path: '/v1/audit/logs',
		scope: 'audit:read',
		limit: 'audit',
		success: 'unsaid',
		kind: 'list',
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
		answer: 'auditLogs',
	},
] as const satisfies readonly Endpoint[];

const filters = [
	field('filters', 'object', 'reference'),
	field('filters.path_prefix', 'string', 'reference'),
	field('filters.secret_type', 'string', 'reference'),
	field('filters.tags', 'object', 'reference'),
	field('enabled', 'boolean', 'reference'),
];

const webhooks = [
	{
		method: 'GET',
		path: '/v1/webhooks',
		scope: 'admin',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'list',
		answer: 'webhooks',
	},
	{
		method: 'POST',
		path: '/v1/webhooks',
		scope: 'admin',
		limit: 'webhook',
		success: 201,
		kind: 'create',
		body: [
			field('name*', 'string', 'reference'),
			field('url*', 'string', 'reference'),
			field('secret*', 'string', 'reference'),
			field('events*', 'strings', 'reference'),
			...filters,
		],
		answer: 'webhook',
	},
	{
		method: 'GET',
		path: '/v1/webhooks/{id}',
		scope: 'unsaid',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'read',
		answer: 'webhook',
	},
	{
		method: 'PATCH',
		path: '/v1/webhooks/{id}',
		scope: 'unsaid',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'change',
		body: [
			field('name', 'string', 'unsaid'),
			field('url', 'string', 'unsaid'),
			field('secret', 'string', 'unsaid'),
			field('events', 'strings', 'unsaid'),
			...filters.map((one) => ({ ...one, said: 'unsaid' as const })),
		],
		answer: 'webhook',
	},
	{
		method: 'DELETE',
		path: '/v1/webhooks/{id}',
		scope: 'unsaid',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'remove',
		answer: 'nothing',
	},
	{
		method: 'POST',
		path: '/v1/webhooks/{id}/test',
		scope: 'unsaid',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'act',
		answer: 'delivery',
	},
	{
		method: 'GET',
		path: '/v1/webhooks/{id}/deliveries',
		scope: 'unsaid',
		limit: 'webhook',
		success: 'unsaid',
		kind: 'list',
		query: [field('status', 'string', 'reference'), ...paging],
		answer: 'deliveries',
	},
] as const satisfies readonly Endpoint[];

export const eventEndpoints = [...audit, ...webhooks] as const;
