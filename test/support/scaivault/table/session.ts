/** Calls about the caller, and about the server itself. */
import { endpoint, field } from './endpoint.js';

export const sessionEndpoints = [
	endpoint('GET /v1/auth/whoami', 'any', 'whoami', 'read', 'whoami'),
	endpoint('POST /v1/auth/introspect', 'admin', 'whoami', 'act', 'introspection', {
		success: 200,
		body: [field('token*', 'string', 'reference')],
	}),
	endpoint('GET /v1/health', 'none', 'whoami?', 'read', 'health', { success: 200 }),
	endpoint('GET /v1/health/ready', 'none', 'whoami?', 'read', 'ready', { success: 200 }),
	endpoint('GET /v1/version', 'none', 'whoami?', 'read', 'version'),
] as const;
