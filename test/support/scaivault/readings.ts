/**
 * Where ScaiVault's documentation contradicts itself or is silent: each way to read it, the one that the fake takes by
 * itself first. docs/scaivault.md has the same list with the reasons, which a test compares.
 */
export const readings = {
	// --- Tokens and rights
	missingScope: ['insufficient_scope', 'access_denied'],
	badToken: ['specific', 'authentication_required'],
	foreignTenant: ['access_denied', 'tenant_access_denied'],
	tokenPrefix: ['skt_', 'scai_live_'],
	tokenPath: ['/oauth/token', '/api/v1/platform/oauth/token'],
	expiresIn: ['given', 'absent'],
	whoami: ['full', 'short'],
	identityIds: ['sa:', 'sva_'],
	pkiReadScope: ['admin', 'adminOrIssue', 'any'],
	tutorialScopes: ['ownScopes', 'pkiAdminSuffices'],
	publicReads: ['none', 'crl', 'crlAndCertificate'],

	// --- Policies
	pkiPolicies: ['applied', 'ignored'],
	issuePermission: ['read', 'write'],
	policyPath: ['pki', 'v1/pki'],
	unboundIdentity: ['unrestricted', 'denied'],

	// --- What is sent
	unknownField: ['validation_error', 'invalid_request', 'ignored'],
	failingFields: ['byName', 'names'],
	roleFlags: ['accepted', 'ignored', 'refused'],
	altNames: ['array', 'commaString'],
	ipSans: ['array', 'commaString'],
	signNames: ['alt_names', 'subject_alt_names', 'none'],
	durations: ['hours', 'hoursAndDays'],
	reason: ['optional', 'required'],
	serialForm: ['upperCasePairs', 'lowerCase'],

	// --- What is answered
	created: ['201', '200'],
	removed: ['204', '200'],
	listKey: ['plural', 'data', 'items', 'bare'],
	authorityListKey: ['cas', 'certificate_authorities', 'authorities'],
	authorityParent: ['absent', 'parent_ca_id'],
	crlUrl: ['given', 'absent'],
	authorityCertificate: ['pem', 'json'],
	certificatePem: ['pem', 'json'],
	certificateText: ['certificate_pem', 'certificate', 'absent'],
	certificateTimes: ['not_after', 'valid_until'],
	revokedMark: ['revoked_at', 'is_revoked', 'status'],
	signAnswer: ['asIssue', 'certificate_pem', 'certificateOnly'],
	keyFormat: ['pkcs8', 'traditional'],
	chainRoot: ['included', 'leftOut'],
	chainOrder: ['issuerFirst', 'rootFirst'],
	crlMade: ['crl_pem next_update', 'crl next_update', 'pem next_update_at'],
	crlDefault: ['pem', 'der'],
	revokeAnswer: ['object', 'empty'],
	rateHeaders: ['all', 'resetOnly'],
	retryAfter: ['seconds', 'date'],

	// --- What is done
	nameOfSubject: ['alsoSan', 'subjectOnly'],
	starPattern: ['oneLabel', 'anyDepth'],
	ttlTooLong: ['refused', 'capped'],
	roleViolation: ['validation_error', 'invalid_request', 'access_denied'],
	conflict: ['conflict', 'validation_error'],
	unknownRole: ['role_not_found', 'invalid_role'],
	revokedAgain: ['conflict', 'again'],
	crlAfterRevoke: ['onDemand', 'atOnce'],

	// --- Audit and events
	auditActions: ['reference', 'guide'],
	auditExtra: ['flat', 'nested', 'pathOnly'],
	eventPath: ['ca', 'certificate', 'absent'],
} as const;

export type Readings = {
	readonly [K in keyof typeof readings]: (typeof readings)[K][number];
};

export function readingsWith(chosen: Partial<Readings> = {}): Readings {
	const first = Object.fromEntries(
		Object.entries(readings).map(([name, [choice]]) => [name, choice]),
	) as Readings;
	return { ...first, ...chosen };
}
