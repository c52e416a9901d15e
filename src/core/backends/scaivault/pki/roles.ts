/** Roles: what they allow, in the contract's shape, and back. */
import { PkiError } from '../../../common/errors.js';
import { asFlag, asNumber, asRecord, asText, asTexts, type Json } from '../../../http/json.js';
import type { Role, RoleRules } from '../../contract/backend.js';
import { readAllRows } from '../answers/rows.js';
import { durationText, readDuration } from '../answers/values.js';
import type { Session } from '../session/session.js';
import { mount } from './authorities.js';

/** The rules that a role has a field for. */
export const roleRules = [
	'allowedDomains',
	'allowSubdomains',
	'allowIpSans',
	'requireCommonName',
	'serverAuth',
	'clientAuth',
	'keyType',
	'keyBits',
	'maxTtlSeconds',
	'issuer',
] as const satisfies readonly (keyof RoleRules)[];

/** Of roles and of CAs. */
export const keyTypes = ['rsa', 'ec'] as const;

/** `GET /v1/pki/roles`: all of them with their rules. Rejects with `forbidden`. */
export async function listRoles(session: Session): Promise<readonly Role[]> {
	const rows = await readAllRows(session, { method: 'GET', path: ['pki', 'roles'] }, 'roles');
	return rows.flatMap((row) => {
		const role = asText(row.name);
		return role === undefined ? [] : [{ role, rules: readRules(row) }];
	});
}

/**
 * `GET /v1/pki/roles/{name}`. Rejects with `notFound`, reason `noRole`, and with `unexpected`, reason `missingAnswer`, where
 * the answer is another role.
 */
export async function readRole(session: Session, role: string): Promise<Role> {
	const about = { role, mount };
	const { json } = await session.send({ method: 'GET', path: ['pki', 'roles', role], about });
	const row = asRecord(json);
	if (asText(row.name) !== role) {
		throw new PkiError('unexpected', { reason: 'missingAnswer', args: about });
	}
	return { role, rules: readRules(row) };
}

/**
 * A pattern such as `*.lab.test` allows what lies below; whether one label deep or any is not documented, so that it
 * counts as any: in doubt the server decides.
 */
function readRules(row: Json): RoleRules {
	const domains = Array.isArray(row.allowed_domains) ? asTexts(row.allowed_domains) : undefined;
	const maxTtlSeconds = readDuration(row.max_ttl);
	return {
		...(domains && { allowedDomains: domains }),
		...(domains?.some((domain) => domain.includes('*')) && { allowGlobDomains: true }),
		...flag('allowSubdomains', row.allow_subdomains),
		...flag('allowIpSans', row.allow_ip_sans),
		...flag('requireCommonName', row.require_cn),
		...flag('serverAuth', row.server_flag),
		...flag('clientAuth', row.client_flag),
		...given('keyType', asText(row.key_type)),
		...given('keyBits', asNumber(row.key_bits)),
		...given('maxTtlSeconds', maxTtlSeconds),
		...given('issuer', asText(row.ca_id)),
	};
}

function flag<N extends string>(name: N, value: unknown) {
	return given(name, asFlag(value));
}

function given<N extends string, T>(name: N, value: T | undefined) {
	return (value === undefined ? {} : { [name]: value }) as Partial<Record<N, T>>;
}

/**
 * The fields of a role, without those that are not said. Rejects with `unsupported`, reason `roleRule`, for a rule that
 * allows or demands what no field of a role can.
 */
export function roleBody(rules: RoleRules): Json {
	for (const [name, value] of Object.entries(rules)) {
		const isKnown = roleRules.some((rule) => rule === name);
		// What patterns do is not for a role to say, and what is off is not there to begin with.
		if (isKnown || name === 'allowGlobDomains' || isNothing(value)) continue;
		throw new PkiError('unsupported', { reason: 'roleRule', args: { rule: name } });
	}
	const { keyType, keyBits, maxTtlSeconds } = rules;
	if (keyType !== undefined && !keyTypes.some((type) => type === keyType)) {
		throw new PkiError('unsupported', { reason: 'keyKind', args: { keyType, field: 'keyType' } });
	}
	const all = {
		ca_id: rules.issuer,
		allowed_domains: rules.allowedDomains,
		allow_subdomains: rules.allowSubdomains,
		allow_ip_sans: rules.allowIpSans,
		max_ttl:
			maxTtlSeconds === undefined || maxTtlSeconds === 0 ? undefined : durationText(maxTtlSeconds),
		key_type: keyType,
		key_bits: keyBits === 0 ? undefined : keyBits,
		require_cn: rules.requireCommonName,
		client_flag: rules.clientAuth,
		server_flag: rules.serverAuth,
	};
	return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** The two fields that the tutorial alone has. */
export function withoutFlags(body: Json): Json {
	const flags = ['client_flag', 'server_flag'];
	return Object.fromEntries(Object.entries(body).filter(([name]) => !flags.includes(name)));
}

function isNothing(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === false || value === 0 || value === '';
}
