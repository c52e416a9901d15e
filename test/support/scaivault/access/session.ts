/** Calls about the caller and about the server itself. */
import { type Answer, type CallContext, iso } from '../server/world.js';

export function whoami({ token, tenant, readings }: CallContext): Answer {
	const { identity, scopes, expiresAt } = token;
	const short = {
		identity_id: identity.id,
		identity_type: identity.type,
		tenant_id: tenant.id,
		partner_id: tenant.partnerId,
		scopes,
	};
	if (readings.whoami === 'short') return { json: short };
	return {
		json: {
			...short,
			display_name: identity.id.replace(/^\w+[:_]/, ''),
			groups: identity.groups,
			roles: identity.partnerAdmin ? ['partner_admin'] : [],
			mfa_verified_at: identity.mfaVerified ? iso(token.issuedAt) : null,
			token_expires_at: iso(expiresAt),
		},
	};
}

export function introspect({ body, world, now }: CallContext): Answer {
	const token = world.tokens.get(body.needed('token'));
	if (!token || token.revoked || token.expiresAt <= now) return { json: { active: false } };
	return {
		json: {
			active: true,
			identity_id: token.identity.id,
			identity_type: token.identity.type,
			tenant_id: token.tenantId,
			scopes: token.scopes,
			expires_at: iso(token.expiresAt),
			issued_at: iso(token.issuedAt),
		},
	};
}

export function health({ now }: CallContext): Answer {
	return { json: { status: 'ok', timestamp: iso(now) } };
}

export function ready(): Answer {
	return { json: { status: 'ready', checks: {}, errors: [] } };
}

export function version(): Answer {
	return { json: { version: '0.0.0-fake' } };
}
