/** Policies, and whom they are bound to. */
import { randomBytes } from 'node:crypto';
import { listed, paged } from '../server/paging.js';
import { conflict, Refusal } from '../server/refusal.js';
import { Sent } from '../server/sent.js';
import {
	type Answer,
	type Binding,
	type CallContext,
	type IdentityType,
	iso,
	param,
	type PolicyRow,
} from '../server/world.js';
import { checkGlob } from './globs.js';
import { decide, policiesOf } from './rights.js';

export function listPolicies(call: CallContext): Answer {
	const { query, tenant } = call;
	const scope = query.text('scope');
	const items = [...tenant.policies.values()].filter(
		({ active, sent }) =>
			(active || query.flag('include_inactive') === true) &&
			(scope === undefined || scope === sent.text('scope')),
	);
	return paged(call, {
		plural: 'policies',
		items,
		idOf: ({ id }) => id,
		show: item,
		documented: true,
	});
}

function item({ id, sent, bindings, active, createdAt, updatedAt }: PolicyRow): object {
	return {
		id,
		name: sent.needed('name'),
		rule_count: sent.inners('rules')?.length ?? 0,
		binding_count: bindings.length,
		is_active: active,
		created_at: iso(createdAt),
		updated_at: iso(updatedAt),
	};
}

function whole(row: PolicyRow): unknown {
	const { id, sent, bindings, active, createdAt, updatedAt } = row;
	return {
		id,
		name: sent.needed('name'),
		description: sent.text('description') ?? null,
		scope: sent.text('scope') ?? 'tenant',
		rules: sent.all()['rules'],
		bindings: bindings.map(shown),
		is_active: active,
		created_at: iso(createdAt),
		updated_at: iso(updatedAt),
	};
}

export function createPolicy(call: CallContext): Answer {
	const { tenant, body, now } = call;
	refuseTaken(call, body.needed('name'));
	const sent = new Sent({ scope: 'tenant', ...body.all() });
	const id = `pol_${randomBytes(8).toString('hex')}`;
	const row = { id, sent, bindings: [], active: true, createdAt: now, updatedAt: now };
	checkRules(sent);
	tenant.policies.set(id, row);
	return { json: whole(row) };
}

function refuseTaken({ tenant, readings }: CallContext, name: string, but?: string): void {
	const others = [...tenant.policies.values()].filter(({ id }) => id !== but);
	if (!others.some(({ sent }) => sent.text('name') === name)) return;
	throw conflict(readings, 'name', `A policy named "${name}" exists.`);
}

function checkRules(sent: Sent): void {
	const rules = sent.inners('rules') ?? [];
	if (rules.length === 0) throw new Refusal(400, 'invalid_policy', 'A policy needs a rule.');
	for (const rule of rules) {
		checkGlob(rule.needed('path_pattern'));
		if (rule.list('permissions')?.length === 0) {
			throw new Refusal(400, 'invalid_policy', 'A rule needs a permission.');
		}
	}
}

function policyOf(call: CallContext): PolicyRow {
	const row = call.tenant.policies.get(param(call, 'id'));
	if (!row) throw new Refusal(404, 'policy_not_found', 'There is no such policy.');
	return row;
}

export function readPolicy(call: CallContext): Answer {
	return { json: whole(policyOf(call)) };
}

/** Bindings stay. */
export function replacePolicy(call: CallContext): Answer {
	return changed(call, new Sent({ scope: 'tenant', ...call.body.all() }));
}

export function changePolicy(call: CallContext): Answer {
	return changed(call, new Sent({ ...policyOf(call).sent.all(), ...call.body.all() }));
}

function changed(call: CallContext, sent: Sent): Answer {
	const before = policyOf(call);
	refuseTaken(call, sent.needed('name'), before.id);
	checkRules(sent);
	const active = sent.flag('is_active') ?? before.active;
	const row: PolicyRow = { ...before, sent, active, updatedAt: call.now };
	call.tenant.policies.set(row.id, row);
	return { json: whole(row) };
}

export function deletePolicy(call: CallContext): Answer {
	const { id, bindings } = policyOf(call);
	if (bindings.length > 0 && call.query.flag('force') !== true) {
		throw new Refusal(409, 'policy_in_use', 'The policy is bound.');
	}
	call.tenant.policies.delete(id);
	return {};
}

// --- Bindings

export function listBindings(call: CallContext): Answer {
	return listed(call, 'bindings', policyOf(call).bindings.map(shown));
}

export function createBinding(call: CallContext): Answer {
	const { body } = call;
	const expiresAt = body.text('expires_at');
	const binding: Binding = {
		id: `bnd_${randomBytes(8).toString('hex')}`,
		identityType: body.needed('identity_type') as IdentityType,
		identityId: body.needed('identity_id'),
		...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
	};
	policyOf(call).bindings.push(binding);
	return { json: shown(binding) };
}

function shown({ id, identityType, identityId, expiresAt }: Binding): unknown {
	return {
		id,
		identity_type: identityType,
		identity_id: identityId,
		expires_at: expiresAt ? iso(expiresAt) : null,
	};
}

export function deleteBinding(call: CallContext): Answer {
	const { bindings } = policyOf(call);
	const index = bindings.findIndex(({ id }) => id === param(call, 'binding_id'));
	if (index < 0) throw new Refusal(404, 'binding_not_found', 'There is no such binding.');
	bindings.splice(index, 1);
	return {};
}

/** Asks about another identity, without doing anything. */
export function testPolicy({ body, tenant, world, now }: CallContext): Answer {
	const id = body.needed('identity_id');
	const known = [...world.tokens.values()].find(({ identity }) => identity.id === id)?.identity;
	const context = body.inner('context');
	const moment = context.text('timestamp');
	const at = moment === undefined ? now : new Date(moment);
	const bound = policiesOf(tenant, known ?? { id, groups: [] }, at);
	const decision = decide(bound, body.needed('path'), body.needed('permission'), {
		sourceIp: context.text('source_ip'),
		mfaVerified: context.flag('mfa_verified'),
	});
	return { json: { allowed: decision === 'allowed' } };
}
