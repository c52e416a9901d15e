/** Tags that the menus in `package.json` go by (`viewItem =~ / can:issue /`): what a backend can do, never which it is. */
import {
	type Ability,
	abilitiesOf,
	type Backend,
	type BackendDefinition,
} from '../../core/backends/contract/backend.js';

/** Of a row that stands there before its connection is open. */
export function connectionTags(
	definition: BackendDefinition,
	refused: readonly Ability[] = [],
): readonly string[] {
	return [
		...abilityTags(definition.can ?? [], refused),
		...signInTags(definition),
		...(definition.testCertificates ? ['testCertificates'] : []),
		...(definition.rootIsOwn ? ['ownRoot'] : []),
		...(definition.singleMount === undefined ? [] : ['singleMount']),
	];
}

/** Of the rows below a connection that is open. */
export function clientTags(
	client: Backend,
	definition: BackendDefinition,
	refused: readonly Ability[] = [],
): readonly string[] {
	return [...abilityTags(abilitiesOf(client), refused), ...signInTags(definition)];
}

/** @param refused What the credentials do not allow. */
function abilityTags(
	abilities: readonly Ability[],
	refused: readonly Ability[],
): readonly string[] {
	return abilities
		.filter((ability) => !refused.includes(ability))
		.map((ability) => `can:${ability}`);
}

/** Where people sign in, they may be refused a list: then they can pin what they know is there. */
function signInTags({ signIn }: BackendDefinition): readonly string[] {
	return signIn ? ['signIn'] : [];
}
