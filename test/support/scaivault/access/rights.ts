/** What policies allow: a call needs both the scope of its token and a rule of a policy. */
import { BlockList, isIPv4 } from 'node:net';
import { type Endpoint } from '../table/endpoint.js';
import { Refusal } from '../server/refusal.js';
import type { Sent } from '../server/sent.js';
import type { CallContext, Identity, PolicyRow, Tenant } from '../server/world.js';
import { matches } from './globs.js';

/** How policies name what a call asks for; the tutorial alone has an example, `read` for issuing. */
export function checkPolicies(call: CallContext, endpoint: Endpoint, path: string): void {
	const { readings, tenant, token, sourceIp, now } = call;
	if (readings.pkiPolicies === 'ignored' || !endpoint.path.startsWith('/v1/pki/')) return;
	const bound = policiesOf(tenant, token.identity, now);
	if (bound.length === 0 && readings.unboundIdentity === 'unrestricted') return;
	const subject = readings.policyPath === 'pki' ? path.replace(/^\/v1\//, '') : path.slice(1);
	const permission = permissionOf(endpoint, readings.issuePermission);
	const context = { sourceIp, mfaVerified: token.identity.mfaVerified };
	const decision = decide(bound, subject, permission, context);
	if (decision === 'allowed') return;
	throw new Refusal(403, decision, `No policy allows ${permission} on ${subject}.`);
}

function permissionOf({ path, kind }: Endpoint, issuing: 'read' | 'write'): string {
	if (/^\/v1\/pki\/(issue|sign)\//.test(path)) return issuing;
	switch (kind) {
		case 'read':
		case 'list':
			return kind;
		case 'remove':
			return 'delete';
		case 'create':
		case 'change':
		case 'act':
			return 'write';
	}
}

/** Those bound to the identity or to one of its groups. */
export function policiesOf(
	tenant: Tenant,
	identity: Pick<Identity, 'id' | 'groups'>,
	now: Date,
): readonly PolicyRow[] {
	return [...tenant.policies.values()].filter(
		({ active, bindings }) =>
			active &&
			bindings.some(
				({ identityId, expiresAt }) =>
					[identity.id, ...identity.groups].includes(identityId) &&
					(expiresAt === undefined || expiresAt > now),
			),
	);
}

export interface RuleContext {
	readonly sourceIp?: string;
	readonly mfaVerified?: boolean;
}

/** The code of the refusal where it is not allowed. */
export type Decision = 'allowed' | 'access_denied' | 'mfa_required' | 'ip_not_allowed';

/** One rule that allows it is enough; else the first that only lacks a condition says which. */
export function decide(
	policies: readonly PolicyRow[],
	path: string,
	permission: string,
	context: RuleContext,
): Decision {
	const decisions = policies
		.flatMap(({ sent }) => sent.inners('rules') ?? [])
		.filter(
			(rule) =>
				matches(rule.needed('path_pattern'), path) &&
				rule.list('permissions')?.includes(permission) === true,
		)
		.map((rule) => conditionsOf(rule.inner('conditions'), context));
	return decisions.find((one) => one === 'allowed') ?? decisions[0] ?? 'access_denied';
}

function conditionsOf(conditions: Sent, { sourceIp, mfaVerified }: RuleContext): Decision {
	if (conditions.flag('require_mfa') === true && mfaVerified !== true) return 'mfa_required';
	const ranges = conditions.list('ip_ranges');
	const isHere = ranges === undefined || (sourceIp !== undefined && isWithin(sourceIp, ranges));
	return isHere ? 'allowed' : 'ip_not_allowed';
}

function isWithin(address: string, ranges: readonly string[]): boolean {
	const list = new BlockList();
	for (const range of ranges) {
		const [network = '', bits] = range.split('/');
		const type = isIPv4(network) ? 'ipv4' : 'ipv6';
		if (bits === undefined) list.addAddress(network, type);
		else list.addSubnet(network, Number(bits), type);
	}
	return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
