/** For tests of backends that can do everything an operator of Vault does. */
import assert from 'node:assert/strict';
import {
	type Administration,
	administrationMethods,
	type Backend,
	hasMethods,
} from '../../src/core/backends/contract/backend.js';

/** Those of servers whose policies are bound to identities, or that revoke a CA. */
const elsewhere = ['bindPolicy', 'listBindings', 'unbindPolicy', 'revokeAuthority'] as const;

type Elsewhere = (typeof elsewhere)[number];
export type OfOperator = Omit<Administration, Elsewhere>;

const names = administrationMethods.filter(
	(name): name is keyof OfOperator => !(elsewhere as readonly string[]).includes(name),
);

export function administrationOf({ administration }: Backend): OfOperator {
	assert.ok(hasMethods(administration, names), 'not every method is there');
	return administration;
}
