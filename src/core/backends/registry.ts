import { PkiError } from '../common/errors.js';
import type { BackendDefinition } from './contract/backend.js';
import * as registered from './index.js';

/** The kinds of backends that there are. */
export class BackendRegistry {
	constructor(readonly all: readonly BackendDefinition[] = Object.values(registered)) {}

	/** Those that a person can add connections of, by name; the others are always listed. */
	get addable(): readonly BackendDefinition[] {
		const addable = this.all.filter(({ builtIn }) => builtIn !== true);
		return addable.sort((a, b) => a.label.localeCompare(b.label, 'en'));
	}

	/**
	 * The definition of a connection's backend. One that is not known (a newer version saved it) can do nothing, and
	 * opening it rejects with `unsupported`, reason `backend`.
	 */
	of({ backend }: { readonly backend: string }): BackendDefinition {
		return this.all.find(({ id }) => id === backend) ?? unknownBackend(backend);
	}
}

function unknownBackend(backend: string): BackendDefinition {
	const error = () => new PkiError('unsupported', { reason: 'backend', args: { backend } });
	return { id: backend, label: backend, fields: [], connect: () => Promise.reject(error()) };
}
