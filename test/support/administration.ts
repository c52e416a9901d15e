/** For tests of backends that can do everything an operator does. */
import assert from 'node:assert/strict';
import {
	type Administration,
	administrationMethods,
	type Backend,
	hasMethods,
} from '../../src/core/backends/contract/backend.js';

export function administrationOf({ administration }: Backend): Administration {
	assert.ok(hasMethods(administration, administrationMethods), 'not every method is there');
	return administration;
}
