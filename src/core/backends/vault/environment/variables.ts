import type { EnvironmentReader } from '../../contract/backend.js';

export interface Variable {
	/** With its prefix. */
	readonly name: string;
	readonly value: string;
}

/**
 * A variable by its name without `BAO_` or `VAULT_`. OpenBao asks for its own first; set to nothing, it hides Vault's all
 * the same.
 */
export function lookUp(environment: EnvironmentReader, name: string): Variable | undefined {
	for (const full of [`BAO_${name}`, `VAULT_${name}`]) {
		const value = environment.variable(full);
		if (value !== undefined) return value.trim() === '' ? undefined : { name: full, value };
	}
	return undefined;
}
