/** What opens a key store, and what comes out of it. */
import type { DecodedBlock } from '../block.js';
import type { IterationBudget } from './pkcs12/iterations.js';

export interface OpenOptions {
	/** Of the whole file. An empty one is a password; absent, nothing is decrypted and nothing checked against it. */
	readonly password?: string;
	/** Of private keys that have one of their own, as in a JKS: for all that are still locked, or by entry name. */
	readonly keyPassword?: string | Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	/** What is left of the work that several files may ask for together; absent: as much as one may. */
	readonly budget?: IterationBudget;
}

export interface OpenedContainer {
	readonly kind: 'pkcs12' | 'jks';
	/**
	 * In the file's order, each with `container` and `entry`. Private keys carry their PKCS #8 DER here and nowhere else; those
	 * still locked are `encrypted`, with the DER they are kept in. An entry that cannot be read has `error`.
	 */
	readonly blocks: readonly DecodedBlock[];
	/** Names of the entries whose own password is still asked for. */
	readonly locked: readonly string[];
}
