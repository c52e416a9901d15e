import type { Json } from '../../../http/json.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ScaiRequest {
	readonly method: Method;
	/** Segments below `/v1/`, not escaped: `['pki', 'issue', 'web']`. */
	readonly path: readonly string[];
	readonly query?: Readonly<Record<string, string | number | boolean>>;
	readonly body?: Json;
	/** Media types, where the answer is no JSON. */
	readonly accept?: string;
	/** The scope that the documentation names; absent where it names none. */
	readonly scope?: string;
	/** What the call is about, for the words of an error. */
	readonly about?: Readonly<Record<string, string>>;
	/** Not worth waiting for: what it answers is an extra. */
	readonly isExtra?: boolean;
}

export interface ScaiAnswer {
	/** What was parsed; undefined where the answer is empty or no JSON. */
	readonly json: unknown;
	readonly text: string;
	readonly bytes: Buffer;
}
