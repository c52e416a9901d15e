/** The tenants that the fake begins with: two of one partner, and one of another. */
import type { Tenant } from './world.js';

export const theTenant = 'tnt_acme';
/** Of the same partner: open to its admins. */
export const siblingTenant = 'tnt_acme_lab';
export const foreignTenant = 'tnt_umbrella';

export function newTenants(): ReadonlyMap<string, Tenant> {
	const tenants = [
		tenant(theTenant, 'ptn_acme', 'acme'),
		tenant(siblingTenant, 'ptn_acme', 'acme-lab'),
		tenant(foreignTenant, 'ptn_umbrella', 'umbrella'),
	];
	return new Map(tenants.map((one) => [one.id, one]));
}

function tenant(id: string, partnerId: string, slug: string): Tenant {
	return {
		...{ id, partnerId, slug },
		authorities: new Map(),
		roles: new Map(),
		certificates: [],
		policies: new Map(),
		audit: [],
		webhooks: new Map(),
	};
}
