/** What the scopes of a token allow, as far as the documentation says; what it does not say is offered, or asked. */
import { isPkiError } from '../../../common/errors.js';
import type { Ability, Permissions } from '../../contract/backend.js';
import type { Session } from '../session/session.js';
import { hasScope, type Whoami } from '../session/whoami.js';

/** Any of these is enough. The tutorial writes policies and reads the audit log with `pki:admin` alone. */
const needed: Readonly<Partial<Record<Ability, readonly string[]>>> = {
	issue: ['pki:issue'],
	sign: ['pki:issue'],
	revoke: ['pki:admin'],
	generateRoot: ['pki:admin'],
	generateIntermediate: ['pki:admin'],
	writeRole: ['pki:admin'],
	deleteRole: ['pki:admin'],
	revokeAuthority: ['pki:admin'],
	readPolicy: ['policies:read', 'pki:admin'],
	writePolicy: ['policies:write', 'pki:admin'],
	bindPolicy: ['policies:write', 'pki:admin'],
	listBindings: ['policies:read', 'pki:admin'],
	unbindPolicy: ['policies:write', 'pki:admin'],
	listAuditEvents: ['audit:read', 'pki:admin'],
};

/** Abilities that no scope of the token allows; none where the scopes are not known. */
export function refusedAbilities({ scopes }: Whoami): readonly Ability[] {
	return Object.entries(needed).flatMap(([ability, enough]) =>
		enough.every((scope) => hasScope(scopes, scope) === false) ? [ability as Ability] : [],
	);
}

/** No page says which scope lists of roles and certificates need: where `pki:admin` is not there, the server is asked. */
export async function readPermissions(session: Session): Promise<Permissions> {
	const { scopes } = await session.knownWhoami();
	const may = (scope: string) => hasScope(scopes, scope) ?? true;
	const isAdmin = may('pki:admin');
	const issues = may('pki:issue');
	const [listRoles, listCertificates] = isAdmin
		? [true, true]
		: await Promise.all([
				mayRead(session, ['pki', 'roles'], {}),
				mayRead(session, ['pki', 'certificates'], { limit: 1 }),
			]);
	return {
		...{ listAuthorities: isAdmin, listRoles, listCertificates },
		...{ revoke: isAdmin, administer: isAdmin, issue: issues, sign: issues },
	};
}

/** Rejects with what the server says where the token can do nothing at all with certificates. */
export async function requirePki(session: Session): Promise<void> {
	const { scopes } = await session.knownWhoami();
	const isHere = ['pki:admin', 'pki:issue'].some((scope) => hasScope(scopes, scope) !== false);
	if (!isHere) await session.send({ method: 'GET', path: ['pki', 'roles'] });
}

async function mayRead(
	session: Session,
	path: readonly string[],
	query: Readonly<Record<string, number>>,
): Promise<boolean> {
	try {
		await session.send({ method: 'GET', path, query, isExtra: true });
		return true;
	} catch (error) {
		if (isPkiError(error, 'forbidden')) return false;
		if (isPkiError(error, 'rateLimited')) return true;
		throw error;
	}
}
