/** Who answers which call: one for each call of the table. */
import { listAudit, type PkiAction } from '../access/audit.js';
import * as policies from '../access/policies.js';
import * as session from '../access/session.js';
import * as webhooks from '../access/webhooks.js';
import type { Call } from '../endpoints.js';
import * as authorities from '../pki/authorities.js';
import * as certificates from '../pki/certificates.js';
import { readCrl, regenerateCrl } from '../pki/crls.js';
import { issue, sign } from '../pki/issuing.js';
import * as roles from '../pki/roles.js';
import type { Handler } from './world.js';

export const handlers: Readonly<Record<Call, Handler>> = {
	'GET /v1/auth/whoami': session.whoami,
	'POST /v1/auth/introspect': session.introspect,
	'GET /v1/health': session.health,
	'GET /v1/health/ready': session.ready,
	'GET /v1/version': session.version,

	'GET /v1/policies': policies.listPolicies,
	'POST /v1/policies': policies.createPolicy,
	'GET /v1/policies/{id}': policies.readPolicy,
	'PUT /v1/policies/{id}': policies.replacePolicy,
	'PATCH /v1/policies/{id}': policies.changePolicy,
	'DELETE /v1/policies/{id}': policies.deletePolicy,
	'GET /v1/policies/{id}/bindings': policies.listBindings,
	'POST /v1/policies/{id}/bindings': policies.createBinding,
	'DELETE /v1/policies/{id}/bindings/{binding_id}': policies.deleteBinding,
	'POST /v1/policies/test': policies.testPolicy,

	'GET /v1/audit/logs': listAudit,

	'GET /v1/webhooks': webhooks.listWebhooks,
	'POST /v1/webhooks': webhooks.createWebhook,
	'GET /v1/webhooks/{id}': webhooks.readWebhook,
	'PATCH /v1/webhooks/{id}': webhooks.changeWebhook,
	'DELETE /v1/webhooks/{id}': webhooks.deleteWebhook,
	'POST /v1/webhooks/{id}/test': webhooks.testWebhook,
	'GET /v1/webhooks/{id}/deliveries': webhooks.listDeliveries,

	'GET /v1/pki/ca': authorities.listAuthorities,
	'POST /v1/pki/ca': authorities.createAuthority,
	'GET /v1/pki/ca/{id}': authorities.readAuthority,
	'GET /v1/pki/ca/{id}/certificate': authorities.readAuthorityCertificate,
	'POST /v1/pki/ca/{id}/revoke': authorities.revokeAuthority,
	'POST /v1/pki/ca/{id}/crl': regenerateCrl,
	'GET /v1/pki/ca/{id}/crl': readCrl,

	'GET /v1/pki/roles': roles.listRoles,
	'POST /v1/pki/roles': roles.createRole,
	'GET /v1/pki/roles/{name}': roles.readRole,
	'PATCH /v1/pki/roles/{name}': roles.changeRole,
	'DELETE /v1/pki/roles/{name}': roles.deleteRole,

	'POST /v1/pki/issue/{role}': issue,
	'POST /v1/pki/sign/{role}': sign,

	'GET /v1/pki/certificates': certificates.listCertificates,
	'GET /v1/pki/certificates/{id}': certificates.readCertificate,
	'GET /v1/pki/certificates/{id}/pem': certificates.readCertificatePem,
	'POST /v1/pki/revoke': certificates.revoke,
};

/** What the audit log calls them; others leave no entry. */
export const auditActions: Readonly<Partial<Record<Call, PkiAction>>> = {
	'POST /v1/pki/ca': 'pki_ca_create',
	'POST /v1/pki/ca/{id}/revoke': 'pki_revoke',
	'POST /v1/pki/issue/{role}': 'pki_issue',
	'POST /v1/pki/sign/{role}': 'pki_sign',
	'POST /v1/pki/revoke': 'pki_revoke',
};
