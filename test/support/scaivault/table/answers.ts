/** What is answered, by names that the calls of the table refer to. */
import { field, type Field, type Said } from './endpoint.js';

export interface AnswerShape {
	/** A star (`field`): always there. In the order of the documentation. */
	readonly fields: readonly Field[];
	/** What stands in its list. */
	readonly items?: string;
}

const page = (plural: string, said: Said, items: string, cursor: Said = 'reference') => ({
	fields: [
		field(`${plural}*`, 'objects', said),
		field('cursor*', 'string', cursor),
		field('has_more*', 'boolean', cursor),
	],
	items,
});

const text = (said: Said, ...names: string[]) => names.map((name) => field(name, 'string', said));

const authority = [
	...text('reference', 'id*', 'name*', 'common_name*', 'ca_type*', 'key_type*'),
	field('key_size*', 'integer', 'reference'),
	field('valid_from*', 'time', 'reference'),
	field('valid_until*', 'time', 'reference'),
	field('is_active*', 'boolean', 'reference'),
	field('certificates_issued*', 'integer', 'reference'),
	field('created_at*', 'time', 'reference'),
];

const certificate = [
	...text('unsaid', 'id*', 'serial_number*', 'common_name*', 'ca_id*', 'role*'),
	field('not_before*', 'time', 'unsaid'),
	field('not_after*', 'time', 'unsaid'),
	field('revoked_at*', 'time', 'unsaid'),
];

const issued = (said: Said, chain: Said) => [
	field('certificate*', 'string', said),
	field('ca_chain*', 'strings', chain),
	field('serial_number*', 'string', said),
	field('not_after*', 'time', said),
];

const pki = {
	authority: { fields: authority },
	authorityRead: { fields: [...authority, field('crl_url', 'string', 'tutorial')] },
	authorities: { fields: [field('cas*', 'objects', 'unsaid')], items: 'authority' },
	authorityRevoked: { fields: [...authority, field('revoked_at*', 'time', 'unsaid')] },
	crlMade: {
		fields: [field('crl_pem*', 'string', 'unsaid'), field('next_update*', 'time', 'unsaid')],
	},
	role: {
		fields: [
			...text('unsaid', 'name*', 'ca_id*'),
			field('allowed_domains*', 'strings', 'unsaid'),
			field('allow_subdomains*', 'boolean', 'unsaid'),
			field('allow_ip_sans*', 'boolean', 'unsaid'),
			field('max_ttl*', 'duration', 'unsaid'),
			field('key_type*', 'string', 'unsaid'),
			field('key_bits', 'integer', 'unsaid'),
			field('require_cn*', 'boolean', 'unsaid'),
			field('store_private_keys*', 'boolean', 'unsaid'),
			field('client_flag', 'boolean', 'unsaid'),
			field('server_flag', 'boolean', 'unsaid'),
			field('created_at*', 'time', 'unsaid'),
		],
	},
	roles: { fields: [field('roles*', 'objects', 'unsaid')], items: 'role' },
	issued: {
		fields: [...issued('reference', 'reference'), field('private_key*', 'string', 'reference')],
	},
	signed: { fields: issued('unsaid', 'unsaid') },
	certificateItem: { fields: certificate },
	certificate: {
		fields: [
			...certificate,
			field('alt_names*', 'strings', 'unsaid'),
			field('revocation_reason', 'string', 'unsaid'),
			field('certificate_pem*', 'string', 'unsaid'),
		],
	},
	certificates: page('certificates', 'unsaid', 'certificateItem', 'unsaid'),
	revoked: {
		fields: [
			field('serial_number*', 'string', 'unsaid'),
			field('revoked_at*', 'time', 'unsaid'),
			field('reason*', 'string', 'unsaid'),
		],
	},
} as const;

const session = {
	whoami: {
		fields: [
			...text('reference', 'identity_id*', 'identity_type*', 'tenant_id*', 'partner_id*'),
			field('scopes*', 'strings', 'reference'),
			field('display_name', 'string', 'reference'),
			field('groups', 'strings', 'reference'),
			field('roles', 'strings', 'reference'),
			field('mfa_verified_at', 'time', 'reference'),
			field('token_expires_at', 'time', 'reference'),
		],
	},
	introspection: {
		fields: [
			field('active*', 'boolean', 'reference'),
			...text('reference', 'identity_id', 'identity_type', 'tenant_id'),
			field('scopes', 'strings', 'reference'),
			field('expires_at', 'time', 'reference'),
			field('issued_at', 'time', 'reference'),
		],
	},
	health: {
		fields: [field('status*', 'string', 'reference'), field('timestamp*', 'time', 'reference')],
	},
	ready: {
		fields: [
			field('status*', 'string', 'reference'),
			field('checks*', 'object', 'reference'),
			field('errors*', 'strings', 'reference'),
		],
	},
	version: { fields: [field('version*', 'string', 'reference')] },
} as const;

const policies = {
	policyItem: {
		fields: [
			...text('reference', 'id*', 'name*'),
			field('rule_count*', 'integer', 'reference'),
			field('binding_count*', 'integer', 'reference'),
			field('is_active*', 'boolean', 'reference'),
			field('created_at*', 'time', 'reference'),
			field('updated_at*', 'time', 'reference'),
		],
	},
	policies: page('policies', 'reference', 'policyItem'),
	policy: {
		fields: [
			...text('unsaid', 'id*', 'name*', 'description*', 'scope*'),
			field('rules*', 'objects', 'reference'),
			field('bindings*', 'objects', 'reference'),
			field('is_active*', 'boolean', 'unsaid'),
			field('created_at*', 'time', 'unsaid'),
			field('updated_at*', 'time', 'unsaid'),
		],
	},
	binding: {
		fields: [
			...text('unsaid', 'id*', 'identity_type*', 'identity_id*'),
			field('expires_at*', 'time', 'unsaid'),
		],
	},
	bindings: { fields: [field('bindings*', 'objects', 'unsaid')], items: 'binding' },
	policyTest: { fields: [field('allowed*', 'boolean', 'unsaid')] },
} as const;

const events = {
	auditEntry: {
		fields: [
			field('id*', 'string', 'reference'),
			field('timestamp*', 'time', 'reference'),
			...text('reference', 'action*', 'identity_type*', 'identity_id*', 'secret_path*'),
			...text('reference', 'source_ip*', 'user_agent*'),
			field('success*', 'boolean', 'reference'),
			field('duration_ms*', 'integer', 'reference'),
			field('request_id*', 'string', 'reference'),
			field('extra_data*', 'object', 'reference'),
		],
	},
	auditLogs: page('logs', 'reference', 'auditEntry'),
	webhook: {
		fields: [
			...text('unsaid', 'id*', 'name*', 'url*'),
			field('events*', 'strings', 'unsaid'),
			field('filters', 'object', 'unsaid'),
			field('enabled*', 'boolean', 'unsaid'),
			field('created_at*', 'time', 'unsaid'),
		],
	},
	webhooks: { fields: [field('webhooks*', 'objects', 'reference')], items: 'webhook' },
	delivery: {
		fields: [
			...text('unsaid', 'id*', 'event_type*', 'status*'),
			field('timestamp*', 'time', 'unsaid'),
		],
	},
	deliveries: page('deliveries', 'reference', 'delivery', 'unsaid'),
} as const;

export const answers = { ...pki, ...session, ...policies, ...events } as const;

/** What is no JSON, in a word. */
export const contents = {
	authorityCertificate: 'PEM',
	certificatePem: 'PEM',
	crl: 'PEM or DER',
	nothing: 'empty',
} as const;

export type AnswerName = keyof typeof answers | keyof typeof contents;
