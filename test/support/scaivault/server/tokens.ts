/** Who calls: the token of a request, its tenant and its scopes. */
import type { Endpoint } from '../table/endpoint.js';
import type { Readings } from '../readings.js';
import { type ErrorCode, Refusal } from './refusal.js';
import type { Tenant, TokenRecord, World } from './world.js';

/** The token of the `Authorization` header; refuses with 401. */
export function authenticate(world: World, header: string | undefined): TokenRecord {
	if (header === undefined) {
		throw new Refusal(401, 'authentication_required', 'This call needs a bearer token.');
	}
	const [, text] = /^Bearer ([\w.~+/-]+=*)$/.exec(header) ?? [];
	const token = text === undefined ? undefined : world.tokens.get(text);
	if (!token) throw unauthorized(world.readings, 'token_invalid', 'The token is not valid.');
	if (token.revoked) throw unauthorized(world.readings, 'token_revoked', 'The token was revoked.');
	if (token.expiresAt <= world.now()) {
		throw unauthorized(world.readings, 'token_expired', 'The token has expired.');
	}
	return token;
}

function unauthorized(readings: Readings, code: ErrorCode, message: string): Refusal {
	const general = readings.badToken === 'authentication_required';
	return new Refusal(401, general ? 'authentication_required' : code, message);
}

/** Of the path, else of the header, else of the token; naming one is for admins of its partner. */
export function tenantOf(world: World, token: TokenRecord, named: string | undefined): Tenant {
	const tenant = world.tenants.get(named ?? token.tenantId);
	if (!tenant) throw new Refusal(404, 'tenant_not_found', 'There is no such tenant.');
	if (named === undefined) return tenant;
	const own = world.tenants.get(token.tenantId);
	if (token.identity.partnerAdmin && own?.partnerId === tenant.partnerId) return tenant;
	throw new Refusal(403, world.readings.foreignTenant, 'This tenant is not open to the token.');
}

export function checkScope(endpoint: Endpoint, token: TokenRecord, readings: Readings): void {
	const enough = scopesOf(endpoint, readings);
	if (enough.length === 0 || enough.some((scope) => token.scopes.includes(scope))) return;
	const message = `This call needs the scope ${enough.join(' or ')}.`;
	throw new Refusal(403, readings.missingScope, message);
}

/** Any one of them is enough; none where every token is. */
function scopesOf({ scope, path, kind }: Endpoint, readings: Readings): readonly string[] {
	if (scope === 'any') return [];
	if (scope === 'unsaid') {
		if (!path.startsWith('/v1/pki/')) return ['admin'];
		if (kind === 'act') return ['pki:admin'];
		switch (readings.pkiReadScope) {
			case 'admin':
				return ['pki:admin'];
			case 'adminOrIssue':
				return ['pki:admin', 'pki:issue'];
			case 'any':
				return [];
		}
	}
	const isOfTutorial = /^\/v1\/(policies|audit|webhooks)/.test(path);
	const tutorial = isOfTutorial && readings.tutorialScopes === 'pkiAdminSuffices';
	return tutorial ? [scope, 'pki:admin'] : [scope];
}
