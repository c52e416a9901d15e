/** A role's rules as a program gives them, checked field by field. */
import type { RoleRules } from '../../../core/backends/contract/backend.js';
import {
	areKeyBits,
	isKeyType,
	keySizes,
	keyTypes,
} from '../../../core/backends/roles/roleKeys.js';
import { badOption } from '../../input/options.js';

type Kind = 'boolean' | 'number' | 'string' | 'string[]';

const kinds: Readonly<Record<keyof RoleRules, Kind>> = {
	allowAnyName: 'boolean',
	allowedDomains: 'string[]',
	allowBareDomains: 'boolean',
	allowSubdomains: 'boolean',
	allowGlobDomains: 'boolean',
	allowWildcards: 'boolean',
	allowLocalhost: 'boolean',
	allowTokenName: 'boolean',
	domainsHaveTemplates: 'boolean',
	enforceHostnames: 'boolean',
	allowIpSans: 'boolean',
	allowedUriSans: 'string[]',
	urisHaveTemplates: 'boolean',
	requireCommonName: 'boolean',
	commonNameChecks: 'string[]',
	serverAuth: 'boolean',
	clientAuth: 'boolean',
	keyType: 'string',
	keyBits: 'number',
	ttlSeconds: 'number',
	maxTtlSeconds: 'number',
	issuer: 'string',
	storesCertificates: 'boolean',
	takesCommonNameFromRequest: 'boolean',
	takesAltNamesFromRequest: 'boolean',
};

/** Undefined when there are none; rejects with `invalid` for a field that no role has, or of the wrong type. */
export function parseRules(value: unknown): RoleRules | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'object' || Array.isArray(value)) throw badOption('rules', 'object');
	for (const [name, field] of Object.entries(value)) {
		if (!isRule(name)) throw badOption(`rules.${name}`, Object.keys(kinds).join(' | '));
		const kind = kinds[name];
		if (field !== undefined && !isOfKind(field, kind)) throw badOption(`rules.${name}`, kind);
	}
	requireKey(value);
	return value;
}

/** A key that no server takes is refused here, by name: not every server refuses it. */
function requireKey({ keyType, keyBits = 0 }: RoleRules): void {
	if (keyType !== undefined && !isKeyType(keyType)) {
		throw badOption('rules.keyType', keyTypes.join(' | '));
	}
	if (!areKeyBits(keyType, keyBits)) {
		throw badOption('rules.keyBits', keySizes(keyType).join(' | '));
	}
}

function isRule(name: string): name is keyof RoleRules {
	return Object.hasOwn(kinds, name);
}

function isOfKind(value: unknown, kind: Kind): boolean {
	switch (kind) {
		case 'string[]':
			return Array.isArray(value) && value.every((item) => typeof item === 'string');
		case 'number':
			return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
		case 'boolean':
		case 'string':
			return typeof value === kind;
	}
}

/** Whether a role can be called so (`framework.GenericNameRegex` of Vault and OpenBao). */
export function isRoleName(name: string): boolean {
	return /^\w([\w.-]*\w)?$/.test(name);
}
