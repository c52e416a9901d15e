/** The policy that lets somebody use one role. How policies name PKI calls is documented by one example alone. */
import { PkiError } from '../../../common/errors.js';
import type { Json } from '../../../http/json.js';
import type {
	PolicyReading,
	RolePolicy,
	RolePolicyRequest,
	RoleRight,
} from '../../contract/access.js';

/** The tutorial's way first: `read` on `pki/issue/<role>`. */
export const policyReadings: readonly PolicyReading[] = [
	'readAllowsIssue',
	'writeAllowsIssue',
	'readAllowsIssueBelowV1',
	'writeAllowsIssueBelowV1',
];

interface Rule {
	readonly path: string;
	readonly permission: string;
}

function ruleOf(right: RoleRight, role: string, issuing: string): Rule {
	switch (right) {
		case 'issue':
			return { path: `pki/issue/${role}`, permission: issuing };
		case 'sign':
			return { path: `pki/sign/${role}`, permission: issuing };
		case 'readRole':
			return { path: `pki/roles/${role}`, permission: 'read' };
		case 'listCertificates':
			return { path: 'pki/certificates', permission: 'list' };
		case 'revoke':
			return { path: 'pki/revoke', permission: 'write' };
	}
}

/** Throws `invalid`, reason `policyPath`, for a role whose name is a glob: it would mean other roles too. */
export function rolePolicy(request: RolePolicyRequest): RolePolicy {
	const { mount, role, allow, reading = 'readAllowsIssue' } = request;
	const issuing = reading.startsWith('write') ? 'write' : 'read';
	const prefix = reading.endsWith('BelowV1') ? 'v1/' : '';
	const rules = allow.map((right) => {
		const { path, permission } = ruleOf(right, role, issuing);
		if (/[*?[\]{}]/.test(path)) {
			throw new PkiError('invalid', { reason: 'policyPath', args: { path } });
		}
		return { path_pattern: `${prefix}${path}`, permissions: [permission] };
	});
	return {
		name: `${mount}-${role}`.toLowerCase(),
		policy: policyText(`Use the role ${role}`, rules),
		language: 'json',
		reading,
	};
}

/** One form for what is written and what is read back, so that they can be compared. */
export function policyText(description: string | undefined, rules: readonly Json[]): string {
	const said = rules.map((rule) =>
		Object.fromEntries(
			['path_pattern', 'permissions', 'conditions'].flatMap((name) =>
				rule[name] === undefined || rule[name] === null ? [] : [[name, rule[name]]],
			),
		),
	);
	const whole = { ...(description !== undefined && { description }), rules: said };
	return `${JSON.stringify(whole, undefined, 2)}\n`;
}
