/** Roles: what may be issued from a CA. */
import { badFields, conflict, Refusal } from '../server/refusal.js';
import { listed } from '../server/paging.js';
import { Sent } from '../server/sent.js';
import {
	type Answer,
	type CallContext,
	iso,
	param,
	type RoleRow,
	type Tenant,
} from '../server/world.js';
import type { Readings } from '../readings.js';
import { authorityOf, keyKind } from './authorities.js';

/** Defaults are undocumented: nothing is allowed that a role does not name. */
const defaults = {
	allowed_domains: [],
	allow_subdomains: false,
	allow_ip_sans: false,
	max_ttl: '720h',
	key_type: 'rsa',
	require_cn: true,
	store_private_keys: false,
};

export function listRoles(call: CallContext): Answer {
	return listed(call, 'roles', [...call.tenant.roles.values()].map(shown));
}

export function createRole(call: CallContext): Answer {
	const { tenant, readings, now } = call;
	const name = call.body.needed('name');
	if (tenant.roles.has(name)) throw conflict(readings, 'name', `A role named "${name}" exists.`);
	if (!/^[\w.-]+$/.test(name)) throw badFields({ name: 'letters, digits, ".", "-" and "_" only' });
	const rules = new Sent({ ...defaults, ...call.body.all() });
	return kept(tenant, { name, createdAt: now, rules });
}

export function changeRole(call: CallContext): Answer {
	const row = roleOf(call.tenant, param(call, 'name'), call.readings);
	const rules = new Sent({ ...row.rules.all(), ...call.body.all() });
	return kept(call.tenant, { ...row, rules });
}

function kept(tenant: Tenant, row: RoleRow): Answer {
	authorityOf(tenant, row.rules.needed('ca_id'));
	keyOfRole(row);
	for (const domain of row.rules.list('allowed_domains') ?? []) {
		if (!/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) {
			throw badFields({ allowed_domains: `"${domain}" is not a pattern` });
		}
	}
	tenant.roles.set(row.name, row);
	return { json: shown(row) };
}

/** The kind of key that the role wants. */
export function keyOfRole({ rules }: RoleRow): ReturnType<typeof keyKind> {
	const type = rules.text('key_type') === 'ec' ? 'ec' : 'rsa';
	return keyKind(type, rules.number('key_bits') ?? (type === 'ec' ? 256 : 2048), 'key_bits');
}

export function readRole(call: CallContext): Answer {
	return { json: shown(roleOf(call.tenant, param(call, 'name'), call.readings)) };
}

export function deleteRole(call: CallContext): Answer {
	call.tenant.roles.delete(roleOf(call.tenant, param(call, 'name'), call.readings).name);
	return {};
}

export function roleOf(tenant: Tenant, name: string, { unknownRole }: Readings): RoleRow {
	const row = tenant.roles.get(name);
	if (row) return row;
	const message = `There is no role "${name}".`;
	throw unknownRole === 'role_not_found'
		? new Refusal(404, 'role_not_found', message)
		: new Refusal(400, 'invalid_role', message);
}

function shown({ createdAt, rules }: RoleRow): unknown {
	return { ...rules.all(), created_at: iso(createdAt) };
}
