import type { Backend, Permissions } from '../core/backends/contract/backend.js';
import type { Connection } from '../services/services.js';

/** The most a backend answers in one page; no mount has more issuers or roles than a person can read. */
export const shortListLimit = 5000;

/** What the groups of one mount share. */
export interface MountParts {
	readonly client: Backend;
	readonly connection: Connection;
	readonly mount: string;
	/** Asked once, when the first group wants to know; undefined where everything is allowed. */
	readonly permissions: () => Promise<Permissions | undefined>;
}

export function mountParts(client: Backend, connection: Connection, mount: string): MountParts {
	let asked: Promise<Permissions | undefined> | undefined;
	const permissions = () =>
		(asked ??= Promise.resolve(client.permissions?.(mount)).catch((error: unknown) => {
			asked = undefined;
			throw error;
		}));
	return { client, connection, mount, permissions };
}
