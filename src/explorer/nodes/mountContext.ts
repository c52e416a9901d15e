import type {
	Ability,
	Backend,
	BackendDefinition,
	Permissions,
} from '../../core/backends/contract/backend.js';
import type { Connection } from '../../services/connectionStore.js';
import type { Services } from '../../services/services.js';
import { clientTags } from './tags.js';

/** The most a backend answers in one page; no mount has more issuers or roles than a person can read. */
export const shortListLimit = 5000;

/** What the groups of one mount share. */
export interface MountParts {
	readonly client: Backend;
	readonly connection: Connection;
	readonly definition: BackendDefinition;
	readonly mount: string;
	/** For the menus of each row. */
	readonly tags: readonly string[];
	/** Asked once, when the first group wants to know; undefined where everything is allowed. */
	readonly permissions: () => Promise<Permissions | undefined>;
}

export function mountParts(
	{ backends }: Services,
	client: Backend,
	connection: Connection,
	mount: string,
	refused: readonly Ability[] = [],
): MountParts {
	const definition = backends.of(connection);
	const tags = clientTags(client, definition, refused);
	let asked: Promise<Permissions | undefined> | undefined;
	const permissions = () =>
		(asked ??= Promise.resolve(client.permissions?.(mount)).catch((error: unknown) => {
			asked = undefined;
			throw error;
		}));
	return { client, connection, definition, mount, tags, permissions };
}
