/** The profiles that stand in place of roles. */
import { PkiError } from '../../common/errors.js';
import { mount, usageRoles } from './mount.js';
import type { CertificateUsage, Role, RoleRules } from '../contract/backend.js';

export const defaultTtlSeconds = 30 * 86_400;
export const rootTtlSeconds = 10 * 365 * 86_400;
export const issuingTtlSeconds = 5 * 365 * 86_400;

export interface Profile extends Role {
	/** Absent: as the request says. */
	readonly usage?: CertificateUsage;
}

const anything: RoleRules = {
	allowAnyName: true,
	allowWildcards: true,
	allowLocalhost: true,
	allowIpSans: true,
	allowedUriSans: ['*'],
	requireCommonName: false,
	ttlSeconds: defaultTtlSeconds,
	maxTtlSeconds: issuingTtlSeconds,
	storesCertificates: true,
	takesCommonNameFromRequest: true,
};

export const profiles: readonly Profile[] = [
	{
		role: usageRoles.server,
		usage: 'server',
		rules: { ...anything, serverAuth: true, clientAuth: false },
	},
	{
		role: usageRoles.client,
		usage: 'client',
		rules: { ...anything, serverAuth: false, clientAuth: true },
	},
	{
		role: usageRoles.both,
		usage: 'both',
		rules: { ...anything, serverAuth: true, clientAuth: true },
	},
	{ role: 'custom', rules: anything },
];

/** Rejects with `notFound`, reason `noRole`. */
export function profileOf(role: string): Profile {
	const profile = profiles.find((candidate) => candidate.role === role);
	if (!profile) throw new PkiError('notFound', { reason: 'noRole', args: { mount, role } });
	return profile;
}
