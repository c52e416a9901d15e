/** Calls below /v1/pki. */
import { endpoint, field, paging } from './endpoint.js';

const role = [
	field('allowed_domains', 'strings', 'reference'),
	field('allow_subdomains', 'boolean', 'reference'),
	field('allow_ip_sans', 'boolean', 'reference'),
	field('max_ttl', 'duration', 'reference'),
	field('key_type', 'string', 'reference', ['rsa', 'ec']),
	field('key_bits', 'integer', 'reference'),
	field('require_cn', 'boolean', 'reference'),
	field('store_private_keys', 'boolean', 'reference'),
	field('client_flag', 'boolean', 'tutorial'),
	field('server_flag', 'boolean', 'tutorial'),
];

const authorities = [
	endpoint('GET /v1/pki/ca', 'pki:admin', 'admin', 'list', 'authorities'),
	endpoint('POST /v1/pki/ca', 'pki:admin', 'admin', 'create', 'authority', {
		body: [
			field('name*', 'string', 'reference'),
			field('common_name*', 'string', 'reference'),
			field('ca_type*', 'string', 'reference', ['root', 'intermediate']),
			field('parent_ca_id', 'string', 'reference'),
			field('key_type', 'string', 'reference', ['rsa', 'ec']),
			field('key_size', 'integer', 'reference'),
			field('validity_days', 'integer', 'reference'),
		],
	}),
	endpoint('GET /v1/pki/ca/{id}', 'unsaid', 'admin', 'read', 'authorityRead'),
	endpoint('GET /v1/pki/ca/{id}/certificate', 'unsaid', 'admin', 'read', 'authorityCertificate'),
	endpoint('POST /v1/pki/ca/{id}/revoke', 'pki:admin', 'admin?', 'act', 'authorityRevoked', {
		body: [field('reason', 'string', 'reference')],
	}),
	endpoint('POST /v1/pki/ca/{id}/crl', 'unsaid', 'admin?', 'act', 'crlMade'),
	endpoint('GET /v1/pki/ca/{id}/crl', 'unsaid', 'admin?', 'read', 'crl'),
] as const;

const roles = [
	endpoint('GET /v1/pki/roles', 'unsaid', 'admin', 'list', 'roles'),
	endpoint('POST /v1/pki/roles', 'pki:admin', 'admin', 'create', 'role', {
		body: [field('name*', 'string', 'reference'), field('ca_id*', 'string', 'reference'), ...role],
	}),
	endpoint('GET /v1/pki/roles/{name}', 'unsaid', 'admin', 'read', 'role'),
	endpoint('PATCH /v1/pki/roles/{name}', 'pki:admin', 'admin', 'change', 'role', {
		body: [
			field('ca_id', 'string', 'unsaid'),
			...role.map((one) => ({ ...one, said: 'unsaid' as const })),
		],
	}),
	endpoint('DELETE /v1/pki/roles/{name}', 'pki:admin', 'admin', 'remove', 'nothing'),
] as const;

const issuing = [
	endpoint('POST /v1/pki/issue/{role}', 'pki:issue', 'issue', 'create', 'issued', {
		body: [
			field('common_name*', 'string', 'reference'),
			field('alt_names', 'altNames', 'reference'),
			field('ip_sans', 'ipSans', 'reference'),
			field('ttl', 'duration', 'reference'),
		],
	}),
	endpoint('POST /v1/pki/sign/{role}', 'pki:issue', 'issue', 'create', 'signed', {
		body: [
			field('csr_pem*', 'string', 'reference'),
			field('ttl', 'duration', 'reference'),
			field('alt_names', 'altNames', 'unsaid'),
		],
	}),
] as const;

const certificates = [
	endpoint('GET /v1/pki/certificates', 'unsaid', 'list?', 'list', 'certificates', {
		query: [
			field('ca_id', 'string', 'reference'),
			field('expiring_within', 'duration', 'reference'),
			field('include_revoked', 'boolean', 'reference'),
			...paging,
		],
	}),
	endpoint('GET /v1/pki/certificates/{id}', 'unsaid', 'list?', 'read', 'certificate'),
	endpoint('GET /v1/pki/certificates/{id}/pem', 'unsaid', 'list?', 'read', 'certificatePem'),
	endpoint('POST /v1/pki/revoke', 'pki:admin', 'admin?', 'act', 'revoked', {
		body: [field('serial_number*', 'string', 'tutorial'), field('reason', 'string', 'tutorial')],
	}),
] as const;

export const pkiEndpoints = [...authorities, ...roles, ...issuing, ...certificates] as const;
