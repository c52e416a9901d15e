/** What the tables of docs/scaivault.md say of a call, as data that the fake goes by. */

import type { AnswerName } from './answers.js';

/** Who says so: ScaiVault's reference pages and guides, its mTLS tutorial alone, or nobody: then it is our guess. */
export type Said = 'reference' | 'tutorial' | 'unsaid';

/** `altNames`, `ipSans`: an array of strings or one string with commas, by reading. `strings`: an array of strings. */
export type FieldType =
	| 'string'
	| 'integer'
	| 'boolean'
	| 'duration'
	| 'time'
	| 'strings'
	| 'altNames'
	| 'ipSans'
	| 'object'
	| 'objects';

export interface Field {
	/** Of a field inside another: `filters.path_prefix`, and `rules[].permissions` inside a list. */
	readonly name: string;
	readonly type: FieldType;
	readonly required?: boolean;
	/** The only ones there are; of `strings`, of each. */
	readonly values?: readonly string[];
	readonly said: Said;
}

/** Rate limits are kept by identity and category. */
export type Category =
	'issue' | 'admin' | 'list' | 'policy' | 'policyTest' | 'audit' | 'webhook' | 'whoami';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Endpoint {
	/** `POST /v1/pki/issue/{role}`. */
	readonly call: string;
	readonly method: Method;
	readonly path: string;
	/** `none`: without a token. `any`: every valid token. */
	readonly scope: string;
	/** With a question mark where nobody says which category the call is counted in. */
	readonly limit: Category | `${Category}?`;
	readonly success: 200 | 201 | 'unsaid';
	/** What it does, which decides its status where that is unsaid, and the permission that a policy must give. */
	readonly kind: 'read' | 'list' | 'create' | 'change' | 'remove' | 'act';
	readonly query?: readonly Field[];
	readonly body?: readonly Field[];
	/** Of `answers` or `contents`. */
	readonly answer: AnswerName;
}

/** Writes a call in one line, as it stands in the page; `success` is unsaid where absent. */
export function endpoint<const C extends `${Method} /v1/${string}`>(
	call: C,
	scope: string,
	limit: Endpoint['limit'],
	kind: Endpoint['kind'],
	answer: AnswerName,
	more: Partial<Pick<Endpoint, 'success' | 'query' | 'body'>> = {},
): Endpoint & { readonly call: C } {
	const [method, path] = call.split(' ') as [Method, string];
	return { call, method, path, scope, limit, success: 'unsaid', kind, answer, ...more };
}

/** Writes a field in one line; a star after the name: required. */
export function field(
	name: string,
	type: FieldType,
	said: Said,
	values?: readonly string[],
): Field {
	const required = name.endsWith('*');
	return {
		name: required ? name.slice(0, -1) : name,
		type,
		said,
		...(required && { required }),
		...(values && { values }),
	};
}

/** What pages are asked for with. */
export const paging: readonly Field[] = [
	field('limit', 'integer', 'reference'),
	field('cursor', 'string', 'reference'),
];
