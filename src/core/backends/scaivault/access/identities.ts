import type { IdentityKind } from '../../contract/backend.js';

const kinds: readonly (readonly [kind: IdentityKind, word: string])[] = [
	['user', 'user'],
	['serviceAccount', 'service_account'],
	['group', 'group'],
];

/** Undefined for a word that is none of the documented ones. */
export function identityKindOf(word: unknown): IdentityKind | undefined {
	return kinds.find(([, documented]) => documented === word)?.[0];
}

export function identityWord(kind: IdentityKind): string {
	return kinds.find(([known]) => known === kind)?.[1] ?? kind;
}
