/**
 * What every backend promises, as tests: run over the Local CA and over real servers alike. A file of tests describes
 * its subject and calls `describeContract`; what its backend cannot do is left out by what the backend leaves out.
 */
import assert from 'node:assert/strict';
import {
	type Ability,
	abilitiesOf,
	type Backend,
	type BackendDefinition,
	can,
} from '../../src/core/backends/contract/backend.js';
import { describeIssuing } from './contract/issuing.js';
import { describeLists } from './contract/lists.js';
import { describeRevoking } from './contract/revoking.js';
import { describeTokens } from './contract/tokens.js';

export interface Subject {
	/** In the titles: `Local CA`, `OpenBao`. */
	readonly name: string;
	readonly definition: BackendDefinition;
	/** A mount with a CA and one role that serves TLS servers; nothing else uses it. */
	start(): Promise<World>;
}

export interface World {
	/** May do everything. */
	readonly root: Backend;
	/** May issue and sign with the role, and nothing else; absent where everybody may do everything. */
	readonly issuer?: Backend;
	/** May do nothing; absent likewise. */
	readonly nobody?: Backend;
	readonly product: string | RegExp;
	readonly mount: string;
	readonly role: string;
	/** A DNS name that the role allows, a new one with each call. */
	readonly newName: () => string;
	/** Puts a certificate for a name into the mount, where the backend itself issues none. */
	readonly put?: (name: string) => Promise<{ readonly serialNumber: string }>;
	/** One that it refuses; absent where it allows everything. */
	readonly refusedName?: string;
	/** True when lists have the newest certificate first. */
	readonly newestFirst: boolean;
	/** Texts that must be in no error: tokens, keys. */
	readonly secrets: () => readonly string[];
	stop(): Promise<void>;
}

/** The world of the running tests; reading it before `before` has run is a mistake of the test. */
export type GetWorld = () => World;

export function describeContract(subject: Subject): void {
	describe(`${subject.name}: the backend contract`, function () {
		this.timeout(60_000);
		let world: World | undefined;
		const get = (): World => {
			assert(world, 'The subject has not started.');
			return world;
		};
		before(async () => {
			world = await subject.start();
		});
		after(() => world?.stop());
		it('can do what its definition says, and nothing else', () => {
			const { definition } = subject;
			assert.deepEqual([...abilitiesOf(get().root)].sort(), [...(definition.can ?? [])].sort());
		});

		const has = (...abilities: readonly Ability[]) =>
			abilities.every((ability) => can(subject.definition, ability));
		describeLists(get);
		if (has('issue', 'sign')) describeIssuing(get);
		if (has('issue', 'revoke', 'readCrl')) describeRevoking(get);
		describeTokens(get);
	});
}
