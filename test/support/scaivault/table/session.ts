/** Calls about the caller, and about the server itself. */
import { type Endpoint, field } from './endpoint.js';

export const sessionEndpoints = [
	{
		method: 'GET',
		path: '/v1/auth/whoami',
		scope: 'any',
		limit: 'whoami',
		success: 'unsaid',
		kind: 'read',
		answer: 'whoami',
	},
	{
		method: 'POST',
		path: '/v1/auth/introspect',
		scope: 'admin',
		limit: 'whoami',
		success: 200,
		kind: 'act',
		body: [field('token*', 'string', 'reference')],
		answer: 'introspection',
	},
	{
		method: 'GET',
		path: '/v1/health',
		scope: 'none',
		limit: 'whoami?',
		success: 200,
		kind: 'read',
		answer: 'health',
	},
	{
		method: 'GET',
		path: '/v1/health/ready',
		scope: 'none',
		limit: 'whoami?',
		success: 200,
		kind: 'read',
		answer: 'ready',
	},
	{
		method: 'GET',
		path: '/v1/version',
		scope: 'none',
		limit: 'whoami?',
		success: 'unsaid',
		kind: 'read',
		answer: 'version',
	},
] as const satisfies readonly Endpoint[];
